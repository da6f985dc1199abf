type Numbers = Float32Array | Float64Array | Int8Array;

/**
 * Σ a[i] × b[from + i] over the length of a, four sums side by side: one alone would wait for each addition.
 */
export function dot(a: Numbers, b: Numbers, from: number): number {
  let w = 0;
  let x = 0;
  let y = 0;
  let z = 0;
  let i = 0;
  for (; i + 3 < a.length; i += 4) {
    w += a[i]! * b[from + i]!;
    x += a[i + 1]! * b[from + i + 1]!;
    y += a[i + 2]! * b[from + i + 2]!;
    z += a[i + 3]! * b[from + i + 3]!;
  }
  for (; i < a.length; i++) w += a[i]! * b[from + i]!;
  return w + x + y + z;
}
