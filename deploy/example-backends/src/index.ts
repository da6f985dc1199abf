export type { Fault } from './faults';
export type { LedgerEntry } from './ledger';
export { exampleToken, type OrderService, type OrderServiceOptions, startOrderService } from './order-service';
