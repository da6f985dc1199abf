import { createRequire } from 'node:module';
import { readAnswer } from './fetched-records';

const load = createRequire(__filename);

interface Encoder {
  buffer: Buffer;
  writeInt8(n: number): Encoder;
  writeInt16(n: number): Encoder;
  writeInt32(n: number): Encoder;
  writeInt64(n: number | string): Encoder;
  writeString(text: string): Encoder;
  writeBytes(bytes: Buffer): Encoder;
}
const KafkajsEncoder = load('kafkajs/src/protocol/encoder') as new () => Encoder;
const recordBatch = (load('kafkajs/src/protocol/recordBatch/v0') as { RecordBatch(of: object): Promise<Encoder> })
  .RecordBatch;
const record = load('kafkajs/src/protocol/recordBatch/record/v0') as (of: object) => object;

interface Said {
  key?: string | null;
  value?: string | null;
  headers?: Record<string, string>;
}

async function batch(firstOffset: number, said: Said[], more: object = {}): Promise<Buffer> {
  const firstTimestamp = 1_700_000_000_000;
  const encoded = await recordBatch({
    firstOffset,
    firstTimestamp,
    maxTimestamp: firstTimestamp + said.length - 1,
    partitionLeaderEpoch: 3,
    lastOffsetDelta: said.length - 1,
    records: said.map(({ key = 'k', value = 'v', headers = {} }, i) =>
      record({ offsetDelta: i, timestampDelta: i, key, value, headers }),
    ),
    ...more,
  });
  return encoded.buffer;
}

function answer(partitions: { bytes: Buffer; error?: number; aborted?: number }[], error = 0): Buffer {
  const encoder = new KafkajsEncoder().writeInt32(0).writeInt16(error).writeInt32(77).writeInt32(1);
  encoder.writeString('t').writeInt32(partitions.length);
  partitions.forEach(({ bytes, error: failed = 0, aborted = 0 }, partition) => {
    encoder.writeInt32(partition).writeInt16(failed).writeInt64(10).writeInt64(10).writeInt64(0).writeInt32(aborted);
    for (let i = 0; i < aborted; i++) encoder.writeInt64(1).writeInt64(0);
    encoder.writeInt32(-1).writeBytes(bytes);
  });
  return encoder.buffer;
}

describe('the answer to a fetch', () => {
  it('holds what kafkajs encoded: keys, values, headers, offsets, times, several batches of a partition', async () => {
    const far = 5_000_000_000; // beyond 32 bits
    const long = 'ö'.repeat(300);
    const bytes = Buffer.concat([
      await batch(far, [
        { key: 'a', value: long, headers: { ce_id: '1', empty: '' } },
        { key: null, value: null },
      ]),
      await batch(far + 2, [{ key: 'b', value: '' }]),
    ]);
    const read = readAnswer(answer([{ bytes }, { bytes: Buffer.alloc(0) }]));
    expect(read?.sessionId).toBe(77);
    const [first, second] = read!.partitions;
    expect(first).toMatchObject({ topic: 't', partition: 0, next: far + 3 });
    expect(
      first!.records.map(({ offset, key, headers, value, timestamp }) => ({
        offset,
        key,
        headers,
        value: value === null ? null : Buffer.from(value).toString(),
        timestamp,
      })),
    ).toEqual([
      {
        offset: String(far),
        key: 'a',
        headers: { ce_id: '1', empty: '' },
        value: long,
        timestamp: 1_700_000_000_000,
      },
      { offset: String(far + 1), key: null, headers: {}, value: null, timestamp: 1_700_000_000_001 },
      { offset: String(far + 2), key: 'b', headers: {}, value: '', timestamp: 1_700_000_000_000 },
    ]);
    expect(second).toEqual({ topic: 't', partition: 1, records: [] });
  });

  it('leaves a batch that was cut off to the next fetch', async () => {
    const whole = await batch(4, [{ value: 'one' }]);
    const cut = (await batch(5, [{ value: 'two' }])).subarray(0, -3);
    const read = readAnswer(answer([{ bytes: Buffer.concat([whole, cut]) }]));
    expect(read!.partitions[0]).toMatchObject({ next: 5, records: [{ offset: '4' }] });
  });

  it('moves on behind markers of transactions, and hands nothing of them over', async () => {
    const marker = await batch(4, [{}]);
    marker.writeInt16BE(0b110_000, 21); // transactional, control
    const read = readAnswer(answer([{ bytes: marker }]));
    expect(read!.partitions[0]).toMatchObject({ next: 5, records: [] });
  });

  it('leaves errors, compressed batches, old formats and aborted transactions to kafkajs', async () => {
    const plain = await batch(0, [{}]);
    const compressed = Buffer.from(plain);
    compressed.writeInt16BE(1, 21);
    const old = Buffer.from(plain);
    old.writeInt8(1, 16);
    expect(readAnswer(answer([{ bytes: plain }], 70))).toBeUndefined();
    expect(readAnswer(answer([{ bytes: plain, error: 1 }]))).toBeUndefined();
    expect(readAnswer(answer([{ bytes: compressed }]))).toBeUndefined();
    expect(readAnswer(answer([{ bytes: old }]))).toBeUndefined();
    expect(readAnswer(answer([{ bytes: plain, aborted: 1 }]))).toBeUndefined();
  });
});
