/** One case of a logistic regression: what was seen, whether it was so, and how much the case counts. */
export interface Case {
  inputs: readonly number[];
  isTrue: boolean;
  weight: number;
}

export function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

/**
 * Coefficients of a logistic regression, the last one the intercept, by Newton's method with a small ridge (which
 * keeps them finite where the cases can be told apart without error).
 */
export function fitLogistic(cases: readonly Case[], ridge: number, start?: readonly number[]): number[] {
  const size = (cases[0]?.inputs.length ?? 0) + 1;
  const coefficients = start === undefined ? new Array<number>(size).fill(0) : [...start];
  const anchor = [...coefficients];
  for (let pass = 0; pass < 25; pass++) {
    const gradient = coefficients.map((each, i) => ridge * (each - anchor[i]!));
    const hessian = coefficients.map((_, i) => coefficients.map((__, j) => (i === j ? ridge + 1e-9 : 0)));
    for (const { inputs, isTrue, weight } of cases) accumulate(inputs, isTrue, weight, coefficients, gradient, hessian);
    const change = solve(hessian, gradient);
    // A full step may overshoot where the curve is flat.
    const factor = Math.min(1, 3 / Math.max(...change.map(Math.abs), 1e-12));
    change.forEach((each, i) => (coefficients[i]! -= each * factor));
    if (Math.max(...change.map(Math.abs)) < 1e-6) break;
  }
  return coefficients;
}

function accumulate(
  inputs: readonly number[],
  isTrue: boolean,
  weight: number,
  coefficients: number[],
  gradient: number[],
  hessian: number[][],
): void {
  const size = coefficients.length;
  let logit = coefficients[size - 1]!;
  for (let i = 0; i < size - 1; i++) logit += coefficients[i]! * inputs[i]!;
  const p = sigmoid(logit);
  const slope = weight * (p - (isTrue ? 1 : 0));
  const curve = weight * p * (1 - p);
  for (let i = 0; i < size; i++) {
    const x = i === size - 1 ? 1 : inputs[i]!;
    gradient[i]! += slope * x;
    for (let j = 0; j < size; j++) hessian[i]![j]! += curve * x * (j === size - 1 ? 1 : inputs[j]!);
  }
}

/** Gaussian elimination with pivoting of a small, positive definite system. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  const size = rows.length;
  for (let i = 0; i < size; i++) {
    const pivot = rows
      .slice(i)
      .reduce((best, row, k) => (Math.abs(row[i]!) > Math.abs(rows[best]![i]!) ? k + i : best), i);
    [rows[i], rows[pivot]] = [rows[pivot]!, rows[i]!];
    for (let k = i + 1; k < size; k++) {
      const factor = rows[k]![i]! / rows[i]![i]!;
      for (let j = i; j <= size; j++) rows[k]![j]! -= factor * rows[i]![j]!;
    }
  }
  const solution = new Array<number>(size).fill(0);
  for (let i = size - 1; i >= 0; i--) {
    let rest = rows[i]![size]!;
    for (let j = i + 1; j < size; j++) rest -= rows[i]![j]! * solution[j]!;
    solution[i] = rest / rows[i]![i]!;
  }
  return solution;
}

/** The largest value, -∞ for none. A loop: spreading a typed array into Math.max is many times slower. */
export function largest(values: ArrayLike<number>): number {
  let most = -Infinity;
  for (let i = 0; i < values.length; i++) if (values[i]! > most) most = values[i]!;
  return most;
}

/** log Σ exp(factor × value), leaving one index out. */
export function logSumExp(values: ArrayLike<number>, factor: number, leftOut = -1): number {
  let most = -Infinity;
  for (let i = 0; i < values.length; i++) if (i !== leftOut && values[i]! > most) most = values[i]!;
  if (most === -Infinity) return -Infinity;
  let sum = 0;
  for (let i = 0; i < values.length; i++) if (i !== leftOut) sum += Math.exp(factor * (values[i]! - most));
  return factor * most + Math.log(sum);
}
