import type { ConsumeOptions, Subscription } from '../bus';
import { Handover } from '../partitions/handover';
import type { TopicPartition } from '../partitions/share';
import type { Timers } from '../partitions/timers';
import type { Log } from './log';

export interface MemberOptions {
  /** Decides the order among members. */
  id: string;
  log: Log;
  timers: Timers;
  /** Runs a task soon, never within the call. */
  defer(task: () => void): void;
  /** It takes part in its group no longer. */
  left(member: Member): void;
}

interface Lane extends TopicPartition {
  next: number;
}

const readAtOnce = 500;

/** One member of a group: reads its share of the partitions and hands it over. */
export class Member implements Subscription {
  state: Subscription['state'] = 'joining';
  private readonly lanes = new Map<string, Lane>();
  private readonly unread = new Set<Lane>();
  private readonly handover: Handover;
  private pumping = false;

  constructor(
    readonly consuming: ConsumeOptions,
    private readonly options: MemberOptions,
  ) {
    this.handover = new Handover({
      onBatch: consuming.onBatch.bind(consuming),
      maxInFlight: consuming.maxInFlight,
      timers: options.timers,
      commit: (positions) => options.log.commit(consuming.group, positions),
      onProgress: () => this.pumpSoon(),
      onRejected: (error) => this.fail(error),
    });
  }

  get id(): string {
    return this.options.id;
  }

  get topics(): readonly string[] {
    return this.consuming.topics;
  }

  /** Takes everything away. `commit: false` loses what was not committed yet, as an expired session does. */
  revoke({ commit }: { commit: boolean }): void {
    if (commit) void this.handover.commit();
    this.handover.revoke();
    this.unread.clear();
    if (this.lanes.size === 0) return;
    this.lanes.clear();
    this.consuming.onAssigned?.([]);
  }

  assign(partitions: TopicPartition[]): void {
    for (const { topic, partition } of partitions) {
      const next = this.options.log.committed(this.consuming.group, topic).get(partition) ?? 0;
      const lane = { topic, partition, next };
      this.lanes.set(`${partition} ${topic}`, lane);
      this.unread.add(lane);
    }
    this.state = 'stable';
    this.consuming.onAssigned?.(this.assigned());
    this.pumpSoon();
  }

  wake(topic: string, partition: number): void {
    const lane = this.lanes.get(`${partition} ${topic}`);
    if (!lane) return;
    this.unread.add(lane);
    this.pumpSoon();
  }

  assigned(): TopicPartition[] {
    return [...this.lanes.values()].map(({ topic, partition }) => ({ topic, partition }));
  }

  async ready(): Promise<void> {
    // Assigned before `consume` returns.
  }

  async stop(graceMs = 5_000): Promise<void> {
    if (this.state === 'stopped' || this.state === 'dead') return;
    this.state = 'stopped';
    this.handover.windDown();
    await this.idleWithin(graceMs);
    await this.handover.commit();
    this.leave();
  }

  /** Ends at once, as a killed process does: nothing is committed. */
  kill(): void {
    this.state = 'dead';
    this.leave();
  }

  private fail(error: Error): void {
    if (this.state === 'dead') return;
    this.state = 'dead';
    void this.handover.commit();
    this.leave();
    this.consuming.onFatal?.(error);
  }

  private leave(): void {
    this.revoke({ commit: false });
    this.options.left(this);
  }

  private async idleWithin(graceMs: number): Promise<void> {
    const { timers } = this.options;
    let timer: unknown;
    const grace = new Promise<void>((resolve) => (timer = timers.setTimeout(resolve, graceMs)));
    await Promise.race([this.handover.idle(), grace]);
    timers.clearTimeout(timer);
  }

  private pumpSoon(): void {
    if (this.pumping || this.unread.size === 0 || this.state !== 'stable') return;
    this.pumping = true;
    this.options.defer(() => {
      this.pumping = false;
      this.pump();
    });
  }

  /** In turns: a lane with more to read goes to the end of the set, which the loop still comes to. */
  private pump(): void {
    for (const lane of this.unread) {
      if (this.handover.full || this.state !== 'stable') return;
      this.unread.delete(lane);
      const { topic, partition } = lane;
      const records = this.options.log.read(topic, partition, lane.next, readAtOnce);
      const last = records.at(-1);
      if (!last) continue;
      lane.next = Number(last.offset) + 1;
      if (lane.next < this.options.log.end(topic, partition)) this.unread.add(lane);
      this.handover.handOver(topic, partition, records);
    }
  }
}
