import { problem } from '@attune/hosting';
import type { Answer, Refusal } from './answers';
import { capacity } from './environment';

const because: Record<Refusal, [status: number, title: string, detail: string]> = {
  unknown: [
    404,
    'No such handoff',
    'No person was ever asked for in this conversation. Take one from GET /api/desk/queue.',
  ],
  ended: [
    409,
    'Over',
    'This handoff is over: automation holds the conversation, or it has ended. Take another from the queue.',
  ],
  taken: [409, 'Taken', 'Somebody else has accepted this conversation. Take another from the queue.'],
  full: [
    409,
    'Enough',
    `You hold ${capacity} conversations, which is as many as one person may. Return, close or release one first.`,
  ],
  notYours: [
    409,
    'Not yours',
    'You have not accepted this conversation, or it went back to the queue. Accept it first.',
  ],
  notYet: [409, 'Not yet yours', 'You have accepted, and control is about to be given to you. Try again in a moment.'],
  leaving: [
    409,
    'Already leaving',
    'You are handing this conversation back or closing it; nothing more can be done in it.',
  ],
  forgotten: [
    410,
    'Forgotten',
    'The customer was forgotten: their words and keys are destroyed, nothing can be said to them here.',
  ],
  promiseInThePast: [400, 'Promise in the past', 'promises[].dueAt must lie in the future.'],
};

/** A refusal as the problem that a door answers with; else what was done. */
export function doneOrProblem(answer: Answer): { done: true; replyId?: string } {
  if (!('refused' in answer)) return answer;
  const [status, title, detail] = because[answer.refused];
  throw problem(status, title, detail, { refused: answer.refused });
}
