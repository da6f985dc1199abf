import { type OutRecord, recordBytes } from '../bus';
import type { KafkaAdmin } from './admin';
import { type KafkaBusOptions, openClient, retry } from './connection';
import { type Message, Partitioners, type Producer, type TopicMessages } from './kafkajs';

/** What goes to one partition in one request is one batch for the broker, which may not be larger than a single record. */
const bytesAtOnce = 1_000_000;
/** About what the protocol adds to a record. */
const overhead = 40;

/** The idempotent producer. */
export class Publisher {
  private producer: Promise<Producer> | undefined;
  private readonly topics = new Set<string>();
  /** One request at a time: kafkajs's idempotent producer loses a record when two overlap and an answer is lost. */
  private last: Promise<void> = Promise.resolve();

  constructor(
    private readonly options: KafkaBusOptions,
    private readonly admin: KafkaAdmin,
  ) {}

  publish(records: readonly OutRecord[]): Promise<void> {
    const sent = this.last.then(() => this.send(records));
    this.last = sent.catch(() => {});
    return sent;
  }

  async close(): Promise<void> {
    await this.last;
    await this.discard();
  }

  private async send(records: readonly OutRecord[]): Promise<void> {
    const portions = inPortions(records);
    await this.requireTopics(records);
    for (const portion of portions) {
      try {
        const producer = await this.connected();
        await producer.sendBatch({ acks: -1, topicMessages: byTopic(portion) });
      } catch (error) {
        // Its sequence numbers are rolled back although the records may stand in the log: with these numbers, the broker would
        // take other records for a repetition of them, and drop them.
        await this.discard();
        const topics = [...new Set(portion.map(({ topic }) => topic))].join(', ');
        throw new Error(`Publishing to ${topics} failed: ${(error as Error).message}`, { cause: error });
      }
    }
  }

  /** Asked once a topic: kafkajs would try for long, in the hope that it appears. */
  private async requireTopics(records: readonly OutRecord[]): Promise<void> {
    const unknown = new Set(records.map(({ topic }) => topic).filter((topic) => !this.topics.has(topic)));
    if (unknown.size === 0) return;
    await this.admin.requireTopics(unknown);
    for (const topic of unknown) this.topics.add(topic);
  }

  private connected(): Promise<Producer> {
    return (this.producer ??= this.connect());
  }

  private async connect(): Promise<Producer> {
    const producer = openClient(this.options).producer({
      idempotent: true,
      maxInFlightRequests: 1,
      createPartitioner: Partitioners.DefaultPartitioner,
      allowAutoTopicCreation: false,
      metadataMaxAge: 60_000,
      retry: { ...retry, retries: 25 }, // about 25 s: longer than a broker takes to come back
    });
    await producer.connect();
    return producer;
  }

  private async discard(): Promise<void> {
    const producer = await this.producer?.catch(() => undefined);
    this.producer = undefined;
    await producer?.disconnect().catch(() => {});
  }
}

/** Throws RecordTooLarge before anything is sent. */
function inPortions(records: readonly OutRecord[]): OutRecord[][] {
  const portions: OutRecord[][] = [];
  let portion: OutRecord[] = [];
  let room = 0;
  for (const record of records) {
    const bytes = recordBytes(record) + overhead;
    if (bytes > room) {
      portions.push((portion = []));
      room = bytesAtOnce;
    }
    portion.push(record);
    room -= bytes;
  }
  return portions;
}

function byTopic(records: readonly OutRecord[]): TopicMessages[] {
  const topics = new Map<string, Message[]>();
  for (const { topic, key, headers, value } of records) {
    const messages = topics.get(topic) ?? [];
    messages.push({ key, headers, value: bytesOf(value) });
    topics.set(topic, messages);
  }
  return [...topics].map(([topic, messages]) => ({ topic, messages }));
}

const bytesOf = (value: OutRecord['value']): Buffer | string | null =>
  value === null || typeof value === 'string' ? value : Buffer.from(value.buffer, value.byteOffset, value.byteLength);
