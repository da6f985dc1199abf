import { randomUUID } from 'node:crypto';
import type { FollowOptions } from '../bus';
import type { TopicPartition } from '../partitions/share';
import type { KafkaAdmin } from './admin';
import type { KafkaBusOptions } from './connection';
import type { Fetched } from './kafkajs';
import { Reader } from './reader';

interface Lane extends TopicPartition {
  next: number;
  /** Behind what existed when it began. */
  existed: number;
}

/**
 * Reads everything, in a group of its own that commits nothing (kafkajs knows no reading without a group) and is deleted when it
 * stops. Where to read at is known here and told to kafkajs each time it joins, so that nothing is missed or seen twice.
 */
export class KafkaFollower {
  private readonly lanes = new Map<string, Lane>();
  private readonly group: string;
  private readonly reader: Reader;
  private behind = 0;
  private ended = false;
  private before: Promise<void> = Promise.resolve();

  constructor(
    connection: KafkaBusOptions,
    private readonly options: FollowOptions,
    private readonly admin: KafkaAdmin,
  ) {
    this.group = `follow.${connection.clientId}.${randomUUID()}`;
    this.reader = new Reader({
      connection,
      group: this.group,
      topics: options.topics,
      pauseMs: connection.pauseMs ?? 8,
      onAssigned: (partitions) => this.seek(partitions),
      onRevoked: () => {},
      onBatch: (batch) => this.inTurn(batch),
      onFatal: (error) => this.fail(error),
    });
  }

  /** Resolves when it is settled where it begins. */
  async start(): Promise<void> {
    const { topics, from } = this.options;
    for (const topic of new Set(topics)) {
      const starts = await this.admin.startsAt(topic, from);
      const ends = from === 'end' ? starts : await this.admin.ends(topic);
      for (const [partition, next] of starts) {
        const existed = ends.get(partition) ?? next;
        if (next < existed) this.behind += 1;
        this.lanes.set(`${partition} ${topic}`, { topic, partition, next, existed });
      }
    }
    await this.reader.start();
    if (this.behind === 0) setImmediate(() => this.options.onCaughtUp?.());
  }

  async stop(): Promise<void> {
    this.ended = true;
    await this.reader.stop();
    await this.admin.deleteGroup(this.group);
  }

  private seek(partitions: TopicPartition[]): void {
    for (const { topic, partition } of partitions) {
      this.reader.seek(topic, partition, this.lane(topic, partition).next);
    }
  }

  /** Several brokers are read side by side; whoever follows gets one record at a time. */
  private inTurn(batch: Fetched): Promise<void> {
    const done = this.before.then(() => this.take(batch));
    this.before = done.catch(() => {});
    return done;
  }

  private async take(batch: Fetched): Promise<void> {
    const { topic, partition } = batch;
    const lane = this.lane(topic, partition);
    for (const record of batch.records) {
      if (this.ended || !batch.isCurrent()) return;
      const offset = Number(record.offset);
      if (offset < lane.next) continue;
      try {
        const handled = this.options.onRecord(record);
        if (handled) await handled;
      } catch (error) {
        return this.fail(error instanceof Error ? error : new Error(String(error)));
      }
      this.moveTo(lane, offset + 1);
      await batch.heartbeat();
    }
    this.moveTo(lane, batch.next);
    batch.moveOn();
  }

  private moveTo(lane: Lane, next: number): void {
    const wasBehind = lane.next < lane.existed;
    lane.next = Math.max(lane.next, next);
    if (!wasBehind || lane.next < lane.existed) return;
    this.behind -= 1;
    if (this.behind === 0) this.options.onCaughtUp?.();
  }

  /** A partition that did not exist when it began is read from its start. */
  private lane(topic: string, partition: number): Lane {
    const id = `${partition} ${topic}`;
    const lane = this.lanes.get(id) ?? { topic, partition, next: 0, existed: 0 };
    this.lanes.set(id, lane);
    return lane;
  }

  private fail(error: Error): void {
    if (this.ended) return;
    void this.stop();
    if (this.options.onFatal) this.options.onFatal(error);
    else void Promise.reject(error); // ends the process
  }
}
