import type { Features } from './features';

/** Which features a model knows, and how much each tells (inverse document frequency). */
export interface Vocabulary {
  /** Hash of column c. */
  hashes: Uint32Array;
  idf: Float32Array;
  /** What a feature that was never seen counts in the length of a text. */
  unknownIdf: number;
  /** Open addressing: column + 1, 0 for free; a power of two of them. */
  slots: Int32Array;
}

export function vocabularyOf(hashes: Uint32Array, idf: Float32Array, unknownIdf: number): Vocabulary {
  let size = 16;
  while (size < hashes.length * 2) size *= 2;
  const slots = new Int32Array(size);
  for (let column = 0; column < hashes.length; column++) {
    let slot = hashes[column]! & (size - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (size - 1);
    slots[slot] = column + 1;
  }
  return { hashes, idf, unknownIdf, slots };
}

/** The column of a feature, -1 where it is unknown. */
export function columnOf({ slots, hashes }: Vocabulary, hash: number): number {
  const mask = slots.length - 1;
  let slot = hash & mask;
  for (;;) {
    const column = slots[slot]! - 1;
    if (column < 0 || hashes[column] === hash) return column;
    slot = (slot + 1) & mask;
  }
}

/** Learns the vocabulary: every feature that occurs in at least `least` texts. */
export function learnVocabulary(texts: readonly Features[], least: number): Vocabulary {
  const seen = new Map<number, number>();
  for (const { hashes, length } of texts) {
    for (const hash of new Set(hashes.subarray(0, length))) seen.set(hash, (seen.get(hash) ?? 0) + 1);
  }
  const kept = [...seen].filter(([, count]) => count >= least);
  const idf = (count: number): number => Math.log((1 + texts.length) / (1 + count)) + 1;
  return vocabularyOf(
    Uint32Array.from(kept, ([hash]) => hash),
    Float32Array.from(kept, ([, count]) => idf(count)),
    idf(0),
  );
}
