import { type Backend, type BackendOptions, type Kind, startBackend } from './backend';
import { effects, exampleOrders, type Order, shown } from './orders';
import { accounts, giftCards, subscriptions } from './shop-records';

export type OrderServiceOptions = BackendOptions;
export type OrderService = Backend;

/** What the example pack sends unless told otherwise. */
export const exampleToken = 'example-shop-token';

/** The example shop's own systems: orders, gift cards, subscriptions and accounts. */
export const startOrderService = (options: OrderServiceOptions): Promise<OrderService> =>
  startBackend((now) => [orders(now), giftCards(now), subscriptions(now), accounts()], exampleToken, options);

const orders = (now: Date): Kind<Order> => ({
  path: '/orders',
  things: exampleOrders(now),
  // As people write it: A-1042, a1042, "A 1042".
  idOf: (written) => written.toUpperCase().replace(/^A[\s-]*(\d+)$/, 'A-$1'),
  shown,
  effects,
  missing: { error: 'orderNotFound', what: 'order' },
});
