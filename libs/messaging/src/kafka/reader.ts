import { setTimeout as wait } from 'node:timers/promises';
import { type BusLogger, quiet } from '../bus';
import type { Position } from '../partitions/handover';
import type { TopicPartition } from '../partitions/share';
import { coPartitioned } from './assigner';
import { type KafkaBusOptions, openClient, retry } from './connection';
import { type Consumer, deliverNoMore, deliverTo, type Fetched } from './kafkajs';
import { within } from './within';

export interface ReaderOptions {
  connection: KafkaBusOptions;
  group: string;
  topics: readonly string[];
  /** Between a fetch that brought something and the next, ms; longer while the machine is busy. */
  pauseMs: number;
  /** All partitions held from now on; nothing of them was fetched yet. May `seek`. */
  onAssigned(partitions: TopicPartition[]): void;
  /** Everything is being taken away. What is committed within this call still counts. */
  onRevoked(): void;
  /** One after the other of each broker, whose next fetch waits for it. */
  onBatch(fetched: Fetched): Promise<void>;
  /** It does not read any more, and will not again. */
  onFatal(error: Error): void;
}

const stalledAfterMs = 30_000;
/** At a lateness of 10 ms, the pause becomes 50 ms. */
const latenessWeight = 5;
const longestPauseMs = 100;
const stopWithinMs = 5_000;

/** One consumer of kafkajs, kept from its faults: what it does is decided by `ReaderOptions`. */
export class Reader {
  private readonly consumer: Consumer;
  private readonly logger: BusLogger;
  private ended = false;
  private progressAt = Date.now();
  private watch: NodeJS.Timeout | undefined;
  private memberId: string | undefined;
  private pauseMs: number;

  constructor(private readonly options: ReaderOptions) {
    const { connection, group } = options;
    this.logger = connection.logger ?? quiet;
    this.pauseMs = options.pauseMs;
    this.consumer = openClient(connection).consumer({
      groupId: group,
      partitionAssigners: [coPartitioned],
      sessionTimeout: connection.sessionTimeoutMs ?? 6_000,
      heartbeatInterval: 1_000,
      rebalanceTimeout: 15_000,
      maxWaitTimeInMs: connection.maxWaitMs ?? 250,
      minBytes: 1,
      maxBytesPerPartition: 262_144,
      metadataMaxAge: 60_000,
      allowAutoTopicCreation: false,
      retry: { ...retry, restartOnFailure: async () => !this.ended },
    });
    this.listen();
  }

  /** Resolves when it is connected; it joins its group afterwards. */
  async start(): Promise<void> {
    try {
      await this.consumer.connect();
      await this.consumer.subscribe({ topics: [...this.options.topics], fromBeginning: true });
    } catch (error) {
      await this.stop();
      throw new Error(`Kafka cannot be read: ${(error as Error).message}`, { cause: error });
    }
    this.progressAt = Date.now();
    this.watch = setInterval(() => this.checkProgress(), 5_000);
    this.watch.unref();
    this.consumer
      .run({ autoCommit: false, eachBatch: async () => {} }) // what is fetched is delivered to `take`
      .catch((error: Error) => this.fail(error));
  }

  /** Within `onAssigned` only: before anything is fetched. */
  seek(topic: string, partition: number, offset: number): void {
    this.consumer.seek({ topic, partition, offset: String(offset) });
  }

  /** Fetches nothing more, but stays in its group. */
  pause(): void {
    try {
      this.consumer.pause(this.options.topics.map((topic) => ({ topic })));
    } catch {
      // It is between two attempts to join: there is nothing to pause.
    }
  }

  /** Leaves the group. Never rejects, and gives up after 5 s: kafkajs would wait for ever (kafkajs #571). */
  async stop(): Promise<void> {
    this.ended = true;
    clearInterval(this.watch);
    const left = this.consumer.disconnect().catch((error: Error) => {
      const { group } = this.options;
      this.logger.warn('A consumer could not leave its group in order', { group, error: error.message });
    });
    await within(stopWithinMs, left);
    this.becomes(undefined);
  }

  private async take(fetched: Fetched[]): Promise<void> {
    for (const one of fetched) await this.options.onBatch(one);
    this.progressAt = Date.now();
    // A fetch costs client and broker some tenths of a millisecond each, however little it brings: while records trickle in, a
    // short pause makes few larger ones of many small ones. A timer that fires late tells that the machine is busy: then larger
    // ones still are worth more than the time that they wait.
    const began = performance.now();
    await wait(this.pauseMs);
    const lateMs = performance.now() - began - this.pauseMs;
    const calm = Math.max(this.options.pauseMs, (this.pauseMs * 7 + lateMs * latenessWeight) / 8);
    this.pauseMs = Math.min(calm, Math.max(longestPauseMs, this.options.pauseMs));
  }

  private listen(): void {
    const { consumer } = this;
    const { GROUP_JOIN, REBALANCING, HEARTBEAT, CRASH } = consumer.events;
    const progress = () => void (this.progressAt = Date.now());
    consumer.on(HEARTBEAT, progress);
    consumer.on(REBALANCING, () => this.guarded(() => this.options.onRevoked()));
    consumer.on(GROUP_JOIN, ({ payload }) => {
      progress();
      this.becomes(payload.memberId);
      const held = Object.entries(payload.memberAssignment).flatMap(([topic, partitions]) =>
        partitions.map((partition) => ({ topic, partition })),
      );
      this.guarded(() => this.options.onAssigned(held));
    });
    consumer.on(CRASH, ({ payload: { error, restart } }) => {
      if (!restart) return this.fail(error);
      this.guarded(() => this.options.onRevoked()); // kafkajs joins again by itself, and others may have what it held
    });
  }

  private becomes(memberId: string | undefined): void {
    if (this.memberId !== undefined) deliverNoMore(this.memberId);
    this.memberId = memberId;
    if (memberId !== undefined) deliverTo(memberId, (fetched) => this.take(fetched));
  }

  /** A failed fetch counts as a fetch for kafkajs, so only heartbeats and batches show that it is alive. */
  private checkProgress(): void {
    const still = Date.now() - this.progressAt;
    if (still > stalledAfterMs) this.fail(new Error(`Nothing was heard from Kafka for ${Math.round(still / 1000)} s`));
  }

  private fail(error: Error): void {
    if (this.ended) return;
    void this.stop();
    this.options.onFatal(error);
  }

  /** An exception in a listener would come out in the middle of kafkajs. */
  private guarded(tell: () => void): void {
    if (this.ended) return;
    try {
      tell();
    } catch (error) {
      this.fail(error as Error);
    }
  }
}

/** As kafkajs wants what is to be committed. */
export function byTopic(
  positions: Position[],
): { topic: string; partitions: { partition: number; offset: string }[] }[] {
  const topics = new Map<string, { partition: number; offset: string }[]>();
  for (const { topic, partition, next } of positions) {
    const partitions = topics.get(topic) ?? [];
    partitions.push({ partition, offset: String(next) });
    topics.set(topic, partitions);
  }
  return [...topics].map(([topic, partitions]) => ({ topic, partitions }));
}
