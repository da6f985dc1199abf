import { setTimeout as wait } from 'node:timers/promises';
import { type BusLogger, quiet, type TopicSpec } from '../bus';
import { type KafkaBusOptions, openClient } from './connection';
import type { Admin, ITopicConfig, KafkaJSError } from './kafkajs';
import { within } from './within';

type Offsets = Map<number, number>;

/** With what it waits between them, about 6 s. */
const attempts = 8;

/** Topics and offsets, over one connection that is made at the first use. */
export class KafkaAdmin {
  private admin: Promise<Admin> | undefined;
  private readonly logger: BusLogger;

  constructor(private readonly options: KafkaBusOptions) {
    this.logger = options.logger ?? quiet;
  }

  async topics(): Promise<Set<string>> {
    return new Set(await this.run((admin) => admin.listTopics()));
  }

  /** Throws for the first topic that does not exist. */
  async requireTopics(topics: Iterable<string>): Promise<void> {
    const existing = await this.topics();
    for (const topic of topics) if (!existing.has(topic)) throw new Error(`Topic ${topic} does not exist`);
  }

  async ensureTopics(specs: readonly TopicSpec[]): Promise<void> {
    const existing = await this.topics();
    const missing = specs.filter(({ name }) => !existing.has(name));
    if (missing.length > 0) {
      const topics = missing.map((spec) => this.topicConfig(spec));
      await this.run((admin) => admin.createTopics({ topics })); // also fine where somebody else has just created some of them
      for (const { name } of missing) await this.ends(name); // until each partition is led: a member would join twice otherwise
    }
    const { topics } = await this.run((admin) => admin.fetchTopicMetadata({ topics: specs.map(({ name }) => name) }));
    for (const spec of specs) {
      const partitions = topics.find(({ name }) => name === spec.name)?.partitions.length;
      if (partitions === spec.partitions) continue;
      this.logger.error(`${spec.name} has ${partitions} partitions, ${spec.partitions} are wanted: left alone`);
    }
  }

  async ends(topic: string): Promise<Offsets> {
    const offsets = await this.run((admin) => admin.fetchTopicOffsets(topic));
    return new Map(offsets.map(({ partition, high }) => [partition, Number(high)]));
  }

  async startsAt(topic: string, from: 'start' | 'end' | number): Promise<Offsets> {
    if (from === 'end') return this.ends(topic);
    if (from === 'start') {
      const offsets = await this.run((admin) => admin.fetchTopicOffsets(topic));
      return new Map(offsets.map(({ partition, low }) => [partition, Number(low)]));
    }
    const offsets = await this.run((admin) => admin.fetchTopicOffsetsByTimestamp(topic, from));
    return new Map(offsets.map(({ partition, offset }) => [partition, Number(offset)]));
  }

  async committed(group: string, topic: string): Promise<Offsets> {
    const [found] = await this.run((admin) => admin.fetchOffsets({ groupId: group, topics: [topic] }));
    const known = (found?.partitions ?? []).filter(({ offset }) => Number(offset) >= 0);
    return new Map(known.map(({ partition, offset }) => [partition, Number(offset)]));
  }

  /** As far as possible: an empty group without offsets goes away by itself in the end. */
  async deleteGroup(group: string): Promise<void> {
    try {
      const admin = await this.connected();
      await within(2_000, admin.deleteGroups([group]));
    } catch (error) {
      this.logger.debug('A group could not be deleted', { group, error: (error as Error).message });
    }
  }

  async close(): Promise<void> {
    const admin = await this.admin?.catch(() => undefined);
    this.admin = undefined;
    await admin?.disconnect().catch(() => {});
  }

  /** Again over a new connection, where the old one has gone bad or a broker does not lead its partitions yet. */
  private async run<T>(ask: (admin: Admin) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await ask(await this.connected());
      } catch (error) {
        const { message, retriable } = error as KafkaJSError;
        if (attempt === attempts || (attempt > 1 && retriable === false)) throw error;
        this.logger.debug('Asking Kafka again', { attempt, error: message });
        await this.close();
        await wait(25 * 2 ** attempt);
      }
    }
  }

  private connected(): Promise<Admin> {
    return (this.admin ??= this.connect());
  }

  private async connect(): Promise<Admin> {
    const admin = openClient(this.options).admin();
    await admin.connect();
    return admin;
  }

  private topicConfig({ name, partitions, retentionMs, compacted }: TopicSpec): ITopicConfig {
    const { replicationFactor = 1 } = this.options;
    const cleanup = compacted ? (retentionMs === undefined ? 'compact' : 'compact,delete') : 'delete';
    return {
      topic: name,
      numPartitions: partitions,
      replicationFactor,
      configEntries: [
        { name: 'cleanup.policy', value: cleanup },
        { name: 'retention.ms', value: String(retentionMs ?? -1) },
        { name: 'min.insync.replicas', value: replicationFactor >= 3 ? '2' : '1' },
      ],
    };
  }
}
