import pino from 'pino';

/** One line of JSON a call; fields first, as pino has it. The same shape as the runtime's `Logger`. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What must never stand in a log, wherever a caller puts it by mistake: one level deep and two. */
const personal = [
  'text',
  'personal',
  'token',
  'authorization',
  'cookie',
  'address',
  'email',
  'name',
  'secret',
  'kek',
  'password',
  'body',
];
const redact = { paths: personal.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: '[redacted]' };

export interface LogOptions {
  service: string;
  /** Default `info`. */
  level?: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** File to append to; default: standard output. */
  file?: string;
  /** Seam for tests. */
  write?(line: string): void;
}

/** Ids, types and numbers are fine in a log; words of customers, names, addresses and tokens are taken out. */
export function createLogger({ service, level = 'info', file, write }: LogOptions): Logger {
  const options: pino.LoggerOptions = {
    level,
    base: { service },
    redact,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  };
  if (write) return pino(options, { write });
  // Written at once: what a process says last is what it was ended for.
  return pino(options, pino.destination({ dest: file ?? 1, mkdir: true, sync: true }));
}
