import { deriveId, type HandoffRequested } from '@attune/contracts';
import type { ChannelTiming, Pack } from '@attune/domain';
import type { Decision } from '@attune/messaging';
import { hear, replace, wait, waitingOf } from '../conversations';
import { handoffsKept } from '../limits';
import { handoffNotice, releaseNotice } from '../notices';
import { appended, conversationOf, isForgotten, numberOf, type AddressState, type OwedTurn } from '../state';
import { begin, unlessQuiet, type Step } from '../step';
import { attribute, closeTurns, owedTurns, turnOf } from '../turns';

/**
 * A person was asked for, durably: only now the customer is told. The turns that it was about are closed with the notice; where
 * they have their outcome already it stands alone. Who knows that a person takes over is not told again.
 */
export function announceHandoff(
  before: AddressState | undefined,
  { data: handoff, forgotten }: HandoffRequested,
  pack: Pack,
  timing: ChannelTiming,
  now: number,
): Decision<AddressState> | undefined {
  if (!before) return undefined;
  const { conversationId, customerId, handoffId, epoch, turnId } = handoff;
  const knownBefore = conversationOf(before, conversationId);
  if (knownBefore?.handoffs.includes(handoffId)) return undefined;

  const heard = hear(begin(before), { ...handoff, holder: 'queue' });
  const step = note(turnId === undefined ? heard : attribute(heard, turnId, conversationId, customerId), handoff);
  const owed = concerned(step.state, conversationId, turnId);
  if (forgotten || isForgotten(before)) return closeTurns(step, owed, 'forgotten', [], now, handoff);

  const passed = knownBefore !== undefined && knownBefore.epoch > epoch;
  if (passed || knownBefore?.told) return unlessQuiet(takeAlong(step, handoff, owed, timing, now), before);

  const messageId = deriveId('msg', before.addressId, handoffId);
  const notice = {
    messageId,
    kind: 'handoffNotice' as const,
    text: handoffNotice(pack, handoff, now),
    answers: owed.map(({ turn }) => turn.turnId),
    conversationId,
    customerId,
    epoch,
    correlationId: turnId ?? owed.at(-1)?.turn.turnId ?? handoffId,
  };
  const told = closeTurns(
    releaseNotice(tell(step, conversationId), notice, now),
    owed,
    'handedOver',
    [messageId],
    now,
    handoff,
  );
  const waiting = owed.length > 0 ? owed.map(waitingOf) : [{ number: before.lastNumber, since: now }];
  return wait(told, conversationId, waiting, timing.personReplyMs);
}

/**
 * Turns that this handoff is the outcome of: up to the one that it names, or the last that is known to be of its conversation:
 * automation cannot answer that one any more either.
 */
function concerned(state: AddressState, conversationId: string, turnId: string | undefined): OwedTurn[] {
  const named = turnId === undefined ? undefined : turnOf(state, turnId);
  const owed = owedTurns(state);
  const upTo = Math.max(
    named ? numberOf(named) : 0,
    ...owed.filter((one) => one.conversationId === conversationId).map(numberOf),
  );
  return owed.filter((one) => one.turn.number <= upTo);
}

/** Control has moved on since, or the customer was told before: no second notice, but the turns go along. */
function takeAlong(
  step: Step,
  handoff: HandoffRequested['data'],
  owed: readonly OwedTurn[],
  timing: ChannelTiming,
  now: number,
): Step {
  const closed = closeTurns(step, owed, 'takenAlong', [], now, handoff);
  return wait(closed, handoff.conversationId, owed.map(waitingOf), timing.personReplyMs);
}

function note(step: Step, { conversationId, handoffId }: { conversationId: string; handoffId: string }): Step {
  const known = conversationOf(step.state, conversationId);
  return known ? replace(step, { ...known, handoffs: appended(known.handoffs, handoffId, handoffsKept) }) : step;
}

function tell(step: Step, conversationId: string): Step {
  const known = conversationOf(step.state, conversationId);
  return known ? replace(step, { ...known, told: true }) : step;
}
