export type { Fault } from './faults';
export type { LedgerEntry } from './ledger';
export { effects, exampleOrders, refuse, shown, type Answer, type Order } from './orders';
export { exampleToken, type OrderService, type OrderServiceOptions, startOrderService } from './order-service';
