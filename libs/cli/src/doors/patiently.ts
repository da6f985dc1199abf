import type { Clock } from '@attune/messaging';
import { ask, DoorError, type Question } from './ask';

const longestPauseMs = 2_000;

/** Asks until it is answered, as long as waiting may help, for at most `patienceMs`. Safe for what may be asked twice. @throws DoorError */
export async function patiently<T>(url: string, question: Question, patienceMs: number, clock: Clock): Promise<T> {
  const until = clock.now() + patienceMs;
  for (let pause = 100; ; pause = Math.min(2 * pause, longestPauseMs)) {
    try {
      return await ask<T>(url, question);
    } catch (error) {
      if (!(error instanceof DoorError) || !error.passes || clock.now() > until) throw error;
      const ms = error.retryAfterMs ?? pause;
      await new Promise<void>((resolve) => clock.setTimeout(resolve, ms));
    }
  }
}
