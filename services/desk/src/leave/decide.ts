import { conversationClosed, conversationReturned, deriveId } from '@attune/contracts';
import { fact, type CommandDecision, type Fact } from '@attune/messaging';
import { heldBy, type Answer } from '../answers';
import { idsOf } from '../follow-control/decide';
import type { DeskHandoff, Held } from '../state';

export interface Return {
  agentId: string;
  name: string;
  /** In their own words. */
  decided: string;
  leftOpen: string;
  promises: { what: string; dueAt: string }[];
  /** Promises that have been kept. */
  kept: string[];
  facts: Record<string, unknown>;
}

/** Back to automation, with what was decided, promised and left open. Asked for twice is once. */
export function decideReturn(
  known: DeskHandoff | undefined,
  given: Return,
  now: number,
): CommandDecision<DeskHandoff, Answer> {
  if (leavingAs(known, given.agentId, 'return')) return { answer: { done: true } };
  const may = heldBy(known, given.agentId);
  if ('refused' in may) return { answer: may };
  if (given.promises.some(({ dueAt }) => Date.parse(dueAt) <= now)) return { answer: { refused: 'promiseInThePast' } };
  const { held } = may;
  return { state: leaving(held, 'return'), facts: [returned(held, given)], answer: { done: true } };
}

function returned(held: Held, { agentId, name, decided, leftOpen, promises, kept, facts }: Return): Fact {
  const made = promises.map(({ what, dueAt }, i) => ({
    promiseId: deriveId('prm', held.handoffId, held.epoch, i),
    dueAt: new Date(dueAt).toISOString(),
    what,
  }));
  const data = {
    ...idsOf(held),
    agentId,
    epoch: held.epoch,
    promises: made.map(({ promiseId, dueAt }) => ({ promiseId, dueAt })),
    kept,
    facts: Object.keys(facts).map((fact) => ({ name: fact })),
  };
  const words = Object.fromEntries(made.map(({ promiseId, what }) => [promiseId, what]));
  // A forgotten customer can still be handed back, without a word.
  const personal = held.personal && { decided, leftOpen, promises: words, facts, name };
  return fact(conversationReturned, data, { controlEpoch: held.epoch, ...(personal && { personal }) });
}

export interface Close {
  agentId: string;
  outcome: 'solved' | 'notSolved';
  note: string;
}

/** Closed by a person, as solved or as not to be solved. */
export function decideClose(
  known: DeskHandoff | undefined,
  { agentId, outcome, note }: Close,
): CommandDecision<DeskHandoff, Answer> {
  if (leavingAs(known, agentId, 'close')) return { answer: { done: true } };
  const may = heldBy(known, agentId);
  if ('refused' in may) return { answer: may };
  const { held } = may;
  const closed = fact(
    conversationClosed,
    { ...idsOf(held), agentId, epoch: held.epoch, outcome },
    { controlEpoch: held.epoch, ...(held.personal && { personal: { note } }) },
  );
  return { state: leaving(held, 'close'), facts: [closed], answer: { done: true } };
}

const leaving = (held: Held, how: 'return' | 'close'): DeskHandoff => ({
  ...held,
  stage: { ...held.stage, leaving: { how } },
});

const leavingAs = (known: DeskHandoff | undefined, agentId: string, how: 'return' | 'close'): boolean =>
  known?.stage.status === 'held' && known.stage.agentId === agentId && known.stage.leaving?.how === how;
