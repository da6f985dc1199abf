import { customerForgotten } from '@attune/contracts';
import { fact, type Decision } from '@attune/messaging';
import { timersOf } from '../link-address/leave';
import type { CustomerState, KnownCustomer } from '../state';

export interface Forgetting {
  customerId: string;
  kids: string[];
  addressIds: string[];
  conversationIds: string[];
}
export interface Forgotten {
  /** Somebody is known by this id. */
  found: boolean;
  /** Conversations that become unreadable with that. */
  conversations: number;
}

/** From here on nothing is known; the keys of all addresses are destroyed next, and only then others are told. */
export function forget(
  state: CustomerState | undefined,
  now: number,
): { decision?: Decision<CustomerState>; answer: Forgotten } {
  if (!state || state.status === 'merged') return { answer: { found: false, conversations: 0 } };
  if (state.status === 'forgotten') return { answer: { found: true, conversations: 0 } };
  const { customerId, origin, kid, open, conversationIds } = state;
  const args: Forgetting = {
    customerId,
    kids: kidsOf(state),
    addressIds: [...new Set(state.addresses.map(({ addressId }) => addressId))],
    conversationIds: [...conversationIds],
  };
  return {
    answer: { found: true, conversations: conversationIds.length },
    decision: {
      state: { status: 'forgotten', customerId, origin, ...(kid !== undefined && { kid }), kids: args.kids },
      timers: Object.fromEntries(open.flatMap(timersOf).map((name) => [name, null])),
      effects: [{ id: `forget:${customerId}:${now}`, kind: 'destroyKeys', args }],
    },
  };
}

function kidsOf({ addresses, arriving, kid }: KnownCustomer): string[] {
  const waiting = Object.values(arriving).flatMap((turns) => turns.map((one) => one.kid));
  const all = [...addresses.map((one) => one.kid), ...waiting, ...(kid === undefined ? [] : [kid])];
  return [...new Set(all)];
}

/** The keys are gone: every conversation of theirs is about nobody any more. */
export function tellForgotten(
  state: CustomerState,
  { customerId, addressIds, conversationIds }: Forgetting,
): Decision<CustomerState> {
  return {
    state,
    facts: conversationIds.map((conversationId) =>
      fact(customerForgotten, { conversationId, customerId, addressIds }, { correlationId: conversationId }),
    ),
  };
}
