import type { Clock } from '@attune/messaging';

/** When conversations start: so many a second whatever becomes of them, or so many at a time. */
export type Pace = { rate: number } | { concurrency: number };

/** Runs all of `items`, in their order, at a pace. Resolves when all have ended; rejects with the first failure. */
export async function atPace<T>(
  items: readonly T[],
  pace: Pace,
  clock: Clock,
  run: (item: T, index: number) => Promise<void>,
): Promise<void> {
  if ('concurrency' in pace) {
    let next = 0;
    const worker = async () => {
      for (let index = next++; index < items.length; index = next++) await run(items[index] as T, index);
    };
    await Promise.all(Array.from({ length: Math.min(pace.concurrency, items.length) }, worker));
    return;
  }
  const begun = clock.now();
  const running: Promise<void>[] = [];
  let failed: unknown;
  for (const [index, item] of items.entries()) {
    const due = begun + (index * 1000) / pace.rate;
    const wait = due - clock.now();
    if (wait > 0) await new Promise<void>((resolve) => clock.setTimeout(resolve, wait));
    if (failed !== undefined) break;
    running.push(run(item, index).catch((error: unknown) => void (failed ??= error)));
  }
  await Promise.all(running);
  if (failed !== undefined) throw failed;
}
