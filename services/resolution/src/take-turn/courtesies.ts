import type { Draft } from '../draft';
import type { Plan } from '../state';
import type { Reading } from './read';

/** Thanks, greetings and goodbyes. True where one of them is what the turn is about. */
export function courtesies(draft: Draft, plan: Plan, reading: Reading, understood: boolean): boolean {
  const { acts } = reading;
  const content = !acts.has('complains') && !acts.has('denies') && !acts.has('repeats');
  const thanks = acts.has('thanks') && content;
  const hadAnswer = draft.case.answered.length > 0;
  // "Great, that's clear" after an answer says as much as thanks.
  const agrees = !understood && hadAnswer && acts.has('confirms') && draft.case.runs.length === 0 && content;
  if (understood) return false;
  // With another matter open the conversation is not at its end: what was answered stays to be confirmed.
  if ((thanks || agrees) && draft.case.runs.length === 0) confirmAnswered(draft, plan);
  const smalltalk = reading.said.find(({ intent }) => intent.kind === 'smalltalk');
  if (acts.has('saysGoodbye')) plan.todo.push({ kind: 'text', text: 'goodbye' });
  else if ((thanks && hadAnswer) || agrees) plan.todo.push({ kind: 'text', text: 'anythingElse' });
  else if (smalltalk?.intent.reply) plan.todo.push({ kind: 'reply', intent: smalltalk.intent.id });
  else if (thanks) plan.todo.push({ kind: 'text', text: 'anythingElse' });
  else if (acts.has('greets')) plan.todo.push({ kind: 'text', text: 'greeting' });
  else return false;
  return true;
}

/** The customer says that what was answered is settled. */
export function confirmAnswered(draft: Draft, plan: Plan): void {
  for (const matter of draft.case.answered) plan.proposed.push({ matter, basis: 'confirmed' });
  draft.case.answered = [];
}
