import type { Bus } from '../bus';
import type { Clock } from './types';

/** Where this process stands in its inputs. */
export interface Progress {
  /** Next offset to be read durably, a partition each; partitions that this process has read nothing of are absent. */
  processed(topic: string): ReadonlyMap<number, number>;
}

const pollMs = 50;

/**
 * Lets a timer fire only after the service has read its inputs up to where they stood when it fell due, so that a restart, or a
 * consumer that is behind, does not take for silence what was only not read yet (protocols.md §4).
 */
export class Gate {
  /** Inputs are known to be read up to where they stood at this time. */
  private passedUpTo = 0;
  private running: Promise<void> | undefined;

  constructor(
    private readonly bus: Bus,
    private readonly clock: Clock,
    private readonly group: string,
    private readonly topics: readonly string[],
    private readonly progress: Progress,
  ) {}

  async pass(dueAt: number): Promise<void> {
    while (this.passedUpTo < dueAt) await (this.running ??= this.check().finally(() => (this.running = undefined)));
  }

  private async check(): Promise<void> {
    const at = this.clock.now();
    const ends = await Promise.all(
      this.topics.map(async (topic) => ({ topic, ends: await this.bus.endOffsets(topic) })),
    );
    for (const { topic, ends: end } of ends)
      while (!(await this.isRead(topic, end)))
        await new Promise<void>((resolve) => this.clock.setTimeout(resolve, pollMs));
    this.passedUpTo = at;
  }

  private async isRead(topic: string, ends: ReadonlyMap<number, number>): Promise<boolean> {
    const own = this.progress.processed(topic);
    const behind = [...ends].filter(([partition, end]) => end > 0 && (own.get(partition) ?? 0) < end);
    if (behind.length === 0) return true;
    // What this process did not read, another member may have.
    const committed = await this.bus.committed(this.group, topic);
    return behind.every(([partition, end]) => (committed.get(partition) ?? 0) >= end);
  }
}
