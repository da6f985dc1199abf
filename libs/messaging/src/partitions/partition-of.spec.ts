import { Partitioners } from 'kafkajs';
import { murmur2, partitionOf } from './partition-of';

const topic = (partitions: number) =>
  Array.from({ length: partitions }, (_, partitionId) => ({
    partitionId,
    partitionErrorCode: 0,
    leader: 1,
    replicas: [1],
    isr: [1],
  }));

describe('the partition of a key', () => {
  it('is the one that kafkajs chooses, for 10,000 keys of all lengths and alphabets', () => {
    const kafkajs = Partitioners.DefaultPartitioner();
    const alphabets = ['cnv_', 'ü', '客户', '🙂', '', '\u0000'];
    for (const partitions of [1, 12, 48]) {
      const partitionMetadata = topic(partitions);
      for (let i = 0; i < 10_000; i++) {
        const key = `${alphabets[i % alphabets.length]}${(i * 2_654_435_761).toString(36).slice(0, i % 13)}`;
        const theirs = kafkajs({ topic: 't', partitionMetadata, message: { key, value: null } });
        expect([key, partitionOf(key, partitions)]).toEqual([key, theirs]);
      }
    }
  });

  it('hashes as Kafka says it does', () => {
    // Values from org.apache.kafka.common.utils.UtilsTest.testMurmur2
    expect(murmur2(Buffer.from('21'))).toBe(-973932308);
    expect(murmur2(Buffer.from('foobar'))).toBe(-790332482);
    expect(murmur2(Buffer.from('a-little-bit-long-string'))).toBe(-985981536);
    expect(murmur2(Buffer.from('a-little-bit-longer-string'))).toBe(-1486304829);
    expect(murmur2(Buffer.from('lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8'))).toBe(-58897971);
  });
});
