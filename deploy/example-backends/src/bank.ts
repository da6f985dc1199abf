import { type Answer, dayOf, ok, type Money, pounds, refuse } from './answer';
import { type Backend, type BackendOptions, type Kind, startBackend } from './backend';

/** What the example pack sends unless told otherwise. */
export const bankToken = 'example-bank-token';

/** The example bank's own systems: cards, transfers, payments and fees. */
export const startBank = (options: BackendOptions): Promise<Backend> =>
  startBackend((now) => [cards(now), transfers(now), payments(now), fees(now)], bankToken, options);

type Request = Readonly<Record<string, unknown>>;
const numbered = (prefix: string, digits: number) => (written: string) =>
  written
    .trim()
    .toUpperCase()
    .replace(new RegExp(`^${prefix}[\\s-]*(\\d{${digits}})$`), `${prefix}-$1`);

interface Card {
  client: string;
  ending: string;
  status: 'active' | 'blocked' | 'expired' | 'pinLocked';
  limit: Money;
  expiresOn: string;
}

function cards(start: Date): Kind<Card> {
  const card = (client: string, ending: string, status: Card['status'], expires = 400): [string, Card] => [
    client,
    { client, ending, status, limit: pounds(100_000), expiresOn: dayOf(start, expires) },
  ];
  return {
    path: '/cards',
    things: new Map([
      card('K-20441', '4421', 'active'),
      card('K-20442', '0917', 'blocked'),
      card('K-20443', '7730', 'expired', -12),
      card('K-20444', '5508', 'pinLocked'),
    ]),
    idOf: numbered('K', 5),
    shown: (one) => ok({ ...one }),
    effects: {
      block(one, _: Request, at: Date): Answer {
        if (one.status === 'blocked') return refuse(409, 'blockedAlready', 'The card is blocked already.');
        one.status = 'blocked';
        return ok({ ending: one.ending, newCardBy: dayOf(at, 4) });
      },
      unblock(one): Answer {
        if (one.status !== 'blocked') return refuse(409, 'notBlocked', 'The card is not blocked.');
        one.status = 'active';
        return ok({ ending: one.ending });
      },
      pin(one, _: Request, at: Date): Answer {
        if (one.status === 'blocked' || one.status === 'expired')
          return refuse(409, 'noCard', 'There is no card to use it with.');
        one.status = 'active';
        return ok({ arrivesBy: dayOf(at, 3) });
      },
      limit(one, { amount }: Request): Answer {
        const { minor } = (amount ?? {}) as { minor?: unknown };
        if (typeof minor !== 'number' || minor <= 0) return refuse(422, 'whichAmount', 'Which amount?');
        if (minor > 500_000) return refuse(409, 'tooHigh', 'More than £5,000 a day is not possible.');
        const previousLimit = one.limit;
        one.limit = pounds(minor);
        return ok({ limit: one.limit, previousLimit });
      },
    },
    missing: { error: 'clientNotFound', what: 'client' },
  };
}

interface Transfer {
  reference: string;
  status: 'pending' | 'sent' | 'arrived' | 'returned' | 'cancelled';
  amount: Money;
  to: string;
  arrivesOn: string | null;
}

function transfers(start: Date): Kind<Transfer> {
  const transfer = (
    reference: string,
    status: Transfer['status'],
    minor: number,
    to: string,
    arrives: number | null,
  ): [string, Transfer] => [
    reference,
    { reference, status, amount: pounds(minor), to, arrivesOn: arrives === null ? null : dayOf(start, arrives) },
  ];
  return {
    path: '/transfers',
    things: new Map([
      transfer('T-3001', 'pending', 25_000, 'R. Okafor', 1),
      transfer('T-3002', 'sent', 82_000, 'Hill Lettings', 1),
      transfer('T-3003', 'arrived', 4_500, 'J. Marsh', -2),
      transfer('T-3004', 'returned', 12_000, 'P. Lindqvist', null),
    ]),
    idOf: numbered('T', 4),
    shown: (one) => ok({ ...one }),
    effects: {
      cancel(one): Answer {
        if (one.status !== 'pending') return refuse(409, one.status, `${one.reference} is ${one.status}.`);
        one.status = 'cancelled';
        return ok({ amount: one.amount });
      },
      reinstate(one): Answer {
        if (one.status !== 'cancelled') return refuse(409, one.status, `${one.reference} is ${one.status}.`);
        one.status = 'pending';
        return ok();
      },
    },
    missing: { error: 'transferNotFound', what: 'transfer' },
  };
}

interface Payment {
  reference: string;
  to: string;
  amount: Money;
  on: string;
  disputed: boolean;
}

function payments(start: Date): Kind<Payment> {
  const payment = (reference: string, to: string, minor: number, on: number): [string, Payment] => [
    reference,
    { reference, to, amount: pounds(minor), on: dayOf(start, on), disputed: false },
  ];
  return {
    path: '/payments',
    things: new Map([
      payment('P-7001', 'Quickstream', 1_299, -3),
      payment('P-7002', 'Delta Garage', 34_000, -8),
      payment('P-7003', 'Old Mill Shop', 5_600, -200),
    ]),
    idOf: numbered('P', 4),
    shown: ({ disputed, ...one }) => ok({ ...one, disputed, tooOld: one.on < dayOf(start, -120) }),
    effects: {
      dispute(one, { reason }: Request, at: Date): Answer {
        if (typeof reason !== 'string' || reason.trim() === '') return refuse(422, 'whatHappened', 'What happened?');
        if (one.disputed) return refuse(409, 'openAlready', 'It is disputed already.');
        one.disputed = true;
        return ok({ number: `D-${one.reference.slice(2)}`, answerBy: dayOf(at, 10) });
      },
      withdraw(one): Answer {
        if (!one.disputed) return refuse(409, 'notOpen', 'It is not disputed.');
        one.disputed = false;
        return ok();
      },
    },
    missing: { error: 'paymentNotFound', what: 'payment' },
  };
}

interface Fee {
  client: string;
  name: string;
  amount: Money;
  chargedOn: string;
  refunded: boolean;
}

function fees(start: Date): Kind<Fee> {
  const fee = (client: string, name: string, minor: number): [string, Fee] => [
    client,
    { client, name, amount: pounds(minor), chargedOn: dayOf(start, -4), refunded: false },
  ];
  return {
    path: '/fees',
    things: new Map([
      fee('K-20441', 'fee for an unarranged overdraft', 600),
      fee('K-20442', 'fee for a payment abroad', 2_400),
      fee('K-20444', 'monthly fee', 500),
    ]),
    idOf: numbered('K', 5),
    shown: (one) => ok({ ...one }),
    effects: {
      refund(one): Answer {
        if (one.refunded) return refuse(409, 'refundedAlready', 'It was paid back already.');
        one.refunded = true;
        return ok({ amount: one.amount });
      },
    },
    missing: { error: 'feeNotFound', what: 'fee of client' },
  };
}
