import { type Answer, dayOf, ok, type Money, pounds, refuse } from './answer';
import type { Kind } from './backend';

interface GiftCard {
  number: string;
  balance: Money;
  validUntil: string;
  lastUsedOn: string | null;
  blocked: boolean;
}
interface Subscription {
  number: string;
  name: string;
  status: 'active' | 'paused' | 'cancelled';
  price: Money;
  nextOn: string | null;
  packing: boolean;
}
interface Account {
  locked: boolean;
}

const upper = (written: string): string => written.trim().toUpperCase();

export function giftCards(start: Date): Kind<GiftCard> {
  const card = (number: string, minor: number, used: number | null, blocked = false): [string, GiftCard] => [
    number,
    {
      number,
      balance: pounds(minor),
      validUntil: dayOf(start, 900),
      lastUsedOn: used === null ? null : dayOf(start, used),
      blocked,
    },
  ];
  return {
    path: '/gift-cards',
    things: new Map([
      card('GC-1234-5678', 3550, -20),
      card('GC-1111-2222', 0, -70),
      card('GC-9999-0000', 5000, null, true),
    ]),
    idOf: (written) => upper(written).replace(/^GC[\s-]*(\d{4})[\s-]*(\d{4})$/, 'GC-$1-$2'),
    shown: (one) => ok({ ...one }),
    effects: {},
    missing: { error: 'cardNotFound', what: 'gift card' },
  };
}

export function subscriptions(start: Date): Kind<Subscription> {
  const box = (
    number: string,
    name: string,
    status: Subscription['status'],
    minor: number,
    packing = false,
  ): [string, Subscription] => [
    number,
    { number, name, status, price: pounds(minor), nextOn: status === 'active' ? dayOf(start, 9) : null, packing },
  ];
  const changes =
    (to: Subscription['status'], from: readonly Subscription['status'][]) =>
    (one: Subscription, _: Readonly<Record<string, unknown>>, at: Date): Answer => {
      if (one.packing) return refuse(409, 'packing', 'The next box is being packed.');
      if (!from.includes(one.status)) return refuse(409, one.status, `${one.number} is ${one.status}.`);
      one.status = to;
      one.nextOn = to === 'active' ? dayOf(at, 9) : null;
      return ok({ number: one.number, status: to });
    };
  return {
    path: '/subscriptions',
    things: new Map([
      box('SUB-2001', 'coffee box', 'active', 1450),
      box('SUB-2002', 'tea box', 'paused', 1100),
      box('SUB-2003', 'candle box', 'cancelled', 2400),
      box('SUB-2004', 'coffee box', 'active', 900, true),
    ]),
    idOf: (written) => upper(written).replace(/^SUB[\s-]*(\d{4})$/, 'SUB-$1'),
    shown: ({ packing: _, ...one }) => ok(one),
    effects: {
      pause: changes('paused', ['active']),
      resume: changes('active', ['paused', 'cancelled']),
      cancel: changes('cancelled', ['active', 'paused']),
    },
    missing: { error: 'subscriptionNotFound', what: 'subscription' },
  };
}

export function accounts(): Kind<Account> {
  return {
    path: '/accounts',
    things: new Map([
      ['kim@example.com', { locked: false }],
      ['sam@example.com', { locked: true }],
    ]),
    idOf: (written) => written.trim().toLowerCase(),
    shown: (one) => ok({ ...one }),
    effects: { reset: () => ok() },
    missing: { error: 'accountNotFound', what: 'account' },
  };
}
