import { dot } from './dot';
import { rankOf } from './rank';

/** The examples as directions, to be compared with: a second opinion that a linear model cannot have. */
export interface Neighbours {
  width: number;
  /** One row an example, each of length 127: a byte a number is enough to compare with. */
  directions: Int8Array;
  /** By class: the rows of its examples. */
  examples: readonly Int32Array[];
}

/** Which classes were looked at, and how near the nearest examples of each are (mean cosine, −1..1). */
export interface Opinion {
  classes: number[];
  nearness: number[];
}

/** The likeliest classes are looked at; comparing with the examples of all takes longer than everything else. */
const LOOKED_AT = 6;
const NEAREST = 5;

export function directionsOf(vectors: readonly Float32Array[], width: number): Int8Array {
  const directions = new Int8Array(vectors.length * width);
  vectors.forEach((vector, row) => {
    const unit = 127 / lengthOf(vector);
    for (let i = 0; i < width; i++) directions[row * width + i] = Math.round(vector[i]! * unit);
  });
  return directions;
}

export function opinionOn(vector: Float32Array, margins: Float32Array, neighbours: Neighbours): Opinion {
  const classes = rankOf(margins, LOOKED_AT);
  const length = lengthOf(vector) * 127;
  return { classes, nearness: classes.map((c) => nearnessTo(vector, length, neighbours, neighbours.examples[c]!)) };
}

/** Mean cosine of the nearest few examples. */
function nearnessTo(vector: Float32Array, length: number, { width, directions }: Neighbours, rows: Int32Array): number {
  const nearest = new Float64Array(Math.min(NEAREST, rows.length)).fill(-Infinity);
  for (const row of rows) {
    const sum = dot(vector, directions, row * width);
    if (sum <= nearest[nearest.length - 1]!) continue;
    let place = nearest.length - 1;
    for (; place > 0 && nearest[place - 1]! < sum; place--) nearest[place] = nearest[place - 1]!;
    nearest[place] = sum;
  }
  return nearest.length === 0 ? 0 : nearest.reduce((total, each) => total + each, 0) / nearest.length / length;
}

function lengthOf(vector: Float32Array): number {
  let squares = 0;
  for (let i = 0; i < vector.length; i++) squares += vector[i]! ** 2;
  return Math.sqrt(squares) || 1;
}

/** How much the second opinion counts, and how near examples of the right class usually are. */
export interface Weighing {
  weight: number;
  usual: number;
}

/** Margins and opinion as one score a class. What was not looked at counts as no nearer than the farthest of those that were. */
export function weighed(
  margins: Float32Array,
  { classes, nearness }: Opinion,
  { weight, usual }: Weighing,
): Float32Array {
  const least = Math.min(...nearness);
  const scores = margins.map((margin) => margin + weight * (least - usual));
  classes.forEach((c, i) => (scores[c] = margins[c]! + weight * (nearness[i]! - usual)));
  return scores;
}

/** How near the nearest of all classes is. */
export function likenessOf({ nearness }: Opinion): number {
  return Math.max(0, ...nearness);
}
