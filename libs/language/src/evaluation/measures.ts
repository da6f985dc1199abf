/** An answer with the probability that was stated for it. */
export interface Stated {
  isRight: boolean;
  /** 0..1 */
  probability: number;
}

const BINS = 15;

/** Expected calibration error (0..1) over bins of equal width: how far stated probabilities lie from what came true. */
export function calibrationError(answers: readonly Stated[]): number {
  const gaps = new Float64Array(BINS);
  for (const { isRight, probability } of answers)
    gaps[Math.min(BINS - 1, Math.floor(probability * BINS))]! += probability - (isRight ? 1 : 0);
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / Math.max(1, answers.length);
}

/** The chance (0..1) that one of `positives` lies above one of `negatives`, ties counted half; NaN where one list is empty. */
export function auroc(positives: readonly number[], negatives: readonly number[]): number {
  const all = [...positives.map((value) => ({ value, is: 1 })), ...negatives.map((value) => ({ value, is: 0 }))];
  all.sort((a, b) => a.value - b.value);
  let ranks = 0;
  for (let from = 0; from < all.length;) {
    let to = from;
    let own = 0;
    while (to < all.length && all[to]!.value === all[from]!.value) own += all[to++]!.is;
    ranks += (own * (from + to + 1)) / 2;
    from = to;
  }
  return (ranks - (positives.length * (positives.length + 1)) / 2) / (positives.length * negatives.length);
}

/** The value below which a share (0..1) of the values lies; NaN for none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

/** F1 from counts: 2 × hits of what was found and what was there; 0 where there is neither. */
export function f1(hits: number, found: number, there: number): number {
  return found + there === 0 ? 0 : (2 * hits) / (found + there);
}
