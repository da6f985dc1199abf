import {
  type Bus,
  type BusLogger,
  type ConsumeOptions,
  type FollowOptions,
  type OutRecord,
  quiet,
  recordBytes,
  type Subscription,
  type TopicSpec,
} from '../bus';
import { partitionOf } from '../partitions/partition-of';
import { sharePartitions } from '../partitions/share';
import { systemTimers, type Timers } from '../partitions/timers';
import { Follower } from './follower';
import { type Log, type LogEntry, offsetAt } from './log';
import { Member } from './member';

export interface EmbeddedBusOptions {
  log: Log;
  timers?: Timers;
  /** How a delivery is put off: never within the call that caused it. Default: a microtask. A simulator may shuffle here. */
  defer?(task: () => void): void;
  logger?: Pick<BusLogger, 'error'>;
}

/** The bus in one process. */
export interface EmbeddedBus extends Bus {
  /** Takes all partitions of the group away and gives them anew, from the committed offsets: what an expired session does. */
  revoke(group: string): void;
  /** Ends a member as `kill -9` would: its handlers run on as zombies, nothing of theirs is committed. */
  kill(subscription: Subscription): void;
}

const retainEveryMs = 60_000;

/** Kafka's semantics without Kafka (protocols.md §6). Nothing in it is left to chance. */
export function embeddedBus(options: EmbeddedBusOptions): EmbeddedBus {
  return new InProcessBus(options);
}

class InProcessBus implements EmbeddedBus {
  private readonly log: Log;
  private readonly timers: Timers;
  private readonly defer: (task: () => void) => void;
  private readonly partitions = new Map<string, number>();
  private readonly members = new Set<Member>();
  private readonly followers = new Set<Follower>();
  private memberCount = 0;
  private retainedAt = -Infinity;

  constructor(private readonly options: EmbeddedBusOptions) {
    this.log = options.log;
    this.timers = options.timers ?? systemTimers;
    this.defer = options.defer ?? queueMicrotask;
    for (const { name, partitions } of this.log.topics()) this.partitions.set(name, partitions);
  }

  async publish(records: readonly OutRecord[]): Promise<void> {
    const entries = records.map((record) => this.entry(record));
    await this.log.append(entries);
    const written = new Map(entries.map((entry) => [`${entry.partition} ${entry.topic}`, entry]));
    for (const { topic, partition } of written.values()) {
      for (const member of this.members) member.wake(topic, partition);
      for (const follower of this.followers) follower.wake(topic, partition);
    }
    await this.retain();
  }

  async consume(consuming: ConsumeOptions): Promise<Subscription> {
    consuming.topics.forEach((topic) => this.partitionsOf(topic));
    const member = new Member(consuming, {
      id: String((this.memberCount += 1)).padStart(9, '0'),
      log: this.log,
      timers: this.timers,
      defer: this.defer,
      left: (who) => {
        if (this.members.delete(who)) this.rebalance(consuming.group, { commit: true });
      },
    });
    this.members.add(member);
    this.rebalance(consuming.group, { commit: true });
    return member;
  }

  async follow(following: FollowOptions): Promise<{ stop(): Promise<void> }> {
    const follower = new Follower(this.log, following, (topic) => this.partitionsOf(topic));
    this.followers.add(follower);
    this.defer(() => void follower.run());
    return {
      stop: async () => {
        follower.stop();
        this.followers.delete(follower);
      },
    };
  }

  async ensureTopics(topics: readonly TopicSpec[]): Promise<void> {
    for (const spec of topics) {
      const partitions = this.partitions.get(spec.name);
      if (partitions === undefined) {
        this.partitions.set(spec.name, spec.partitions);
        await this.log.createTopic(spec);
      } else if (partitions !== spec.partitions) {
        (this.options.logger ?? quiet).error(
          `${spec.name} has ${partitions} partitions, ${spec.partitions} are wanted: left alone`,
        );
      }
    }
  }

  async endOffsets(topic: string): Promise<Map<number, number>> {
    return new Map(this.eachPartition(topic).map((partition) => [partition, this.log.end(topic, partition)]));
  }

  async committed(group: string, topic: string): Promise<Map<number, number>> {
    return this.log.committed(group, topic);
  }

  revoke(group: string): void {
    this.rebalance(group, { commit: false });
  }

  kill(subscription: Subscription): void {
    for (const member of this.members) if (member === subscription) member.kill();
  }

  async close(): Promise<void> {
    this.followers.forEach((follower) => follower.stop());
    this.followers.clear();
    await Promise.all([...this.members].map((member) => member.stop()));
  }

  private partitionsOf(topic: string): number {
    const partitions = this.partitions.get(topic);
    if (partitions === undefined) throw new Error(`Topic ${topic} does not exist`);
    return partitions;
  }

  private eachPartition(topic: string): number[] {
    return [...Array(this.partitionsOf(topic)).keys()];
  }

  private entry(record: OutRecord): LogEntry {
    recordBytes(record);
    const { topic, key, value } = record;
    return {
      topic,
      partition: partitionOf(key, this.partitionsOf(topic)),
      key: asCarried(key),
      headers: headersAsCarried(record.headers),
      value: value === null ? null : Buffer.from(value), // a copy: values cross as bytes
      timestamp: this.timers.now(),
    };
  }

  private rebalance(group: string, { commit }: { commit: boolean }): void {
    const inGroup = [...this.members].filter((member) => member.consuming.group === group);
    inGroup.forEach((member) => member.revoke({ commit }));
    const alive = inGroup.filter(({ state }) => state === 'joining' || state === 'stable');
    const shares = sharePartitions(alive, (topic) => this.partitionsOf(topic));
    alive.forEach((member) => member.assign(shares.get(member.id) ?? []));
  }

  /** Drops what is older than its topic keeps; looked at once a minute while something is published. */
  private async retain(): Promise<void> {
    const now = this.timers.now();
    if (now < this.retainedAt + retainEveryMs) return;
    this.retainedAt = now;
    for (const { name, retentionMs } of this.log.topics()) {
      if (retentionMs === undefined) continue;
      for (const partition of this.eachPartition(name)) {
        await this.log.forget(name, partition, offsetAt(this.log, name, partition, now - retentionMs));
      }
    }
  }
}

/** Kafka carries UTF-8: half a surrogate pair comes out as U+FFFD. */
const asCarried = (text: string): string => (/[\uD800-\uDFFF]/.test(text) ? Buffer.from(text).toString() : text);

function headersAsCarried(headers: Record<string, string>): Record<string, string> {
  const carried: Record<string, string> = {};
  for (const name in headers) carried[asCarried(name)] = asCarried(headers[name] ?? '');
  return Object.freeze(carried); // all readers get the same object
}
