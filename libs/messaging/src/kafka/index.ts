export { kafkaBus } from './kafka-bus';
export type { KafkaBusOptions } from './connection';
