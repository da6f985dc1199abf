import type { ConversationClosed, ResolutionProposed } from '@attune/contracts';
import type { Decision } from '@attune/messaging';
import { keepPromise } from '../keep-promises/keep';
import { maxMatters, owingMs } from '../limits';
import type { Conversation, CustomerState, KnownCustomer } from '../state';
import { begin, knownOf, openOf, withConversation, withTimers, type Step } from '../step';
import { silenceTimer } from '../timers';
import { end, type End } from './end';

/** A turn of this conversation has no outcome yet. */
export const isOwing = ({ turns }: KnownCustomer, conversationId: string, now: number): boolean =>
  turns.some((turn) => turn.conversationId === conversationId && !turn.closed && now - turn.startedAt < owingMs);

/**
 * Ends a conversation that is solved: automation says so and the customer has confirmed it, nothing is promised, nothing is owed, and
 * no person has it. Otherwise it goes on.
 */
export function endIfSolved(step: Step, conversationId: string, now: number): Step {
  const conversation = openOf(step.state, conversationId);
  if (!conversation || conversation.promises.length > 0) return step;
  const { proposal, confirmed, holder, closedBy } = conversation;
  if (isOwing(step.state, conversation.conversationId, now)) return step;
  if (closedBy !== undefined) return end(step, conversation, { resolved: 'closedByPerson', agentId: closedBy }, now);
  if (!proposal || holder !== 'automation') return step;
  if (proposal.basis !== 'confirmed' && !confirmed) return step;
  return end(step, conversation, { resolved: 'confirmed' }, now);
}

/** As far as automation can tell a matter is solved. Whether the conversation is, the customer's silence or word will show. */
export function considerProposal(
  state: CustomerState | undefined,
  { data }: ResolutionProposed,
  now: number,
): Decision<CustomerState> | undefined {
  const customer = knownOf(state);
  const conversation = customer && openOf(customer, data.conversationId);
  if (!customer || !conversation) return undefined;
  const { basis, matters } = data;
  // That something was answered says the reply itself, in the order in which the customer reads it (note-release).
  if (basis === 'answered') return undefined;
  const known = conversation.proposal?.matters ?? [];
  const others = known.filter(({ matterId }) => !matters.some((one) => one.matterId === matterId));
  const proposal = { basis, matters: [...others, ...matters].slice(-maxMatters) };
  const step = withConversation(begin(customer), { ...conversation, proposal });
  return endIfSolved(step, conversation.conversationId, now);
}

/** A person closed it. Open promises keep it open still; those that had fallen due are kept with that, as the person says. */
export function closeByPerson(
  state: CustomerState | undefined,
  { data }: ConversationClosed,
  now: number,
): Decision<CustomerState> | undefined {
  const customer = knownOf(state);
  const conversation = customer && openOf(customer, data.conversationId);
  if (!customer || !conversation || isStale(conversation, data.epoch)) return undefined;
  const { agentId, outcome } = data;
  if (outcome === 'notSolved') return end(begin(customer), conversation, { lapsed: 'answer' }, now);
  const closed = withConversation(begin(customer), { ...conversation, closedBy: agentId });
  const due = conversation.promises.filter((one) => one.due);
  const kept = due.reduce((step, { promiseId }) => keepPromise(step, conversation.conversationId, promiseId), closed);
  return endIfSolved(kept, conversation.conversationId, now);
}

/** Somebody else was given the conversation since: escalation refuses it too. */
const isStale = ({ holder, epoch }: Conversation, quoted: number): boolean => holder !== 'automation' && epoch > quoted;

/** Nobody has said anything for long. After an answer that is a good sign, after a question of ours it is not. */
export function endInSilence(
  state: CustomerState,
  conversationId: string,
  silenceMs: number,
  now: number,
): Decision<CustomerState> | undefined {
  const customer = knownOf(state);
  const conversation = customer && openOf(customer, conversationId);
  // People end what they hold, and an open promise keeps it open; both set the clock again when they are done.
  if (!customer || !conversation || conversation.holder !== 'automation' || conversation.promises.length > 0)
    return undefined;
  if (isOwing(customer, conversationId, now))
    return withTimers(begin(customer), { [silenceTimer(conversationId)]: now + silenceMs });
  return end(begin(customer), conversation, silentEnd(conversation), now);
}

function silentEnd({ lastReleased, proposal }: Conversation): End {
  if (lastReleased === 'question' || lastReleased === 'notice') return { lapsed: lastReleased };
  if (lastReleased === 'answer' || proposal) return { resolved: proposal?.basis === 'done' ? 'done' : 'silence' };
  return { lapsed: 'answer' };
}
