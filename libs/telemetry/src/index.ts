export { createLogger, type Logger, type LogOptions } from './logger';
export type { TelemetryObserver } from './observer';
export { startTelemetry, type Telemetry, type TelemetryOptions } from './start';
export { parseTraceparent } from './trace-context';
