import type { Features } from './features';
import type { IntentPart, IntentScores } from './intent-model';
import { largest } from './logistic';
import type { Parameters } from './parameters';
import { rankOf } from './rank';
import type { Token } from './tokens';
import type { SparseText } from './vectoriser';

/** What the model makes of a text or one clause of it. */
export interface Reading {
  text: string;
  /** Where it begins in the whole text. */
  start: number;
  tokens: Token[];
  features: Features;
  sparse: SparseText;
  /** By intent. */
  probabilities: Float64Array;
  none: number;
}

const MOST_CANDIDATES = 5;
/** A message can have more matters than candidates are told, with models that learnt several intents a message. */
const MOST_SAID = 10;
/** A clause speaks for a matter of its own only when it is this sure; it has lost what stood around it. */
const SURE = 0.7;
/** And only for what is among the first few for the whole text, too: most that a clause alone suggests is not meant. */
const AMONG = 3;
/** A clause that is less sure of an intent does not say it alone. */
const LEAST_OF_PART = 0.3;

/**
 * Puts the reading of the whole text (the first) and those of its clauses together. Where two clauses are sure of
 * different intents, both were said. Where they are not, the whole text counts: it has more to go by.
 */
export function merge(
  readings: readonly Reading[],
  { intents, calibration }: Parameters,
): Omit<IntentScores, 'evidence'> {
  const [whole, ...clauses] = readings as [Reading, ...Reading[]];
  const likely = rankOf(whole.probabilities, AMONG);
  const matters = mattersOf(clauses, likely);
  const isSeveral = matters.size > 1;
  const noneOfThese = Math.min(whole.none, ...clauses.filter(isSure).map(({ none }) => none));
  const merged = whole.probabilities.slice();
  if (isSeveral) addMatters(merged, matters, likely[0]!);
  const scale = Math.min(1, 2 * (1 - noneOfThese));
  for (let c = 0; c < merged.length; c++) merged[c]! *= scale;
  const ranked = rankOf(merged, MOST_CANDIDATES);
  const isSaid = (c: number, rank: number): boolean =>
    rank === 0 || (isSeveral && matters.has(c)) || merged[c]! >= calibration.thresholds[c]!;
  const said = noneOfThese >= 0.5 ? [] : rankOf(merged, MOST_SAID).filter(isSaid);
  return {
    candidates: ranked.map((c) => ({ intent: intents[c]!, probability: merged[c]! })),
    noneOfThese,
    several: said.map((c) => intents[c]!),
    parts: said.map((c) => ({ intent: intents[c]!, ...partOf(c, whole, said.length > 1 ? clauses : []) })),
  };
}

/** What the whole text makes likeliest stays so, unless it is unsure of it: of one matter told in many clauses, most clauses mislead. */
function addMatters(merged: Float64Array, matters: ReadonlyMap<number, number>, first: number): void {
  merged[first] = Math.max(merged[first]!, matters.get(first) ?? 0);
  const most = matters.has(first) || merged[first]! >= 0.5 ? merged[first]! * 0.999 : 1;
  for (const [c, probability] of matters)
    if (c !== first) merged[c] = Math.max(merged[c]!, Math.min(probability, most));
}

function isSure({ none, probabilities }: Reading): boolean {
  return none < 0.5 && largest(probabilities) >= SURE;
}

/** The intents that a clause is sure of, with how sure it is. */
function mattersOf(clauses: readonly Reading[], likely: readonly number[]): Map<number, number> {
  const matters = new Map<number, number>();
  for (const clause of clauses.filter(isSure)) {
    const [c] = rankOf(clause.probabilities, 1) as [number];
    if (likely.includes(c)) matters.set(c, Math.max(clause.probabilities[c]!, matters.get(c) ?? 0));
  }
  return matters;
}

/** The clause that says an intent, where one is surer of it than the whole text is unsure. */
function partOf(c: number, whole: Reading, clauses: readonly Reading[]): Omit<IntentPart, 'intent'> {
  const [first] = [...clauses].sort((a, b) => b.probabilities[c]! - a.probabilities[c]!);
  const { start, text } = first && first.probabilities[c]! >= LEAST_OF_PART ? first : whole;
  return { start, end: start + text.length };
}
