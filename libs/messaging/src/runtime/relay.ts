import type { OutboxEntry } from '@attune/storage';
import type { Bus, OutRecord } from '../bus';
import type { Clock, Logger } from './types';

interface Waiting {
  entry: OutboxEntry;
  sent(): void;
}

const maxRecords = 500;
const maxBytes = 512 * 1024;

/**
 * Publishes outboxes: one batch in flight, in the order in which the entries were written, again and again until the bus has them.
 * (Two sends at a time can lose a message with an idempotent kafkajs producer.)
 */
export class Relay {
  private readonly queue: Waiting[] = [];
  private readonly queued = new Set<string>();
  private running: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly bus: Bus,
    private readonly clock: Clock,
    private readonly logger: Logger,
    private readonly onPublished: (n: number) => void,
  ) {}

  /** Entries of one document must be handed over in outbox order. `sent` is called for each when it is acknowledged. */
  add(entries: readonly OutboxEntry[], sent: (id: string) => void): void {
    for (const entry of entries) {
      this.queue.push({ entry, sent: () => sent(entry.id) });
      this.queued.add(entry.id);
    }
    if (entries.length > 0) this.running ??= this.run();
  }

  /** Resolves when all of these are acknowledged. */
  publish(entries: readonly OutboxEntry[]): Promise<void> {
    if (entries.length === 0) return Promise.resolve();
    let open = entries.length;
    return new Promise((resolve) => this.add(entries, () => --open === 0 && resolve()));
  }

  has(id: string): boolean {
    return this.queued.has(id);
  }

  get size(): number {
    return this.queue.length;
  }

  async flush(): Promise<void> {
    while (this.running) await this.running;
  }

  stop(): void {
    this.stopped = true;
  }

  private async run(): Promise<void> {
    await Promise.resolve(); // what is decided in this tick goes out together
    let pause = 50;
    while (this.queue.length > 0 && !this.stopped) {
      const batch = this.take();
      try {
        await this.bus.publish(batch.map(({ entry }) => record(entry)));
        pause = 50;
      } catch (error) {
        this.logger.warn(
          { error: (error as Error).message, waiting: this.queue.length },
          'publishing failed, trying again',
        );
        await new Promise<void>((resolve) => this.clock.setTimeout(resolve, pause));
        pause = Math.min(pause * 2, 2000);
        continue;
      }
      this.queue.splice(0, batch.length);
      for (const { entry, sent } of batch) {
        this.queued.delete(entry.id);
        sent();
      }
      this.onPublished(batch.length);
    }
    this.running = undefined;
    if (this.queue.length > 0 && !this.stopped) this.running = this.run();
  }

  private take(): Waiting[] {
    let bytes = 0;
    const end = this.queue.findIndex(
      ({ entry }, i) => i >= maxRecords || (i > 0 && (bytes += entry.value.length) > maxBytes),
    );
    return this.queue.slice(0, end === -1 ? this.queue.length : end);
  }
}

const record = ({ topic, key, headers, value }: OutboxEntry): OutRecord => ({ topic, key, headers, value });
