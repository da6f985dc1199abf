import type { SparseText } from './vectoriser';

/** Texts as rows of one sparse matrix (compressed rows). A row may also hold dense columns, e.g. of a sentence encoder. */
export interface Rows {
  /** Row r lies in columns and values from starts[r] to starts[r + 1]. */
  starts: Int32Array;
  columns: Int32Array;
  values: Float32Array;
  /** Squared length by row. */
  norms: Float32Array;
  /** How many columns the matrix has. */
  width: number;
}

export function rowsOf(texts: readonly SparseText[], width: number): Rows {
  const starts = new Int32Array(texts.length + 1);
  texts.forEach((text, row) => (starts[row + 1] = starts[row]! + text.columns.length));
  const columns = new Int32Array(starts[texts.length]!);
  const values = new Float32Array(columns.length);
  const norms = new Float32Array(texts.length);
  texts.forEach((text, row) => {
    columns.set(text.columns, starts[row]);
    values.set(text.values, starts[row]);
    norms[row] = text.values.reduce((sum, value) => sum + value * value, 0);
  });
  return { starts, columns, values, norms, width };
}

export function rowAt({ starts, columns, values }: Rows, row: number): SparseText {
  const from = starts[row]!;
  const to = starts[row + 1]!;
  return { columns: columns.subarray(from, to), values: values.subarray(from, to) };
}
