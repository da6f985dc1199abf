import type { SparseText } from './vectoriser';

/** Texts as rows of one sparse matrix (compressed rows); dense columns, those of a sentence encoder, may stand behind the sparse ones. */
export interface Rows {
  /** Row r lies in columns and values from starts[r] to starts[r + 1]. */
  starts: Int32Array;
  columns: Int32Array;
  values: Float32Array;
  /** Squared length by row. */
  norms: Float32Array;
  /** How many columns the matrix has, dense ones included. */
  width: number;
  /** rows × denseWidth numbers; the last columns. */
  dense: Float32Array;
  denseWidth: number;
}

/** @param sparseWidth how many sparse columns there are */
export function rowsOf(texts: readonly SparseText[], sparseWidth: number): Rows {
  const denseWidth = texts[0]?.dense?.length ?? 0;
  const starts = new Int32Array(texts.length + 1);
  texts.forEach((text, row) => (starts[row + 1] = starts[row]! + text.columns.length));
  const columns = new Int32Array(starts[texts.length]!);
  const values = new Float32Array(columns.length);
  const norms = new Float32Array(texts.length);
  const dense = new Float32Array(texts.length * denseWidth);
  texts.forEach((text, row) => {
    columns.set(text.columns, starts[row]);
    values.set(text.values, starts[row]);
    norms[row] = squaredLength(text.values) + (text.dense ? squaredLength(text.dense) : 0);
    if (text.dense) dense.set(text.dense, row * denseWidth);
  });
  return { starts, columns, values, norms, width: sparseWidth + denseWidth, dense, denseWidth };
}

export function rowAt({ starts, columns, values, dense, denseWidth }: Rows, row: number): SparseText {
  const from = starts[row]!;
  const to = starts[row + 1]!;
  const sparse = { columns: columns.subarray(from, to), values: values.subarray(from, to) };
  if (denseWidth === 0) return sparse;
  return { ...sparse, dense: dense.subarray(row * denseWidth, (row + 1) * denseWidth) };
}

function squaredLength(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}
