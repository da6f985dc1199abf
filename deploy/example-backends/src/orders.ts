import { type Answer, dayOf, type Money, pounds, refuse } from './answer';
import { itemIn } from './items';
import { services } from './order-services';

export interface Item {
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
  readonly price: Money;
}
export type OrderStatus =
  'processing' | 'packed' | 'shipped' | 'outForDelivery' | 'delayed' | 'delivered' | 'cancelled' | 'returned';

/** An order as the shop's own system tells it. Days are `2026-03-04`, in the shop's zone; null where there is none. */
export interface Order {
  readonly number: string;
  status: OrderStatus;
  readonly placedOn: string;
  readonly items: readonly Item[];
  readonly itemCount: number;
  /** All items in a few words, "a linen shirt and 2 more". */
  readonly summary: string;
  readonly total: Money;
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
  expectedOn: string | null;
  readonly deliveredOn: string | null;
  returnableUntil: string | null;
  refund: { state: 'none' | 'onItsWay' | 'paid'; amount: Money | null; by: string | null };
  returns: { readonly id: string; readonly item: string; readonly sendBy: string }[];
  address: string;
  /** Cases that are open for it: searches, exchanges, guarantee. */
  open: Set<string>;
}

type Seed = [
  number: string,
  status: OrderStatus,
  /** Days from the start of the service. */
  placed: number,
  expected: number | null,
  carrier: string | null,
  items: [sku: string, name: string, pence: number, quantity?: number][],
];

const seeds: Seed[] = [
  ['A-1042', 'shipped', -4, 2, 'Royal Mail', [['LS-OLV-M', 'linen shirt in olive, M', 4900]]],
  [
    'A-1043',
    'delivered',
    -8,
    -3,
    'DPD',
    [
      ['WJ-NVY-12', 'wool jacket in navy, 12', 12900],
      ['CB-TAN', 'canvas belt in tan', 2400],
    ],
  ],
  ['A-1044', 'processing', 0, 4, null, [['TB-4', 'set of four tea bowls', 3800]]],
  ['A-1045', 'delayed', -9, 4, 'Evri', [['DC-SAG-K', 'duvet cover in sage, king', 8900]]],
  ['A-1046', 'delivered', -46, -41, 'Royal Mail', [['CK-GRY-L', 'chunky knit in grey, L', 7900]]],
  ['A-1047', 'cancelled', -14, null, null, [['FL-BRS', 'brass floor lamp', 15900]]],
  ['A-1048', 'returned', -21, -16, 'DPD', [['CT-BLK-32', 'corduroy trousers in black, 32', 6900]]],
  ['A-1049', 'outForDelivery', -3, 0, 'DPD', [['BT-WHT', 'bath towel in white', 2200, 4]]],
  ['A-1050', 'packed', -1, 3, null, [['RC-YLW-M', 'raincoat in yellow, M', 9900]]],
  [
    'A-1051',
    'delivered',
    -5,
    -1,
    'Evri',
    [
      ['SB-BLU-2', 'stoneware bowl in blue', 1800, 2],
      ['SP-BLU-4', 'stoneware plate in blue', 1600, 4],
    ],
  ],
  ['A-1052', 'shipped', -2, 1, 'DPD', [['SD-RED-38', 'summer dress in red, 10', 5900]]],
  ['A-1053', 'processing', -1, 12, null, [['SF-3-OAT', 'three-seat sofa in oat', 124900]]],
];

const day = 86_400_000;

/** Carriers do not come on Sundays. */
function deliveryDay(start: Date, offset: number): string {
  const sunday = new Date(start.getTime() + offset * day).getUTCDay() === 0;
  return dayOf(start, sunday ? offset + 1 : offset);
}

/** How long an unworn item can be sent back after delivery. */
export const returnDays = 30;

/** The example shop's orders as they stand when the service starts. */
export function exampleOrders(start: Date): Map<string, Order> {
  return new Map(seeds.map((seed) => [seed[0], orderOf(seed, start)]));
}

