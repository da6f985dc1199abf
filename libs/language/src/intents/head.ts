import { separate, type SvmSettings } from './linear-svm';
import type { Rows } from './rows';
import type { SparseText } from './vectoriser';

/** Linear scores for all classes at once. */
export interface Head {
  classes: number;
  /** weights[column × classes + class]: what a text holds lies side by side for all classes. */
  weights: Float32Array | Int16Array;
  /** How many of the last columns are dense. */
  denseWidth: number;
  bias: Float32Array;
  /** What a unit of each class's weights is worth. */
  scale: Float32Array;
}

export interface Fitted {
  /** One against the rest. */
  margins: Head;
  /** Cosine to the mean of each class's examples, in the sparse columns. */
  centres: Head;
  /** 1 for the sparse columns that some example of a class has. */
  present: Uint8Array;
  /** By class: the rows of its examples. */
  examples: Int32Array[];
}

/** Learns from some of the rows. `labels` by row; rows without a label are of no class. */
export function fit(
  rows: Rows,
  labels: readonly (readonly number[])[],
  members: Int32Array,
  classes: number,
  settings: SvmSettings,
  onClass?: () => void,
): Fitted {
  const margins = emptyHead(rows.width, classes, rows.denseWidth);
  const isPositive = new Uint8Array(labels.length);
  for (let c = 0; c < classes; c++) {
    labels.forEach((own, row) => (isPositive[row] = own.includes(c) ? 1 : 0));
    const { weights, bias } = separate(rows, members, isPositive, settings);
    for (let column = 0; column < rows.width; column++) margins.weights[column * classes + c] = weights[column]!;
    margins.bias[c] = bias;
    onClass?.();
  }
  const examples = Array.from({ length: classes }, (_, c) => members.filter((row) => labels[row]!.includes(c)));
  return { margins, examples, ...centresOf(rows, labels, members, classes) };
}

function centresOf(
  rows: Rows,
  labels: readonly (readonly number[])[],
  members: Int32Array,
  classes: number,
): Pick<Fitted, 'centres' | 'present'> {
  const sparseWidth = rows.width - rows.denseWidth;
  const centres = emptyHead(sparseWidth, classes);
  const present = new Uint8Array(sparseWidth);
  for (const row of members) {
    for (const c of labels[row]!) {
      for (let k = rows.starts[row]!; k < rows.starts[row + 1]!; k++) {
        centres.weights[rows.columns[k]! * classes + c]! += rows.values[k]!;
        present[rows.columns[k]!] = 1;
      }
    }
  }
  const squares = new Float64Array(classes);
  centres.weights.forEach((weight, i) => (squares[i % classes]! += weight * weight));
  squares.forEach((square, c) => (centres.scale[c] = square > 0 ? 1 / Math.sqrt(square) : 0));
  return { centres, present };
}

function emptyHead(width: number, classes: number, denseWidth = 0): Head {
  return {
    classes,
    denseWidth,
    weights: new Float32Array(width * classes),
    bias: new Float32Array(classes),
    scale: new Float32Array(classes).fill(1),
  };
}

/** The score of each class. Dense numbers count only where the head has weights for them. */
export function scores(head: Head, text: SparseText): Float32Array {
  const { classes, weights, bias, scale } = head;
  const { columns, values } = text;
  const sums = new Float32Array(classes);
  let k = 0;
  // Two columns at a time: the sums are loaded and stored half as often.
  for (; k + 1 < columns.length; k += 2) {
    const a = columns[k]! * classes;
    const b = columns[k + 1]! * classes;
    const p = values[k]!;
    const q = values[k + 1]!;
    for (let i = 0; i < classes; i++) sums[i]! += p * weights[a + i]! + q * weights[b + i]!;
  }
  for (; k < columns.length; k++) {
    const base = columns[k]! * classes;
    for (let i = 0; i < classes; i++) sums[i]! += values[k]! * weights[base + i]!;
  }
  if (text.dense && head.denseWidth > 0) addDense(sums, head, text.dense);
  for (let i = 0; i < classes; i++) sums[i] = sums[i]! * scale[i]! + bias[i]!;
  return sums;
}

function addDense(sums: Float32Array, { classes, weights, denseWidth }: Head, dense: Float32Array): void {
  const from = weights.length - denseWidth * classes;
  let d = 0;
  for (; d + 1 < denseWidth; d += 2) {
    const base = from + d * classes;
    const p = dense[d]!;
    const q = dense[d + 1]!;
    for (let i = 0; i < classes; i++) sums[i]! += p * weights[base + i]! + q * weights[base + classes + i]!;
  }
  if (d < denseWidth) for (let i = 0; i < classes; i++) sums[i]! += dense[d]! * weights[from + d * classes + i]!;
}

/** The same head in 16-bit weights: half the memory, scores differ by less than 10⁻⁴. */
export function compact(head: Head): Head {
  const { classes, weights } = head;
  const largest = new Float32Array(classes);
  weights.forEach((weight, i) => (largest[i % classes] = Math.max(largest[i % classes]!, Math.abs(weight))));
  const small = new Int16Array(weights.length);
  const unit = largest.map((most) => (most > 0 ? most / 32767 : 1));
  weights.forEach((weight, i) => (small[i] = Math.round(weight / unit[i % classes]!)));
  return { ...head, weights: small, scale: unit.map((each, c) => each * head.scale[c]!) };
}
