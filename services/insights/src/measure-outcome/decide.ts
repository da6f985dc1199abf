import {
  outcomeMeasured,
  type ConversationLapsed,
  type ConversationReopened,
  type ConversationResolved,
  type CustomerForgotten,
  type HandoffAccepted,
  type HandoffRequested,
  type OutcomeMeasured,
} from '@attune/contracts';
import { fact, type Decision, type Fact } from '@attune/messaging';
import { outcomeDefinitionVersion } from '../count/definitions';
import type { End, Outcome } from '../state';

/**
 * Streams of several services meet here in any order: whoever comes first begins. That a conversation was opened costs no write: its
 * end says when that was.
 */
const begin = ({ data, time }: { data: { conversationId: string; customerId: string }; time: string }): Outcome => ({
  conversationId: data.conversationId,
  customerId: data.customerId,
  openedAt: time,
  handoffs: 0,
  reopened: 0,
  final: false,
});

export function decideOnHandoffRequested(known: Outcome | undefined, event: HandoffRequested): Decision<Outcome> {
  const state = known ?? begin(event);
  return { state: { ...state, handoffs: state.handoffs + 1 } };
}

export function decideOnHandoffAccepted(
  known: Outcome | undefined,
  event: HandoffAccepted,
): Decision<Outcome> | undefined {
  if (known?.timeToPersonMs !== undefined) return undefined;
  return { state: { ...(known ?? begin(event)), timeToPersonMs: event.data.waitedMs } };
}

/** Provisional at once; final when nobody has come back within the window. */
export function decideOnConversationEnded(
  known: Outcome | undefined,
  event: ConversationResolved | ConversationLapsed,
  windowMs: number,
): Decision<Outcome> | undefined {
  if (known?.end) return undefined;
  const { effort, openedAt = known?.openedAt ?? event.time } = event.data;
  const end: End =
    'basis' in event.data
      ? { at: event.time, outcome: 'resolved', basis: event.data.basis, effort }
      : { at: event.time, outcome: 'lapsed', basis: event.data.lastReleased, effort };
  const state = { ...(known ?? begin(event)), openedAt, end };
  return { state, facts: [measured(state, end, 'provisional')], timers: { final: Date.parse(event.time) + windowMs } };
}

/** The customer came back: it was not over. The next end is measured anew, no longer as a first contact. */
export function decideOnConversationReopened(
  known: Outcome | undefined,
  event: ConversationReopened,
): Decision<Outcome> {
  const { end: _, ...state } = known ?? begin(event);
  return { state: { ...state, reopened: state.reopened + 1, final: false }, timers: { final: null } };
}

/** Forgotten before its end: there will be none. What was measured before stays. */
export function decideOnCustomerForgotten(
  known: Outcome | undefined,
  event: CustomerForgotten,
): Decision<Outcome> | undefined {
  if (known?.end) return undefined;
  const effort = { turns: 0, repeats: 0, switches: 0, transfers: 0, waitingMs: 0 };
  const end: End = { at: event.time, outcome: 'forgotten', effort };
  const state = { ...(known ?? begin(event)), end, final: true };
  return { state, facts: [measured(state, end, 'final')] };
}

export function decideOnFinalDue(known: Outcome): Decision<Outcome> | undefined {
  if (!known.end || known.final) return undefined;
  return { state: { ...known, final: true }, facts: [measured(known, known.end, 'final')] };
}

/** `time` is the end of the conversation: a reopening after it takes the outcome back, whoever reads which first. */
function measured(outcome: Outcome, end: End, state: OutcomeMeasured['data']['state']): Fact {
  const { conversationId, customerId, handoffs, reopened, timeToPersonMs, openedAt } = outcome;
  const data: OutcomeMeasured['data'] = {
    conversationId,
    customerId,
    definitionVersion: outcomeDefinitionVersion,
    state,
    outcome: end.outcome,
    ...(end.basis !== undefined && { basis: end.basis }),
    firstContact: end.outcome === 'resolved' && reopened === 0,
    automated: timeToPersonMs === undefined,
    handoffs,
    ...(timeToPersonMs !== undefined && { timeToPersonMs }),
    effort: end.effort,
    tookMs: Math.max(0, Date.parse(end.at) - Date.parse(openedAt)),
  };
  return fact(outcomeMeasured, data, { time: end.at });
}