function orderOf([number, status, placed, expected, carrier, wanted]: Seed, start: Date): Order {
  const items = wanted.map(([sku, name, price, quantity = 1]) => ({ sku, name, quantity, price: pounds(price) }));
  const total = pounds(items.reduce((sum, { price, quantity }) => sum + price.minor * quantity, 0));
  const arrived = status === 'delivered' || status === 'returned';
  const refund = status === 'cancelled' ? 'paid' : status === 'returned' ? 'onItsWay' : 'none';
  return {
    number,
    status,
    placedOn: dayOf(start, placed),
    items,
    itemCount: items.length,
    summary: summaryOf(items),
    total,
    carrier,
    trackingNumber: carrier && `${carrier.slice(0, 2).toUpperCase()}${number.slice(2)}7731GB`,
    expectedOn: expected === null || arrived ? null : deliveryDay(start, expected),
    deliveredOn: arrived && expected !== null ? dayOf(start, expected) : null,
    returnableUntil: status === 'delivered' && expected !== null ? dayOf(start, expected + returnDays) : null,
    refund: {
      state: refund,
      amount: refund === 'none' ? null : total,
      by: refund === 'none' ? null : dayOf(start, refund === 'paid' ? -6 : 4),
    },
    returns: [],
    address: '7 Orchard Row, Bath BA1 2DX',
    open: new Set(),
  };
}

function summaryOf(items: readonly Item[]): string {
  const [first, ...others] = items;
  const name = first ? (first.quantity > 1 ? `${first.quantity} × ${first.name}` : `the ${first.name}`) : 'nothing';
  return others.length === 0 ? name : `${name} and ${others.length} more`;
}

/** The part of an order that the API shows. */
export function shown(order: Order): Answer {
  const { refund, returns, address: _, open: _open, ...rest } = order;
  return {
    status: 200,
    body: {
      ...rest,
      refundState: refund.state,
      refundAmount: refund.amount,
      refundBy: refund.by,
      returns,
      cancellable: order.status === 'processing' || order.status === 'packed',
    },
  };
}

/** Each effect either refuses, changing nothing, or changes the order and answers. `at` is when it happens. */
export const effects = {
  ...services,

  cancel(order: Order, _: Readonly<Record<string, unknown>>, at: Date): Answer {
    if (order.status === 'cancelled') return refuse(409, 'alreadyCancelled', `${order.number} is cancelled already.`);
    if (order.status !== 'processing' && order.status !== 'packed') {
      return refuse(409, 'alreadyShipped', `${order.number} has left the warehouse.`);
    }
    order.status = 'cancelled';
    order.expectedOn = null;
    order.refund = { state: 'onItsWay', amount: order.total, by: dayOf(at, 7) };
    const { number, status, refund } = order;
    return { status: 200, body: { number, status, refundAmount: refund.amount, refundBy: refund.by } };
  },

  returns(order: Order, { item }: Readonly<Record<string, unknown>>, at: Date): Answer {
    if (typeof item !== 'string' || item.trim() === '')
      return refuse(422, 'itemMissing', 'Which item is to come back?');
    if (order.status !== 'delivered') return refuse(409, 'notDelivered', `${order.number} has not been delivered.`);
    if (order.returnableUntil !== null && order.returnableUntil < at.toISOString().slice(0, 10)) {
      return refuse(409, 'tooLate', `The ${returnDays} days for ${order.number} are over.`);
    }
    const found = itemIn(order, item);
    if (!found) return refuse(422, 'unknownItem', `There is no such item in ${order.number}.`);
    if (order.returns.some((open) => open.item === found.name)) {
      return refuse(409, 'alreadyReturned', `A return for this item of ${order.number} is open already.`);
    }
    const opened = { id: `R-${order.number.slice(2)}-${found.sku}`, item: found.name, sendBy: dayOf(at, 14) };
    order.returns.push(opened);
    return { status: 201, body: { returnNumber: opened.id, item: opened.item, sendBy: opened.sendBy } };
  },

  address(order: Order, { address }: Readonly<Record<string, unknown>>): Answer {
    if (typeof address !== 'string' || address.trim().length < 8) {
      return refuse(422, 'addressIncomplete', 'Street, town and postcode are needed.');
    }
    if (order.status !== 'processing' && order.status !== 'packed') {
      return refuse(409, 'alreadyShipped', `${order.number} has left the warehouse.`);
    }
    const previousAddress = order.address;
    order.address = address;
    return { status: 200, body: { number: order.number, previousAddress } };
  },
};
