import { type Answer, dayOf, ok, pounds, refuse } from './answer';
import { itemIn } from './items';
import type { Order } from './orders';

type Request = Readonly<Record<string, unknown>>;

/** A case that can be open for an order once, and closed again. */
const opens =
  (what: string, allowed: (order: Order) => string | undefined, answer: (order: Order, at: Date) => Request) =>
  (order: Order, _: Request, at: Date): Answer => {
    const refusal = allowed(order);
    if (refusal !== undefined) return refuse(409, 'notPossible', refusal);
    if (order.open.has(what)) return refuse(409, 'openAlready', `There is an open ${what} for ${order.number}.`);
    order.open.add(what);
    return ok(answer(order, at));
  };
const closes =
  (what: string) =>
  (order: Order): Answer =>
    order.open.delete(what)
      ? ok({ number: order.number })
      : refuse(409, 'notOpen', `There is no open ${what} for ${order.number}.`);

const delivered = ({ number, status }: Order): string | undefined =>
  status === 'delivered' ? undefined : `${number} has not been delivered.`;

/** What the shop does for orders besides sending them. */
export const services = {
  /** Takes a cancellation back, as long as nothing was repacked. */
  reinstate(order: Order, _: Request, at: Date): Answer {
    if (order.status !== 'cancelled') return refuse(409, 'notCancelled', `${order.number} is not cancelled.`);
    order.status = 'processing';
    order.expectedOn = dayOf(at, 4);
    order.refund = { state: 'none', amount: null, by: null };
    return ok({ number: order.number });
  },

  closeReturn(order: Order, { item }: Request): Answer {
    const found = itemIn(order, String(item));
    const left = order.returns.filter((open) => open.item !== found?.name);
    if (left.length === order.returns.length) return refuse(409, 'notOpen', `There is no such return.`);
    order.returns = left;
    return ok({ number: order.number });
  },

  replacements(order: Order, { item }: Request, at: Date): Answer {
    const found = itemIn(order, String(item));
    if (!found) return refuse(422, 'unknownItem', `There is no such item in ${order.number}.`);
    if (found.price.minor > 10_000) return refuse(409, 'outOfStock', `${found.name} is out of stock.`);
    return ok({ item: found.name, expectedOn: dayOf(at, 3) });
  },

  exchanges(order: Order, { wanted }: Request, at: Date): Answer {
    if (delivered(order)) return refuse(409, 'notDelivered', delivered(order) ?? '');
    if (typeof wanted !== 'string' || wanted.trim() === '') return refuse(422, 'whatInstead', 'Which one instead?');
    if (/\bxxl\b|\bred\b/i.test(wanted)) return refuse(409, 'outOfStock', 'That one is sold out.');
    order.open.add('exchange');
    return ok({ number: `E-${order.number.slice(2)}`, sendBy: dayOf(at, 14) });
  },
  closeExchange: closes('exchange'),

  search: opens('search', delivered, ({ number }, at) => ({ number: `S-${number.slice(2)}`, answerBy: dayOf(at, 3) })),
  stopSearch: closes('search'),

  claims: opens(
    'claim',
    (order) => delivered(order),
    ({ number }, at) => ({ number: `G-${number.slice(2)}`, answerBy: dayOf(at, 5) }),
  ),
  closeClaim: closes('claim'),

  deliveryDay(order: Order, { day }: Request, at: Date): Answer {
    if (typeof day !== 'string' || !/^\d{4}-\d\d-\d\d/.test(day)) return refuse(422, 'whichDay', 'Which day?');
    const wanted = new Date(`${day.slice(0, 10)}T12:00:00Z`);
    if (wanted.getUTCDay() === 0 || wanted < at) return refuse(409, 'noDelivery', 'There is no delivery on that day.');
    const previousDay = order.expectedOn;
    order.expectedOn = day.slice(0, 10);
    return ok({ previousDay });
  },

  invoice: (order: Order): Answer => ok({ number: order.number, total: pounds(order.total.minor) }),
};
