/**
 * The partition that a key belongs to: `toPositive(murmur2(utf8(key))) % partitions`, exactly what Kafka's Java client and
 * kafkajs's DefaultPartitioner do. Another choice here would silently break the order of every conversation.
 */
export function partitionOf(key: string, partitions: number): number {
  return (murmur2(Buffer.from(key)) & 0x7fffffff) % partitions;
}

const mixing = 0x5bd1e995;

/** Murmur2, 32 bit, with Kafka's seed (org.apache.kafka.common.utils.Utils.murmur2). A signed integer. */
export function murmur2(bytes: Uint8Array): number {
  const length = bytes.length;
  const at = (index: number): number => bytes[index] as number;
  const whole = length & ~3;
  let hash = 0x9747b28c ^ length;
  for (let i = 0; i < whole; i += 4) {
    let k = at(i) | (at(i + 1) << 8) | (at(i + 2) << 16) | (at(i + 3) << 24);
    k = Math.imul(k, mixing);
    k ^= k >>> 24;
    hash = Math.imul(hash, mixing) ^ Math.imul(k, mixing);
  }
  const left = length - whole;
  if (left > 2) hash ^= at(whole + 2) << 16;
  if (left > 1) hash ^= at(whole + 1) << 8;
  if (left > 0) hash = Math.imul(hash ^ at(whole), mixing);
  hash = Math.imul(hash ^ (hash >>> 13), mixing);
  return hash ^ (hash >>> 15);
}
