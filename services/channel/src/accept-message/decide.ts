import { deriveId, messageReceived, type Origin } from '@attune/contracts';
import type { ChannelTiming } from '@attune/domain';
import { fact, instant } from '@attune/messaging';
import { jsonBytes, maxBurstMessages, maxTurnBytes, seenKept } from '../limits';
import { startTurn } from '../start-turn/decide';
import { appended, isForgotten, turnIdOf, type AddressState, type Burst } from '../state';
import { begin, remember, withFacts, withState, withTimers, type Step } from '../step';
import { closeForgotten } from '../turns';

/** A message that a door or an adapter brings; masked and measured. */
export interface Offered {
  addressId: string;
  channel: string;
  origin: Origin;
  messageId: string;
  text: string;
  /** How many things were masked in it. */
  masked: number;
  verifiedAs?: string;
  name?: string;
  /** A key of the address that exists; used where the address has none that can still be read. */
  kid: string;
}

export interface Accepted {
  messageId: string;
  /** The turn that it belongs to; absent for a message that was accepted long ago. */
  turnId?: string;
  number?: number;
  /** It had been accepted before. */
  again: boolean;
}

/** Once for each message id: notes it, and folds it into the open burst. */
export function acceptMessage(
  before: AddressState | undefined,
  offered: Offered,
  timing: ChannelTiming,
  now: number,
): { step?: Step; accepted: Accepted } {
  if (before?.seen.includes(offered.messageId)) return { accepted: acceptedBefore(before, offered.messageId) };
  const known = identify(before, offered, now);
  const roomy = fits(known.state.burst, offered) ? known : startTurn(known, timing, now);
  const received = receive(roomy, offered, timing, now);
  const burst = received.state.burst;
  const step = timing.quietMs === 0 ? startTurn(received, timing, now) : received;
  const number = roomy.state.lastNumber + 1;
  return {
    step,
    accepted: { messageId: offered.messageId, ...(burst && { turnId: burst.turnId, number }), again: false },
  };
}

function acceptedBefore(state: AddressState, messageId: string): Accepted {
  const { burst } = state;
  if (burst?.messageIds.includes(messageId))
    return { messageId, turnId: burst.turnId, number: state.lastNumber + 1, again: true };
  const turn = state.turns.find((one) => one.status !== 'closed' && one.turn.messageIds.includes(messageId));
  const owed = turn && turn.status !== 'closed' ? turn.turn : undefined;
  return { messageId, ...(owed && { turnId: turnIdOf(turn!), number: owed.number }), again: true };
}

/** The address as it is from this message on: a new one, a known one, or one whose key was destroyed and that begins anew. */
function identify(before: AddressState | undefined, offered: Offered, now: number): Step {
  const { addressId, channel, origin, kid, verifiedAs, name } = offered;
  const state: AddressState = before ?? {
    addressId,
    channel,
    origin,
    kid,
    seen: [],
    lastNumber: 0,
    turns: [],
    conversations: [],
    releases: [],
    replies: [],
    personal: { burst: [], history: [] },
  };
  const anew = isForgotten(state)
    ? withState(closeForgotten(begin(state), now), {
        kid,
        conversations: [],
        releases: [],
        personal: { burst: [], history: [] },
      })
    : begin(state);
  const { verifiedAs: _, ...others } = anew.state;
  const personal = { burst: [], history: [], ...others.personal, ...(name !== undefined && { name }) };
  return { ...anew, state: { ...others, personal, origin, ...(verifiedAs !== undefined && { verifiedAs }) } };
}

/** One turn belongs to one customer, and to one event. */
function fits(burst: Burst | undefined, { text, verifiedAs }: Offered): boolean {
  if (!burst) return true;
  const sameCustomer = burst.verifiedAs === undefined || burst.verifiedAs === verifiedAs;
  return sameCustomer && burst.messageIds.length < maxBurstMessages && burst.bytes + jsonBytes(text) <= maxTurnBytes;
}

function receive(step: Step, offered: Offered, { quietMs, maxBurstMs }: ChannelTiming, now: number): Step {
  const { addressId, channel, messageId, text, masked, verifiedAs } = offered;
  const { burst, personal, seen, kid } = step.state;
  const next: Burst = {
    turnId: burst?.turnId ?? deriveId('trn', addressId, messageId),
    firstAt: burst?.firstAt ?? now,
    lastAt: now,
    messageIds: [...(burst?.messageIds ?? []), messageId],
    length: (burst?.length ?? 0) + text.length,
    bytes: (burst?.bytes ?? 0) + jsonBytes(text),
    ...(verifiedAs !== undefined && { verifiedAs }),
  };
  const noted = withState(step, {
    seen: appended(seen, messageId, seenKept),
    burst: next,
    personal: { history: [], ...personal, burst: [...(personal?.burst ?? []), { messageId, text }] },
  });
  const said = withFacts(
    remember(noted, { messageId, from: 'customer', text, at: instant(now) }),
    fact(
      messageReceived,
      { addressId, channel, messageId, length: text.length, masked },
      { personal: { text }, ...(kid !== undefined && { kid }), correlationId: messageId },
    ),
  );
  return withTimers(said, { burst: Math.min(now + quietMs, next.firstAt + maxBurstMs) });
}
