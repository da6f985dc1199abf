import type { Bus, BusRecord, ConsumeOptions, OutRecord, Subscription } from '../bus';

/** What a driver brings to the contract suite. */
export interface BusRig {
  bus: Bus;
  /**
   * A member that will be killed: it handles records whose value begins with `done`, and never finishes a batch with another.
   */
  doomed(options: { group: string; topics: string[] }): Promise<DoomedMember>;
  close(): Promise<void>;
}

export interface DoomedMember {
  /** Values, in the order in which they came. */
  received(): string[];
  /** Ends it as `kill -9` does. */
  kill(): Promise<void>;
}

/** Waits for a condition; fails with what it waited for. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, withinMs = 30_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Waited ${withinMs} ms in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

export const textOf = ({ value }: BusRecord): string => (value === null ? '' : Buffer.from(value).toString());

export const record = (topic: string, key: string, value: string): OutRecord => ({ topic, key, headers: {}, value });

/** A member that keeps what it gets. With `hold`, each batch stays open until `release` or `refuse` is called. */
export async function collect(
  bus: Bus,
  options: Omit<ConsumeOptions, 'onBatch'> & { hold?: boolean },
): Promise<Collected> {
  const collected = new Collected();
  collected.subscription = await bus.consume({
    ...options,
    onBatch: async (batch) => {
      collected.batches.push(batch.records.map(textOf));
      collected.signals.push(batch.signal);
      collected.records.push(...batch.records);
      if (options.hold) await new Promise<void>((release, refuse) => collected.open.push({ release, refuse }));
    },
  });
  await collected.subscription.ready();
  return collected;
}

export class Collected {
  subscription!: Subscription;
  readonly records: BusRecord[] = [];
  readonly batches: string[][] = [];
  readonly signals: AbortSignal[] = [];
  /** Of each batch, in order: how it ends. */
  readonly open: { release(): void; refuse(error: Error): void }[] = [];

  values(): string[] {
    return this.records.map(textOf);
  }

  held(): string[] {
    return this.subscription.assigned().map(({ topic, partition }) => `${topic}/${partition}`);
  }
}
