import { turnReceived, type Turn } from '@attune/contracts';
import type { ChannelTiming } from '@attune/domain';
import { fact, instant, type Decision } from '@attune/messaging';
import { currentConversation, isForgotten, type AddressState } from '../state';
import { begin, withFacts, withState, withTimers, type Step } from '../step';
import { holdingTimer, overdueTimer } from '../turns';

/** The quiet window has passed: what was said in one go is one turn. */
export function startTurnWhenQuiet(
  state: AddressState,
  timing: ChannelTiming,
  now: number,
): Decision<AddressState> | undefined {
  return state.burst && startTurn(begin(state), timing, now);
}

/** Closes the burst. A turn is immutable from here on; its number follows the last one's without a gap. */
export function startTurn(step: Step, timing: ChannelTiming, now: number): Step {
  const { burst, ...state } = step.state;
  if (!burst) return step;
  // Nobody can read it any more: there is nothing to answer.
  if (isForgotten(state)) return withTimers({ ...step, state }, { burst: null });

  const number = state.lastNumber + 1;
  // From acceptance of the first message; but where this process stood still, others get their time to answer first.
  const clockFrom = Math.max(burst.firstAt, now - timing.maxBurstMs);
  const turn: Turn = {
    turnId: burst.turnId,
    number,
    addressId: state.addressId,
    channel: state.channel,
    messageIds: [...burst.messageIds],
    acceptedAt: instant(burst.firstAt),
    deadline: instant(clockFrom + timing.holdingMs),
    length: burst.length,
  };
  const current = currentConversation(state);
  const known = current && { conversationId: current.conversationId, customerId: current.customerId };
  const personal = state.personal && { ...state.personal, burst: [] };
  const started = withState(
    { ...step, state },
    {
      lastNumber: number,
      turns: [...state.turns, { status: 'open', turn, ...known }],
      ...(personal && { personal }),
      ...(burst.verifiedAs === undefined && { anonymousBefore: true }),
    },
  );
  return withTimers(withFacts(started, received(step.state, turn)), {
    burst: null,
    [overdueTimer(turn.turnId)]: clockFrom + timing.overdueMs,
    [holdingTimer(turn.turnId)]: clockFrom + timing.holdingMs,
  });
}

function received({ burst, personal, kid, anonymousBefore }: AddressState, turn: Turn) {
  const verifiedAs = burst?.verifiedAs;
  return fact(
    turnReceived,
    {
      turn,
      ...(verifiedAs !== undefined && { verifiedAs }),
      ...(verifiedAs !== undefined && anonymousBefore && { anonymousBefore }),
    },
    {
      personal: {
        messages: [...(personal?.burst ?? [])],
        ...(personal?.name !== undefined && { name: personal.name }),
      },
      ...(kid !== undefined && { kid }),
      correlationId: turn.turnId,
      expiryTime: turn.deadline,
    },
  );
}
