import type {
  ConversationLapsed,
  ConversationReopened,
  ConversationResolved,
  CustomerForgotten,
  HandoffWithdrawn,
  PersonReplyOverdue,
  TurnClosed,
} from '@attune/contracts';
import type { Pack } from '@attune/domain';
import type { Decision } from '@attune/messaging';
import type { Trigger } from '../boundary/scope';
import { decided, movedTo, systemDecision, withdrawn } from '../control';
import type { Control } from '../state';

/** A person was asked for only because a turn was late, and it was answered after all: they need not come. */
export function decideOnTurnClosed(
  known: Control | undefined,
  { data }: TurnClosed,
  pack: Pack,
): Decision<Control> | undefined {
  if (known?.held.holder !== 'queue' || !answered.has(data.outcome)) return undefined;
  if (known.held.handoff.lateTurnId !== data.turnId) return undefined;
  return end(
    known,
    'answeredMeanwhile',
    'answeredMeanwhile',
    'The late message has been answered meanwhile',
    { turnId: data.turnId },
    pack,
  );
}

/** `superseded`: a later turn, which it belongs to by now, was answered. */
const answered = new Set<string>(['answered', 'superseded']);

/** The conversation is over: nobody is asked for any longer. An end from before the latest turn is about the past. */
export function decideOnConversationEnded(
  known: Control | undefined,
  { time, type }: ConversationResolved | ConversationLapsed,
  pack: Pack,
): Decision<Control> | undefined {
  if (!known || known.held.holder === 'automation' || newerTurn(known, time)) return undefined;
  return end(known, 'closed', 'conversationEnded', 'The conversation is over', { type, time }, pack);
}

/** A new beginning: whoever still holds from before its end does not any longer. */
export function decideOnConversationReopened(
  known: Control | undefined,
  { data, time }: ConversationReopened,
  pack: Pack,
): Decision<Control> | undefined {
  if (!known || known.held.holder === 'automation') return undefined;
  if (known.last?.turn.turnId === data.turnId || newerTurn(known, time)) return undefined;
  return end(
    known,
    'reopened',
    'conversationEnded',
    'The customer came back after the conversation had ended',
    { turnId: data.turnId },
    pack,
  );
}

/** Nothing of the customer is readable any longer: there is nothing that a person could do. */
export function decideOnCustomerForgotten(
  known: Control | undefined,
  _: CustomerForgotten,
  pack: Pack,
): Decision<Control> | undefined {
  if (!known) return undefined;
  const { personal: _words, ...control } = known;
  if (control.held.holder === 'automation') return { state: control };
  return end(control, 'closed', 'forgotten', 'The customer was forgotten', {}, pack);
}

/**
 * A person has left the customer without an answer for too long: the queue holds again, so that somebody else can answer. The same
 * person may take it again. While the queue holds, everybody sees how long it waits; nothing changes.
 */
export function decideOnPersonReplyOverdue(
  known: Control | undefined,
  { data }: PersonReplyOverdue,
  now: number,
  pack: Pack,
): Decision<Control> | undefined {
  if (known?.held.holder !== 'person' || data.epoch !== known.epoch) return undefined;
  const { handoff, since } = known.held;
  // The customer's clock began before this person came: they get the pack's time as well. Channel reminds again.
  if (now - Date.parse(since) < personReplyMsOf(known, pack)) return undefined;
  const state = movedTo(known, {
    holder: 'queue',
    handoff: { ...handoff, priority: Math.min(9, handoff.priority + 2) },
  });
  const why = { rule: 'attune.personOverdue', reason: 'The person has not answered in time' };
  return {
    state,
    facts: [
      decided(known, state, systemDecision('personOverdue', why, pack, { waitingSince: data.waitingSince }), pack),
    ],
  };
}

const personReplyMsOf = ({ last }: Control, { channels }: Pack): number =>
  channels[last?.turn.channel === 'email' ? 'email' : 'chat'].personReplyMs;

function end(
  before: Control,
  trigger: Trigger,
  why: HandoffWithdrawn['data']['why'],
  reason: string,
  evidence: Record<string, unknown>,
  pack: Pack,
): Decision<Control> | undefined {
  if (before.held.holder === 'automation') return undefined;
  const { handoffId } = before.held.handoff;
  const state = movedTo(before, { holder: 'automation' });
  const decision = systemDecision(trigger, { rule: `attune.${why}`, reason }, pack, {
    ...evidence,
    handoffId,
    epoch: before.epoch,
  });
  return { state, facts: [decided(before, state, decision, pack), withdrawn(state, handoffId, why)] };
}

const newerTurn = ({ last }: Control, time: string): boolean =>
  last !== undefined && Date.parse(last.turn.acceptedAt) > Date.parse(time);
