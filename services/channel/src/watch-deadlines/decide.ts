import { deriveId, turnOverdue } from '@attune/contracts';
import type { Pack } from '@attune/domain';
import { fact, type Decision, type Fact } from '@attune/messaging';
import { holdingNotice, releaseNotice } from '../notices';
import { isForgotten, isOwed, type AddressState, type OwedTurn, type TurnState } from '../state';
import { begin, withFacts, withState, withTimers } from '../step';
import { closeForgotten, holdingTimer, turnOf } from '../turns';

/** A held turn is brought up so often: somebody has to decide on it, or its customer was forgotten meanwhile. */
const lookAgainMs = 15 * 60_000;

/** A turn is still owed at its time: escalation decides what becomes of it. */
export function tellOverdue(state: AddressState, turnId: string, now: number): Decision<AddressState> | undefined {
  const owed = turnOf(state, turnId);
  if (!owed || !isOwed(owed)) return undefined;
  if (isForgotten(state)) return closeForgotten(begin(state), now);
  return withFacts(begin(state), overdue(owed));
}

function overdue({ turn, conversationId, customerId }: OwedTurn): Fact {
  const about = {
    ...(conversationId !== undefined && { conversationId }),
    ...(customerId !== undefined && { customerId }),
  };
  return fact(turnOverdue, { ...about, turn }, { correlationId: turn.turnId, expiryTime: turn.deadline });
}

/**
 * Nobody has decided anything: the customer is told honestly that it takes longer, once an address and outage, and the turn stays
 * owed until it has its outcome.
 */
export function hold(state: AddressState, turnId: string, pack: Pack, now: number): Decision<AddressState> | undefined {
  const owed = turnOf(state, turnId);
  if (!owed || !isOwed(owed)) return undefined;
  if (isForgotten(state)) return closeForgotten(begin(state), now);
  const again = withTimers(begin(state), { [holdingTimer(turnId)]: now + lookAgainMs });
  if (owed.status === 'held') return withFacts(again, overdue(owed));
  const turns = state.turns.map((turn): TurnState => (turn === owed ? { ...owed, status: 'held' } : turn));
  const held = withState(again, { turns });
  if (state.outage) return held;
  const messageId = deriveId('msg', turnId, 'holding');
  const { conversationId, customerId } = owed;
  const notice = {
    messageId,
    kind: 'holdingNotice' as const,
    text: holdingNotice(pack, turnId),
    answers: [],
    conversationId,
    customerId,
    correlationId: turnId,
  };
  return releaseNotice(withState(held, { outage: { since: now, messageId } }), notice, now);
}
