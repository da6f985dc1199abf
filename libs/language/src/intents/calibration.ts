import { fitLogistic, largest, logSumExp, sigmoid, type Case } from './logistic';

/**
 * From margins to probabilities. An intent's log-odds are own × margin − rivals × log Σ exp(temperature × other margins) +
 * intercept: with own = temperature and rivals = 1 this is softmax (one intent a message), with rivals = 0 the intents are
 * independent (any number a message); which of the two it is nearer to is learnt.
 */
export interface Calibration {
  temperature: number;
  own: number;
  rivals: number;
  intercept: number;
  /** By intent: the probability from which on it counts as said, besides the first. */
  thresholds: number[];
}

/** Margins of texts that the scoring model was not trained on, with the intents that they really have. */
export interface HeldOut {
  margins: Float32Array;
  labels: readonly number[];
}

/** The margin at which a text is surely not of a class: stands among the rivals, so that one class alone can be told from none. */
const NOT_AT_ALL = -1;

export function probabilities(margins: Float32Array, calibration: Omit<Calibration, 'thresholds'>): Float64Array {
  const { temperature, own, rivals, intercept } = calibration;
  const all = rivalsOf(margins, temperature);
  for (let c = 0; c < margins.length; c++) all[c] = sigmoid(own * margins[c]! - rivals * all[c]! + intercept);
  return all;
}

/** By class: log Σ exp(temperature × margin) over all other classes and the one that is none. */
function rivalsOf(margins: Float32Array, temperature: number): Float64Array {
  const shift = temperature * Math.max(NOT_AT_ALL, largest(margins));
  const terms = new Float64Array(margins.length);
  let total = Math.exp(temperature * NOT_AT_ALL - shift);
  for (let c = 0; c < margins.length; c++) total += terms[c] = Math.exp(temperature * margins[c]! - shift);
  for (let c = 0; c < margins.length; c++) {
    const rest = total - terms[c]!;
    // Where one class stands out so far that the difference is lost, it is summed again without it.
    terms[c] = rest > 1e-6 * total ? Math.log(rest) + shift : logSumExp([...margins, NOT_AT_ALL], temperature, c);
  }
  return terms;
}

export function calibrate(heldOut: readonly HeldOut[], classes: number): Calibration {
  const labelled = heldOut.filter(({ labels }) => labels.length > 0);
  const temperature = bestTemperature(labelled);
  const cases: Case[] = [];
  const considered = 1 + Math.max(1, usualCount(labelled));
  for (const { margins, labels } of labelled) {
    const all = rivalsOf(margins, temperature);
    // Only the first few: the many that are surely not meant would drown those whose probability matters.
    for (const c of firstOf(margins, considered)) {
      cases.push({ inputs: [margins[c]!, -all[c]!], isTrue: labels.includes(c), weight: 1 });
    }
  }
  const [own, rivals, intercept] = fitLogistic(cases, 1, [temperature, 1, 0]);
  const fitted = { temperature, own: own!, rivals: rivals!, intercept: intercept! };
  return { ...fitted, thresholds: thresholdsOf(labelled, fitted, classes) };
}

/** The temperature under which softmax finds the held-out labels most likely: golden-section search. */
function bestTemperature(heldOut: readonly HeldOut[]): number {
  const loss = (log: number): number => {
    const temperature = Math.exp(log);
    let sum = 0;
    for (const { margins, labels } of heldOut) {
      sum += logSumExp([...margins, NOT_AT_ALL], temperature) - temperature * margins[labels[0]!]!;
    }
    return sum;
  };
  const ratio = (Math.sqrt(5) - 1) / 2;
  let low = Math.log(0.5);
  let high = Math.log(30);
  while (high - low > 0.02) {
    const left = high - ratio * (high - low);
    const right = low + ratio * (high - low);
    if (loss(left) < loss(right)) high = right;
    else low = left;
  }
  return Math.exp((low + high) / 2);
}

/** Examples that an intent needs before its own best threshold weighs as much as the one over all intents. */
const TRUST = 20;

/** The thresholds with the best F1 on held-out texts: one over all intents, and each intent's own, shrunk towards it. */
function thresholdsOf(heldOut: readonly HeldOut[], fitted: Omit<Calibration, 'thresholds'>, classes: number): number[] {
  const byClass: Said[][] = Array.from({ length: classes }, () => []);
  for (const { margins, labels } of heldOut) {
    const [first] = firstOf(margins, 1);
    probabilities(margins, fitted).forEach((probability, c) => {
      const isTrue = labels.includes(c);
      if (probability > 0.02 || isTrue) byClass[c]!.push({ probability, isTrue, isFirst: c === first });
    });
  }
  const overall = bestThreshold(byClass.flat(), 0.5);
  return byClass.map((cases) => {
    const positives = cases.filter(({ isTrue }) => isTrue).length;
    return (positives * bestThreshold(cases, overall) + TRUST * overall) / (positives + TRUST);
  });
}

interface Said {
  probability: number;
  isTrue: boolean;
  /** The likeliest of its text, which counts as said whatever the threshold. */
  isFirst: boolean;
}

function bestThreshold(cases: readonly Said[], otherwise: number): number {
  const positives = cases.filter(({ isTrue }) => isTrue).length;
  const firsts = cases.filter(({ isFirst }) => isFirst);
  const others = cases.filter(({ isFirst }) => !isFirst).sort((a, b) => b.probability - a.probability);
  let hits = firsts.filter(({ isTrue }) => isTrue).length;
  let best = otherwise;
  let bestScore = (2 * hits) / (firsts.length + positives);
  others.forEach(({ probability, isTrue }, i) => {
    if (isTrue) hits++;
    const score = (2 * hits) / (firsts.length + i + 1 + positives);
    const next = others[i + 1]?.probability ?? 0;
    if (score <= bestScore || probability === next) return;
    bestScore = score;
    best = (probability + next) / 2;
  });
  return Math.min(0.9, Math.max(0.1, best));
}

/** The classes with the greatest margins, greatest first. */
function firstOf(margins: Float32Array, count: number): number[] {
  return [...margins.keys()].sort((a, b) => margins[b]! - margins[a]!).slice(0, count);
}

/** How many intents nine texts out of ten have at most. */
function usualCount(labelled: readonly HeldOut[]): number {
  const counts = labelled.map(({ labels }) => labels.length).sort((a, b) => a - b);
  return counts[Math.floor(counts.length * 0.9)] ?? 1;
}
