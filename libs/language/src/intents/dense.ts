import type { Encoder } from '../encoder';

/** How vectors of an encoder are brought to the scale of the sparse features: minus the mean, times one factor. */
export interface Standard {
  mean: Float32Array;
  factor: number;
}

/** How long a standardised vector is, about: sparse vectors have length 1 and would win by their number of features. */
const LENGTH = 3;

/** Longer texts are understood by their beginning, and by their clauses. Encoding costs by the length. */
const READ = 300;

export function understand(text: string, encoder: Encoder): Float32Array {
  return encoder.encode(text.trim().slice(0, READ));
}

/** @param vectors at least one, all of the same width */
export function learnStandard(vectors: readonly Float32Array[]): Standard {
  const width = vectors[0]!.length;
  const sums = new Float64Array(width);
  for (const vector of vectors) for (let i = 0; i < width; i++) sums[i]! += vector[i]!;
  const mean = Float32Array.from(sums, (sum) => sum / vectors.length);
  let squares = 0;
  for (const vector of vectors) for (let i = 0; i < width; i++) squares += (vector[i]! - mean[i]!) ** 2;
  return { mean, factor: squares > 0 ? LENGTH / Math.sqrt(squares / vectors.length) : 0 };
}

export function standardiseVector(vector: Float32Array, { mean, factor }: Standard): Float32Array {
  return vector.map((value, i) => (value - mean[i]!) * factor);
}
