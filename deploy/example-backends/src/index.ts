export { type Answer, refuse } from './answer';
export type { Backend, BackendOptions } from './backend';
export { bankToken, startBank } from './bank';
export type { Fault } from './faults';
export type { LedgerEntry } from './ledger';
export { effects, exampleOrders, shown, type Order } from './orders';
export { exampleToken, type OrderService, type OrderServiceOptions, startOrderService } from './order-service';
