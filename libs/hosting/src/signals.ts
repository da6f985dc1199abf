import type { Logger } from '@attune/messaging';

/** A stop that takes longer is ended: what is unfinished is taken up again by whoever comes next. */
const hardLimitMs = 20_000;
/** After a failure nothing is gained by waiting: mostly it is the broker that is away, and whoever waits for it here does not wait for its return. */
const fatalLimitMs = 3_000;

/**
 * Stops the process in good order: on SIGTERM and SIGINT with code 0, after what nobody caught and after `fatal` with code 1. A second
 * signal does not wait.
 */
export function stopOnSignals(logger: Logger, stop: () => Promise<void>): { fatal(error: Error): void } {
  let ending = false;

  function end(code: number): void {
    if (ending) process.exit(1);
    ending = true;
    const limitMs = code === 0 ? hardLimitMs : fatalLimitMs;
    setTimeout(() => {
      logger.error({ limitMs }, 'stopping took too long');
      process.exit(1);
    }, limitMs).unref();
    stop().then(
      () => process.exit(code),
      (error: unknown) => {
        logger.error({ err: error }, 'could not stop in good order');
        process.exit(1);
      },
    );
  }
  function fatal(error: unknown): void {
    logger.error({ err: error }, 'cannot go on');
    if (!ending) end(1);
  }

  process.on('SIGTERM', () => end(0));
  process.on('SIGINT', () => end(0));
  process.on('uncaughtException', fatal);
  process.on('unhandledRejection', fatal);
  return { fatal };
}
