import type { BusRecord, TopicSpec } from '../bus';
import type { Position } from '../partitions/handover';

export interface LogEntry {
  topic: string;
  partition: number;
  key: string;
  headers: Record<string, string>;
  value: Uint8Array | null;
  /** Epoch ms. */
  timestamp: number;
}

/**
 * Where the embedded bus keeps its records and offsets: a queue a partition, offsets counted from 0 without gaps. One process
 * owns a log at a time. Everything but writing is synchronous, so that delivery costs no turn of the event loop.
 */
export interface Log {
  topics(): TopicSpec[];
  /** Only for a topic that does not exist. */
  createTopic(spec: TopicSpec): Promise<void>;
  /** All or nothing, in this order. Resolves when it is durable; only then `end` moves. */
  append(entries: readonly LogEntry[]): Promise<void>;
  /** At most `limit` records, the first of them at or behind `from`. */
  read(topic: string, partition: number, from: number, limit: number): BusRecord[];
  /** Offset of the oldest record that is kept. */
  start(topic: string, partition: number): number;
  /** Offset behind the last record. */
  end(topic: string, partition: number): number;
  /** Seen by `committed` when the call returns, durable when the promise resolves. */
  commit(group: string, positions: readonly Position[]): Promise<void>;
  committed(group: string, topic: string): Map<number, number>;
  /** Drops what stands before the offset `before`. */
  forget(topic: string, partition: number, before: number): Promise<void>;
}

/** Offset of the first record that is not older than `time` (epoch ms); the end where all are older. */
export function offsetAt(log: Log, topic: string, partition: number, time: number): number {
  let low = log.start(topic, partition);
  let high = log.end(topic, partition);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [record] = log.read(topic, partition, middle, 1);
    if (record && record.timestamp < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
