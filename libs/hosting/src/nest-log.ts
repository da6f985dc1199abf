import type { LoggerService } from '@nestjs/common';
import type { Logger } from '@attune/messaging';

/** Nest's own messages go where the service's go; what Nest tells about each start is detail. */
export function nestLog(logger: Logger): LoggerService {
  const to =
    (level: keyof Logger) =>
    (message: unknown, ...more: unknown[]) =>
      logger[level]({ from: 'nest', context: more.at(-1) }, String(message));
  return {
    log: to('debug'),
    debug: to('debug'),
    verbose: to('debug'),
    warn: to('warn'),
    error: to('error'),
    fatal: to('error'),
  };
}
