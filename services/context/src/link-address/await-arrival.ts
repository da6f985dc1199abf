import { deriveId, type Turn, type TurnReceived } from '@attune/contracts';
import { latestOpen, reopenable } from '../find-conversation';
import type { Said } from '../start-turn/decide';
import { anonymousCustomerOf, type Arriving, type KnownCustomer, type Words } from '../state';
import { personalOf, withEffect, withState, type Step } from '../step';

/** What the effect `link` is asked for: fetch what an address said before anybody knew whose it is. */
export interface LinkRequest {
  /** The anonymous customer that the address was. */
  from: string;
  into: string;
  /** The conversation that the open ones go on in. */
  conversationId: string;
  turn: Turn;
  kid: string;
}

/** An address is verified and had turns before that: they are fetched before anybody deals with this turn. */
export function mustArrive(
  customer: KnownCustomer,
  { turn, verifiedAs, anonymousBefore }: TurnReceived['data'],
): boolean {
  if (verifiedAs === undefined || verifiedAs !== customer.customerId || !anonymousBefore) return false;
  const linked = customer.addresses.some((one) => one.addressId === turn.addressId && one.verified);
  return !linked || (customer.arriving[turn.addressId]?.length ?? 0) > 0;
}

export const isArriving = ({ arriving }: KnownCustomer, { addressId, turnId }: Turn): boolean =>
  arriving[addressId]?.some((one) => one.turn.turnId === turnId) ?? false;

/** Turns of one address arrive one after the other, so that their order holds. */
export function awaitArrival(step: Step, { turn, kid, words }: Said, now: number): Step {
  const { arriving, customerId } = step.state;
  const current = latestOpen(step.state, 'customer') ?? reopenable(step.state, 'customer', now);
  const waiting = arriving[turn.addressId] ?? [];
  const next: Arriving = {
    turn,
    kid,
    from: anonymousCustomerOf(turn.addressId),
    into: waiting[0]?.into ?? current?.conversationId ?? deriveId('cnv', turn.turnId),
  };
  const personal = personalOf(step.state);
  const waitingStep = withState(step, {
    arriving: { ...arriving, [turn.addressId]: [...waiting, next] },
    personal: { ...personal, arriving: { ...personal.arriving, [turn.turnId]: words } },
  });
  return waiting.length > 0 ? waitingStep : fetchFor(waitingStep, next, words, customerId);
}

export function fetchFor(step: Step, { turn, kid, from, into }: Arriving, words: Words, customerId: string): Step {
  const args: LinkRequest = { from, into: customerId, conversationId: into, turn, kid };
  return withEffect(step, { id: `link:${turn.turnId}`, kind: 'link', args, personal: words });
}
