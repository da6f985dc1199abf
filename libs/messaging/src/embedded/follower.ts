import type { FollowOptions } from '../bus';
import { type Log, offsetAt } from './log';

interface Lane {
  topic: string;
  partition: number;
  next: number;
  /** What existed when it began; undefined once that was handed over. */
  existed: number | undefined;
}

const readAtOnce = 500;

/** Hands over every record of its topics, one after another, in offset order within a partition. */
export class Follower {
  private readonly lanes = new Map<string, Lane>();
  private readonly ready = new Set<Lane>();
  private behind = 0;
  private running = false;
  private stopped = false;

  constructor(
    private readonly log: Log,
    private readonly options: FollowOptions,
    partitionsOf: (topic: string) => number,
  ) {
    for (const topic of new Set(options.topics)) {
      for (let partition = 0; partition < partitionsOf(topic); partition++) this.add(topic, partition);
    }
  }

  wake(topic: string, partition: number): void {
    const lane = this.lanes.get(`${partition} ${topic}`);
    if (!lane) return;
    this.ready.add(lane);
    void this.run();
  }

  /** Never rejects: a failure ends the follower and is told to `onFatal`. */
  async run(): Promise<void> {
    if (this.running || this.stopped) return;
    this.running = true;
    try {
      if (this.behind === 0) this.caughtUp();
      for (const lane of this.ready) await this.read(lane);
    } catch (error) {
      this.stopped = true;
      const reason = error instanceof Error ? error : new Error(String(error));
      if (this.options.onFatal) this.options.onFatal(reason);
      else void Promise.reject(reason); // ends the process
    } finally {
      this.running = false;
    }
  }

  stop(): void {
    this.stopped = true;
  }

  private add(topic: string, partition: number): void {
    const end = this.log.end(topic, partition);
    const { from } = this.options;
    const next =
      from === 'end'
        ? end
        : from === 'start'
          ? this.log.start(topic, partition)
          : offsetAt(this.log, topic, partition, from);
    const lane: Lane = { topic, partition, next, existed: next < end ? end : undefined };
    if (lane.existed !== undefined) this.behind += 1;
    this.lanes.set(`${partition} ${topic}`, lane);
    this.ready.add(lane);
  }

  /** One portion; the lane goes to the end of the set (which the loop above still comes to) while there is more. */
  private async read(lane: Lane): Promise<void> {
    this.ready.delete(lane);
    for (const record of this.log.read(lane.topic, lane.partition, lane.next, readAtOnce)) {
      if (this.stopped) return;
      const handled = this.options.onRecord(record);
      if (handled) await handled;
      lane.next = Number(record.offset) + 1;
    }
    if (this.stopped) return;
    if (lane.next < this.log.end(lane.topic, lane.partition)) this.ready.add(lane);
    this.checkBehind(lane);
  }

  private checkBehind(lane: Lane): void {
    if (lane.existed === undefined || lane.next < lane.existed) return;
    lane.existed = undefined;
    this.behind -= 1;
    if (this.behind === 0) this.caughtUp();
  }

  private caughtUp(): void {
    this.behind = -1; // once
    this.options.onCaughtUp?.();
  }
}
