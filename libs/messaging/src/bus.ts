/**
 * The port to the bus. Two drivers stand behind it (embedded, kafkajs) and one contract suite (`busContract`) runs against
 * both. No type of a client library crosses this file.
 */

export interface OutRecord {
  topic: string;
  /** Decides the partition by murmur2, as Kafka's own clients do. */
  key: string;
  headers: Record<string, string>;
  value: string | Uint8Array | null;
}

export interface BusRecord {
  topic: string;
  partition: number;
  /** Decimal; compare as BigInt or, below 2^53, as Number. */
  offset: string;
  key: string | null;
  /** Decoded as UTF-8; a repeated header keeps its last value. */
  headers: Record<string, string>;
  /** The bytes as they were; null is a tombstone. */
  value: Uint8Array | null;
  /** Epoch ms that the bus gave to the record. */
  timestamp: number;
}

export interface PartitionBatch {
  topic: string;
  partition: number;
  records: BusRecord[];
  /** Aborted when the partition was revoked or the subscription is stopping: start nothing new for it. */
  signal: AbortSignal;
}

export interface ConsumeOptions {
  /** Consumer group, e.g. `attune.escalation`. */
  group: string;
  topics: readonly string[];
  /**
   * Gets each fetched batch, in offset order within its partition, and may be called again for the same partition before the
   * promise of an earlier batch has resolved (pipelining). The driver commits, about every 200 ms and when it stops, the
   * offset behind the last batch of the unbroken prefix whose promises have resolved. A promise that rejects ends the
   * subscription (`dead`, `onFatal`): its group's next member starts again from the committed offset. Nothing thrown here
   * reaches the client library.
   *
   * A promise resolves only when all of its records are handled. Once `signal` is aborted, a batch that was given up rejects or
   * stays open: nothing from it on is committed, and nothing else comes of it.
   */
  onBatch(batch: PartitionBatch): Promise<void>;
  /** Back-pressure: no further batch is handed over while this many records are unresolved. Default 2,000. */
  maxInFlight?: number;
  /**
   * How long records may wait, so that more come with them, ms: a reader that nobody waits for costs less in large batches. A hint:
   * the embedded bus, where reading costs nothing, does without.
   */
  patienceMs?: number;
  /**
   * All partitions held from now on. Each change of the group takes everything away first (an empty list), then gives anew,
   * starting from the committed offsets.
   */
  onAssigned?(partitions: { topic: string; partition: number }[]): void;
  /** The driver gave up (broker gone for long, crash of the client): the process should end and be started anew. */
  onFatal?(error: Error): void;
}

export interface Subscription {
  /** Stops fetching, waits for unresolved batches (at most `graceMs`, default 5,000), commits, leaves the group. */
  stop(graceMs?: number): Promise<void>;
  /** Partitions held now. */
  assigned(): { topic: string; partition: number }[];
  readonly state: 'joining' | 'stable' | 'stopped' | 'dead';
  /** Resolves with the first assignment (of no partition, where there are more members than partitions); rejects if it ended before. */
  ready(): Promise<void>;
}

export interface FollowOptions {
  topics: readonly string[];
  /** `start`: everything that is kept; `end`: only what comes after this call has resolved; a number: epoch ms. */
  from: 'start' | 'end' | number;
  onRecord(record: BusRecord): void | Promise<void>;
  /** Called once when everything that existed at the time of the call has been handed over. */
  onCaughtUp?(): void;
  /** `onRecord` failed, or the driver gave up. Without this callback the error ends the process, as an unhandled rejection. */
  onFatal?(error: Error): void;
}

export interface TopicSpec {
  name: string;
  partitions: number;
  /** Kept for so long; undefined: for ever (compacted). */
  retentionMs?: number;
  compacted?: boolean;
}

export interface Bus {
  /**
   * A record above `maxRecordBytes` or a topic that does not exist is refused before anything is sent.
   * Resolves only when every record is acknowledged (Kafka: acks −1, idempotent). Records of one key keep their order. The
   * caller never overlaps calls; a driver may rely on that (an idempotent kafkajs producer loses a message otherwise).
   * After a rejection any prefix may have been appended: send the same batch again.
   */
  publish(records: readonly OutRecord[]): Promise<void>;
  /** A member of a group: its share of the partitions; partition p of every topic is held by the same member. */
  consume(options: ConsumeOptions): Promise<Subscription>;
  /** Everything, without a group and without committing. */
  follow(options: FollowOptions): Promise<{ stop(): Promise<void> }>;
  /** Creates what is missing; never changes a partition count (that would break order), and says so where it differs. */
  ensureTopics(topics: readonly TopicSpec[]): Promise<void>;
  /** Next offset to be written, a partition each. */
  endOffsets(topic: string): Promise<Map<number, number>>;
  /** Committed offsets of a group; a partition without one is absent. */
  committed(group: string, topic: string): Promise<Map<number, number>>;
  /** Stops what is still open, then lets go of the connections. */
  close(): Promise<void>;
}

/** Key, value and headers together; what a Kafka broker takes by default, less what the protocol adds. */
export const maxRecordBytes = 1_048_576 - 1_024;

export class RecordTooLarge extends Error {
  constructor(
    readonly topic: string,
    readonly bytes: number,
  ) {
    super(`A record for ${topic} has ${bytes} bytes; the bus takes at most ${maxRecordBytes}`);
    this.name = 'RecordTooLarge';
  }
}

/** Bytes of key, value and headers. Throws RecordTooLarge. */
export function recordBytes({ topic, key, headers, value }: OutRecord): number {
  let bytes = Buffer.byteLength(key);
  if (value !== null) bytes += typeof value === 'string' ? Buffer.byteLength(value) : value.byteLength;
  for (const name in headers) bytes += Buffer.byteLength(name) + Buffer.byteLength(headers[name] ?? '') + 4;
  if (bytes > maxRecordBytes) throw new RecordTooLarge(topic, bytes);
  return bytes;
}

/** Where a driver tells what it meets. Never gets a key, a header or a value of a record. */
export type BusLogger = Record<'debug' | 'info' | 'warn' | 'error', (message: string, fields?: object) => void>;

/** The default: errors on stderr, nothing else. */
export const quiet: BusLogger = {
  debug() {},
  info() {},
  warn() {},
  error: (message, fields) => console.error(message, fields ?? ''),
};
