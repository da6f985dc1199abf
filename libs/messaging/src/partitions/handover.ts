import type { BusRecord, ConsumeOptions } from '../bus';
import type { TopicPartition } from './share';
import type { Timers } from './timers';

/** A partition and the offset behind what is done there. */
export interface Position extends TopicPartition {
  next: number;
}

export interface HandoverOptions extends Pick<ConsumeOptions, 'onBatch' | 'maxInFlight'> {
  timers: Timers;
  /** Stores the positions. A rejection is not told further: they are tried again with the next ones. */
  commit(positions: Position[]): Promise<void>;
  /** A batch is done: there may be room for more. */
  onProgress(): void;
  /** A handler failed: the subscription must end. */
  onRejected(error: Error): void;
}

interface Batch {
  next: number;
  done: boolean;
}

interface Lane extends TopicPartition {
  /** In the order in which they were handed over. */
  unfinished: Batch[];
  done: number;
  committed: number;
}

/** What is held between two rebalances. */
class Generation {
  readonly abort = new AbortController();
  readonly lanes = new Map<string, Lane>();
  inFlight = 0;

  lane(topic: string, partition: number): Lane {
    const id = `${partition} ${topic}`;
    let lane = this.lanes.get(id);
    if (!lane) this.lanes.set(id, (lane = { topic, partition, unfinished: [], done: -1, committed: -1 }));
    return lane;
  }
}

const commitEveryMs = 200;

/**
 * What one member was handed and what of it is done: both drivers hand over through it. It counts what is in flight, and commits
 * the unbroken prefix of what is done. Timers run only while there is something to commit.
 */
export class Handover {
  private generation = new Generation();
  private running = 0;
  private timer: unknown;
  private writing: Promise<void> | undefined;
  private onIdle: (() => void) | undefined;
  private readonly maxInFlight: number;

  constructor(private readonly options: HandoverOptions) {
    this.maxInFlight = options.maxInFlight ?? 2_000;
  }

  /** Nothing more may be handed over until something is done. */
  get full(): boolean {
    return this.generation.inFlight >= this.maxInFlight;
  }

  /** Aborted when what is held now is taken away. */
  get signal(): AbortSignal {
    return this.generation.abort.signal;
  }

  /** Takes everything away: what is still running is not committed any more. */
  revoke(): void {
    this.generation.abort.abort();
    this.generation = new Generation();
    this.options.timers.clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** Tells the handlers to start nothing new; what they still finish is committed. */
  windDown(): void {
    this.generation.abort.abort();
  }

  handOver(topic: string, partition: number, records: BusRecord[]): void {
    const last = records.at(-1);
    if (!last) return;
    const { generation } = this;
    const lane = generation.lane(topic, partition);
    const batch: Batch = { next: Number(last.offset) + 1, done: false };
    lane.unfinished.push(batch);
    generation.inFlight += records.length;
    this.running += 1;
    this.handle(topic, partition, records).then(
      () => this.finished(generation, lane, batch, records.length),
      (error: unknown) => this.gaveUp(generation, error),
    );
  }

  /** Resolves when no handler is running any more. */
  async idle(): Promise<void> {
    if (this.running > 0) await new Promise<void>((resolve) => (this.onIdle = resolve));
  }

  /** Commits what is done by now. Never rejects. */
  async commit(): Promise<void> {
    this.options.timers.clearTimeout(this.timer);
    this.timer = undefined;
    if (this.writing) await this.writing; // otherwise what is done now is on its way when this call returns
    const { generation } = this;
    const behind = [...generation.lanes.values()].filter((lane) => lane.done !== lane.committed);
    if (behind.length === 0) return;
    const positions = behind.map(({ topic, partition, done }) => ({ topic, partition, next: done }));
    this.writing = this.options.commit(positions).then(
      () => behind.forEach((lane, i) => (lane.committed = positions[i]?.next ?? lane.committed)),
      () => this.commitSoon(generation),
    );
    await this.writing;
    this.writing = undefined;
  }

  private async handle(topic: string, partition: number, records: BusRecord[]): Promise<void> {
    return this.options.onBatch({ topic, partition, records, signal: this.generation.abort.signal });
  }

  private finished(generation: Generation, lane: Lane, batch: Batch, records: number): void {
    generation.inFlight -= records;
    batch.done = true;
    while (lane.unfinished[0]?.done) lane.done = (lane.unfinished.shift() as Batch).next;
    if (lane.done !== lane.committed) this.commitSoon(generation);
    this.settled();
  }

  private gaveUp(generation: Generation, error: unknown): void {
    this.settled();
    if (generation.abort.signal.aborted) return;
    this.options.onRejected(error instanceof Error ? error : new Error(String(error)));
  }

  private settled(): void {
    this.running -= 1;
    if (this.running === 0) this.onIdle?.();
    this.options.onProgress();
  }

  private commitSoon(generation: Generation): void {
    if (generation !== this.generation || this.timer !== undefined) return;
    this.timer = this.options.timers.setTimeout(() => {
      this.timer = undefined;
      void this.commit();
    }, commitEveryMs);
  }
}
