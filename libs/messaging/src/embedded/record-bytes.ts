import type { BusRecord } from '../bus';
import type { LogEntry } from './log';

/** Length of what follows (4 bytes), timestamp, key and headers as JSON, then the bytes of the value as they are. */
export function encodeRecord({ timestamp, key, headers, value }: LogEntry): Buffer {
  const about = Buffer.from(JSON.stringify([timestamp, key, headers, value === null ? 1 : 0]));
  const bytes = Buffer.allocUnsafe(4 + about.length + (value?.byteLength ?? 0));
  bytes.writeUInt32LE(about.length, 0);
  about.copy(bytes, 4);
  if (value) bytes.set(value, 4 + about.length);
  return bytes;
}

export function decodeRecord(topic: string, partition: number, offset: number, bytes: Buffer): BusRecord {
  const valueAt = 4 + bytes.readUInt32LE(0);
  const [timestamp, key, headers, isNull] = JSON.parse(bytes.toString('utf8', 4, valueAt)) as [
    number,
    string,
    Record<string, string>,
    0 | 1,
  ];
  const value = isNull ? null : bytes.subarray(valueAt);
  return { topic, partition, offset: String(offset), key, headers, value, timestamp };
}
