import { actionRequested, deriveId, replyPreparedByDesk, type PreparedReply } from '@attune/contracts';
import { fact, instant, type CommandDecision } from '@attune/messaging';
import { heldBy, type Answer } from '../answers';
import { idsOf } from '../follow-control/decide';
import { withDone, type DeskHandoff } from '../state';

export interface Reply {
  agentId: string;
  name: string;
  text: string;
  /** The page's own id of this message: the same twice is once. */
  clientId: string;
}

/** A person's words, on their way to channel: to the address of the latest turn, answering all that no person has answered. */
export function decideReply(
  known: DeskHandoff | undefined,
  { agentId, name, text, clientId }: Reply,
  now: number,
): CommandDecision<DeskHandoff, Answer> {
  const replyId = deriveId('rpl', known?.conversationId ?? '', agentId, clientId);
  if (known?.done.includes(replyId)) return { answer: { done: true, replyId } };
  const may = heldBy(known, agentId);
  if ('refused' in may) return { answer: may };
  const { held } = may;
  // Without a key nothing personal can be said: the customer was forgotten.
  if (!held.personal) return { answer: { refused: 'forgotten' } };
  const data: PreparedReply = {
    conversationId: held.conversationId,
    customerId: held.customerId,
    replyId,
    to: held.addressId,
    answers: held.openTurns,
    ...(held.openTurns.length === 0 && { initiative: 'person' as const }),
    intention: text.trimEnd().endsWith('?') ? 'question' : 'answer',
    asks: [],
    citations: [],
    by: { kind: 'person', agentId },
    epoch: held.epoch,
  };
  const unreleased = [...held.personal.unreleased, { replyId, text, at: instant(now) }].slice(-20);
  return {
    state: { ...held, openTurns: [], done: withDone(held, replyId), personal: { ...held.personal, unreleased } },
    facts: [fact(replyPreparedByDesk, data, { personal: { text, name }, controlEpoch: held.epoch })],
    answer: { done: true, replyId },
  };
}

export interface Act {
  agentId: string;
  tool: string;
  with: Record<string, unknown>;
  clientId: string;
}

/** A person asks for an action; resolution keeps the ledger and does it. */
export function decideAct(
  known: DeskHandoff | undefined,
  { agentId, tool, with: args, clientId }: Act,
): CommandDecision<DeskHandoff, Answer> {
  const actionId = deriveId('act', known?.conversationId ?? '', agentId, clientId);
  if (known?.done.includes(actionId)) return { answer: { done: true } };
  const may = heldBy(known, agentId);
  if ('refused' in may) return { answer: may };
  const { held } = may;
  if (!held.personal) return { answer: { refused: 'forgotten' } };
  const data = { ...idsOf(held), agentId, epoch: held.epoch, actionId, tool };
  return {
    state: { ...held, done: withDone(held, actionId) },
    facts: [fact(actionRequested, data, { personal: { with: args }, controlEpoch: held.epoch })],
    answer: { done: true },
  };
}
