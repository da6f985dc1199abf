import { fitLogistic, largest, logSumExp, sigmoid, type Case } from './logistic';
import type { SparseText } from './vectoriser';

/**
 * What tells a text that is about none of the intents: margin, lead, nearness, coverage, and likeness where there is an encoder
 * (see `scopeSignals`). Higher means more at home, for each of them.
 */
export type ScopeSignals = readonly number[];

/** Signals are standardised on held-out texts of known intents; then log-odds of none = weights · signals + intercept. */
export interface Scope {
  means: number[];
  deviations: number[];
  /** One a signal, then the intercept. */
  weights: number[];
}

/**
 * @param margins by class @param nearness cosine to the mean of each class's examples
 * @param coverage 0..1: how much of the text lies in features that examples have
 * @param likeness mean cosine to the most similar examples of the likeliest class, where there is an encoder
 */
export function scopeSignals(
  margins: Float32Array,
  nearness: Float32Array,
  coverage: number,
  temperature: number,
  likeness?: number,
): ScopeSignals {
  const margin = Math.max(-2, largest(margins));
  const lead = margins.length > 1 ? temperature * margin - logSumExp(margins, temperature) : 0;
  return [margin, lead, Math.max(0, largest(nearness)), coverage, ...(likeness === undefined ? [] : [likeness])];
}

/** How much of a text (0..1) lies in features that examples have. @param present by column: 1 where some example has it */
export function coverageOf({ columns, values }: SparseText, present: Uint8Array): number {
  let coverage = 0;
  for (let k = 0; k < columns.length; k++) if (present[columns[k]!] === 1) coverage += values[k]! ** 2;
  return coverage;
}

/** What is believed before any example was seen, and stays where examples do not tell. */
const PRIOR = [-0.8, -0.4, -0.8, -0.6];
const PRIOR_OF_LIKENESS = -0.8;
const PRIOR_OF_NONE = -2;
/** How many examples it takes to move what is believed. */
const RIDGE = 10;
/** Examples that are all alike make everything else look far away, so they are taken to differ at least this much. */
const LEAST_DEVIATIONS = [0.3, 0.4, 0.1, 0.15, 0.1];
/**
 * Where customers' own words lie, as seen with packs of fifteen natural examples an intent. Counts as this many examples, so
 * that a pack of examples made from a few templates does not take everything said in another way for foreign.
 */
const TYPICAL = [-0.2, -0.4, 0.25, 0.6, 0.45];
const TYPICAL_COUNT = 40;
/** How many messages about none of the intents there are for each that is about one: near its intents, and far from all. */
const NEAR = 0.15;
const FAR = 0.4;

/** @param near texts of intents that the scoring model had not been shown @param far texts about nothing in particular */
export function fitScope(
  home: readonly ScopeSignals[],
  near: readonly ScopeSignals[],
  far: readonly ScopeSignals[],
): Scope {
  const width = home[0]?.length ?? PRIOR.length;
  const prior = [...[...PRIOR, PRIOR_OF_LIKENESS].slice(0, width), PRIOR_OF_NONE];
  const columns = Array.from({ length: width }, (_, i) => home.map((signals) => signals[i]!));
  const means = columns.map((values) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length));
  const deviations = columns.map((values, i) => {
    const variance = values.reduce((sum, value) => sum + (value - means[i]!) ** 2, 0) / Math.max(1, values.length);
    return Math.max(LEAST_DEVIATIONS[i]!, Math.sqrt(variance));
  });
  const standard = (signals: ScopeSignals): number[] => standardise(signals, means, deviations);
  const cases = (group: readonly ScopeSignals[], isTrue: boolean, share: number): Case[] =>
    group.map((signals) => ({
      inputs: standard(signals),
      isTrue,
      weight: (share * home.length) / group.length,
    }));
  const all = [
    { inputs: standard(TYPICAL.slice(0, width)), isTrue: false, weight: TYPICAL_COUNT },
    ...cases(home, false, 1),
    ...cases(near, true, NEAR),
    ...cases(far, true, FAR),
  ];
  return { means, deviations, weights: fitFalling(all, prior) };
}

/** No signal may speak for "none" by being high. One that would, by chance of few examples, is left out. */
function fitFalling(cases: readonly Case[], prior: readonly number[]): number[] {
  const isOut = prior.map(() => false);
  for (;;) {
    const kept = cases.map((each) => ({ ...each, inputs: each.inputs.map((input, i) => (isOut[i] ? 0 : input)) }));
    const weights = fitLogistic(kept, RIDGE, prior);
    const wrong = weights.findIndex((weight, i) => i < prior.length - 1 && weight > 0 && !isOut[i]);
    if (wrong < 0) return weights.map((weight, i) => (isOut[i] ? 0 : weight));
    isOut[wrong] = true;
  }
}

function standardise(signals: ScopeSignals, means: readonly number[], deviations: readonly number[]): number[] {
  return signals.map((signal, i) => Math.max(-6, Math.min(3, (signal - means[i]!) / deviations[i]!)));
}

export function noneOf(signals: ScopeSignals, { means, deviations, weights }: Scope): number {
  const inputs = standardise(signals, means, deviations);
  return sigmoid(inputs.reduce((sum, input, i) => sum + input * weights[i]!, weights[inputs.length]!));
}
