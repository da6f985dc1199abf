import type { BusRecord } from '../bus';

/** What a fetch brought of one partition. */
export interface FetchedPartition {
  topic: string;
  partition: number;
  /** In the batches that came, which may begin before the offset that was asked for. */
  records: BusRecord[];
  /** Offset to read at next; undefined where nothing came. */
  next?: number;
}

export interface FetchedAnswer {
  sessionId: number;
  partitions: FetchedPartition[];
}

const batchHeader = 61; // bytes before the first record of a batch
const compression = 0b111;
const appendTime = 0b1_000;
const control = 0b100_000;

/**
 * Reads the answer to a fetch (version 11) in one go. kafkajs's own decoder awaits each field of each record; most of what a service
 * spent on reading was spent there. Undefined where that one is needed: for errors, compressed batches, those of before Kafka 0.11,
 * and transactions that were rolled back.
 * @param answer without its length and correlation id. The values of the records are views of it.
 */
export function readAnswer(answer: Buffer): FetchedAnswer | undefined {
  const from = new Cursor(answer, 4); // behind the throttle time
  if (from.int16() !== 0) return undefined;
  const sessionId = from.int32();
  const partitions: FetchedPartition[] = [];
  for (let topics = from.int32(); topics > 0; topics--) {
    const topic = from.text(from.int16());
    for (let count = from.int32(); count > 0; count--) {
      const partition = from.int32();
      if (from.int16() !== 0) return undefined;
      const read: FetchedPartition = { topic, partition, records: [] };
      from.at += 24; // high watermark, last stable offset, start of the log
      if (from.int32() > 0) return undefined; // aborted transactions
      from.at += 4; // preferred replica
      const bytes = Math.max(0, from.int32());
      if (!readBatches(from, from.at + bytes, read)) return undefined;
      from.at += bytes;
      partitions.push(read);
    }
  }
  return { sessionId, partitions };
}

function readBatches(cursor: Cursor, end: number, into: FetchedPartition): boolean {
  const from = new Cursor(cursor.bytes, cursor.at);
  while (end - from.at >= batchHeader) {
    const start = from.at;
    const baseOffset = from.int64();
    const batchEnd = start + 12 + from.int32();
    if (batchEnd > end) break; // cut off: comes whole with the next fetch
    from.at += 4; // leader epoch
    if (from.int8() !== 2) return false;
    from.at += 4; // checksum: TCP has one too
    const attributes = from.int16();
    if ((attributes & compression) !== 0) return false;
    into.next = baseOffset + from.int32() + 1;
    const firstTime = from.int64();
    const lastTime = from.int64();
    from.at += 14; // producer
    const time = (attributes & appendTime) === 0 ? undefined : lastTime;
    if ((attributes & control) === 0)
      for (let count = from.int32(); count > 0; count--)
        into.records.push(readRecord(from, into, baseOffset, firstTime, time));
    from.at = batchEnd;
  }
  return true;
}

function readRecord(
  from: Cursor,
  { topic, partition }: FetchedPartition,
  baseOffset: number,
  firstTime: number,
  time: number | undefined,
): BusRecord {
  const length = from.varint();
  const end = from.at + length;
  from.at += 1; // attributes
  const timestamp = firstTime + from.varint();
  const offset = String(baseOffset + from.varint());
  const key = from.block();
  const value = from.block();
  const headers: Record<string, string> = {};
  for (let count = from.varint(); count > 0; count--) {
    const name = from.text(from.varint());
    const bytes = from.varint();
    if (bytes >= 0) headers[name] = from.text(bytes);
  }
  from.at = end;
  return {
    topic,
    partition,
    offset,
    key: key === null ? null : key.toString(),
    headers,
    value,
    timestamp: time ?? timestamp,
  };
}

class Cursor {
  constructor(
    readonly bytes: Buffer,
    public at: number,
  ) {}

  int8(): number {
    return this.bytes.readInt8(this.at++);
  }

  int16(): number {
    this.at += 2;
    return this.bytes.readInt16BE(this.at - 2);
  }

  int32(): number {
    this.at += 4;
    return this.bytes.readInt32BE(this.at - 4);
  }

  /** Exact up to 2 to the 53rd. */
  int64(): number {
    this.at += 8;
    return this.bytes.readInt32BE(this.at - 8) * 4_294_967_296 + this.bytes.readUInt32BE(this.at - 4);
  }

  /** Zigzag, up to 64 bits, exact up to 2 to the 53rd. */
  varint(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw new RangeError('A record ends in the middle of a number');
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) break;
      scale *= 128;
    }
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  text(bytes: number): string {
    this.at += bytes;
    return this.bytes.toString('utf8', this.at - bytes, this.at);
  }

  block(): Buffer | null {
    const bytes = this.varint();
    if (bytes < 0) return null;
    this.at += bytes;
    return this.bytes.subarray(this.at - bytes, this.at);
  }
}
