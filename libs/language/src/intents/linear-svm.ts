import { dot } from './dot';
import { shuffle } from './random';
import type { Rows } from './rows';

export interface SvmSettings {
  /** Cost of an error; the inverse of regularisation. */
  cost: number;
  /** Stop when no multiplier can gain more than this. */
  tolerance: number;
  maxPasses: number;
  random: () => number;
}

/** One class against the rest: score = weights · row + bias. */
export interface Separator {
  weights: Float64Array;
  bias: number;
}

/**
 * Linear support vector machine with squared hinge loss by dual coordinate descent with shrinking
 * (Hsieh et al., 2008, "A dual coordinate descent method for large-scale linear SVM", algorithms 1 and 3).
 * @param members the rows to learn from @param isPositive by row: 1 where it is of the class
 */
export function separate(rows: Rows, members: Int32Array, isPositive: Uint8Array, settings: SvmSettings): Separator {
  const { starts, columns, values, norms, dense, denseWidth } = rows;
  const { random, tolerance } = settings;
  const diagonal = 0.5 / settings.cost;
  const weights = new Float64Array(rows.width);
  const denseWeights = weights.subarray(rows.width - denseWidth);
  let bias = 0;
  const alpha = new Float64Array(isPositive.length);
  const active = Int32Array.from(members);
  let length = active.length;
  let limit = Infinity;
  for (let pass = 0; pass < settings.maxPasses; pass++) {
    let most = -Infinity;
    let least = Infinity;
    shuffle(active, length, random);
    for (let i = 0; i < length; i++) {
      const row = active[i]!;
      const end = starts[row + 1]!;
      let score = bias;
      for (let k = starts[row]!; k < end; k++) score += weights[columns[k]!]! * values[k]!;
      const base = row * denseWidth;
      if (denseWidth > 0) score += dot(denseWeights, dense, base);
      const sign = isPositive[row]! === 1 ? 1 : -1;
      const before = alpha[row]!;
      const gradient = sign * score - 1 + before * diagonal;
      let projected = gradient;
      if (before === 0) {
        if (gradient > limit) {
          active[i--] = active[--length]!;
          active[length] = row;
          continue;
        }
        projected = Math.min(gradient, 0);
      }
      if (projected > most) most = projected;
      if (projected < least) least = projected;
      if (Math.abs(projected) < 1e-12) continue;
      const after = Math.max(before - gradient / (norms[row]! + 1 + diagonal), 0);
      alpha[row] = after;
      const change = (after - before) * sign;
      bias += change;
      for (let k = starts[row]!; k < end; k++) weights[columns[k]!]! += change * values[k]!;
      for (let d = 0; d < denseWidth; d++) denseWeights[d]! += change * dense[base + d]!;
    }
    if (most - least <= tolerance) {
      if (length === active.length) break;
      length = active.length;
      limit = Infinity;
    } else limit = most <= 0 ? Infinity : most;
  }
  return { weights, bias };
}
