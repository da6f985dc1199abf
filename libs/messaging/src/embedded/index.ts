export { embeddedBus, type EmbeddedBus, type EmbeddedBusOptions } from './embedded-bus';
export { embeddedLog } from './embedded-log';
export type { Log, LogEntry } from './log';
export { memoryLog } from './memory-log';
export type { Timers } from '../partitions/timers';
