import { type BusLogger, type ConsumeOptions, quiet, type Subscription } from '../bus';
import { Handover, type Position } from '../partitions/handover';
import type { TopicPartition } from '../partitions/share';
import { systemTimers } from '../partitions/timers';
import type { KafkaBusOptions } from './connection';
import type { Fetched } from './kafkajs';
import { byTopic, Reader } from './reader';
import { within } from './within';

/** A member of a consumer group. */
export class KafkaMember implements Subscription {
  state: Subscription['state'] = 'joining';
  private readonly reader: Reader;
  private readonly handover: Handover;
  private readonly logger: BusLogger;
  private held: TopicPartition[] = [];
  private readonly waiting = new Set<() => void>();
  private latest: Fetched | undefined;
  private readonly joined: Promise<void>;
  private settleJoined!: { resolve(): void; reject(error: Error): void };

  constructor(
    connection: KafkaBusOptions,
    private readonly consuming: ConsumeOptions,
    private readonly ended: (member: KafkaMember) => void,
  ) {
    this.logger = connection.logger ?? quiet;
    this.joined = new Promise((resolve, reject) => (this.settleJoined = { resolve, reject }));
    this.joined.catch(() => {}); // told to whoever asks
    this.handover = new Handover({
      onBatch: consuming.onBatch.bind(consuming),
      maxInFlight: consuming.maxInFlight,
      timers: systemTimers,
      commit: (positions) => this.commit(positions),
      onProgress: () => this.wakeWaiting(),
      onRejected: (error) => this.end(error),
    });
    this.reader = new Reader({
      connection,
      group: consuming.group,
      topics: consuming.topics,
      pauseMs: consuming.patienceMs ?? connection.pauseMs ?? 8,
      onAssigned: (partitions) => this.given(partitions),
      onRevoked: () => this.revoked(),
      onBatch: (batch) => this.take(batch),
      onFatal: (error) => this.crashed(error),
    });
  }

  start(): Promise<void> {
    return this.reader.start();
  }

  ready(): Promise<void> {
    return this.joined;
  }

  assigned(): TopicPartition[] {
    return this.state === 'stable' ? [...this.held] : [];
  }

  async stop(graceMs = 5_000): Promise<void> {
    if (this.state === 'stopped' || this.state === 'dead') return;
    this.state = 'stopped';
    await this.leave(graceMs);
  }

  private revoked(): void {
    // Sent before kafkajs asks to join, so that the broker still takes it for the generation that ends.
    void this.handover.commit();
    this.takeAway();
  }

  private takeAway(): void {
    this.handover.revoke();
    this.wakeWaiting();
    if (this.state === 'stable') this.state = 'joining';
    if (this.held.length === 0) return;
    this.held = [];
    this.consuming.onAssigned?.([]);
  }

  private given(partitions: TopicPartition[]): void {
    this.takeAway(); // kafkajs also joins anew without saying so before
    if (this.state !== 'joining') return;
    this.held = partitions;
    this.state = 'stable';
    this.settleJoined.resolve();
    this.consuming.onAssigned?.(this.assigned());
  }

  /** Does not wait for the handlers: kafkajs fetches nothing from any partition before this returns (kafkajs #683). */
  private async take(batch: Fetched): Promise<void> {
    this.latest = batch;
    while (this.handover.full && this.mayHandOver(batch)) {
      await this.roomOrSecond();
      await batch.heartbeat();
    }
    if (!this.mayHandOver(batch)) return;
    batch.moveOn();
    this.handover.handOver(batch.topic, batch.partition, batch.records);
  }

  private mayHandOver(batch: Fetched): boolean {
    return this.state === 'stable' && batch.isCurrent();
  }

  private async roomOrSecond(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.waiting.add(resolve);
      timer = setTimeout(() => this.waiting.delete(resolve) && resolve(), 1_000);
    });
    clearTimeout(timer);
  }

  private wakeWaiting(): void {
    if (this.handover.full && this.state === 'stable') return;
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }

  private async commit(positions: Position[]): Promise<void> {
    try {
      await this.latest?.commit(byTopic(positions));
    } catch (error) {
      // A rebalance is on its way, or the broker is gone: redelivery makes up for it.
      this.logger.debug('Offsets were not committed', { group: this.consuming.group, error: (error as Error).message });
      throw error;
    }
  }

  /** A handler failed: leaves in order, so that the next member need not wait for the session to expire, then tells. */
  private end(error: Error): void {
    if (this.state === 'stopped' || this.state === 'dead') return;
    this.state = 'dead';
    this.settleJoined.reject(error);
    void this.leave(0).finally(() => this.consuming.onFatal?.(error));
  }

  private crashed(error: Error): void {
    this.state = 'dead';
    this.settleJoined.reject(error);
    this.takeAway();
    this.ended(this);
    this.consuming.onFatal?.(error);
  }

  private async leave(graceMs: number): Promise<void> {
    this.settleJoined.reject(new Error('Stopped before partitions were assigned'));
    this.reader.pause();
    this.handover.windDown();
    this.wakeWaiting();
    await within(graceMs, this.handover.idle());
    await within(3_000, this.handover.commit());
    this.handover.revoke();
    await this.reader.stop();
    this.ended(this);
  }
}
