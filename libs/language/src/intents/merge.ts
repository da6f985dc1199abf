import type { Features } from './features';
import type { IntentScores } from './intent-model';
import type { Parameters } from './parameters';
import type { Token } from './tokens';
import type { SparseText } from './vectoriser';

/** What the model makes of a text or one clause of it. */
export interface Reading {
  text: string;
  tokens: Token[];
  features: Features;
  sparse: SparseText;
  /** By intent. */
  probabilities: number[];
  none: number;
}

const MOST_CANDIDATES = 5;
/** A clause speaks for a matter of its own only when it is this sure; it has lost what stood around it. */
const SURE = 0.7;
/** And only for what is among the first few for the whole text, too: most that a clause alone suggests is not meant. */
const AMONG = 3;

/**
 * Puts the reading of the whole text (the first) and those of its clauses together. Where two clauses are sure of
 * different intents, both were said. Where they are not, the whole text counts: it has more to go by.
 */
export function merge(
  readings: readonly Reading[],
  { intents, calibration }: Parameters,
): Omit<IntentScores, 'evidence'> {
  const [whole, ...clauses] = readings as [Reading, ...Reading[]];
  const order = rankOf(whole.probabilities);
  const matters = mattersOf(clauses, order);
  const isSeveral = matters.size > 1;
  const noneOfThese = Math.min(whole.none, ...clauses.filter(isSure).map(({ none }) => none));
  const scale = Math.min(1, 2 * (1 - noneOfThese));
  const merged = whole.probabilities.map((own, c) => scale * Math.max(own, isSeveral ? (matters.get(c) ?? 0) : 0));
  const first = isSeveral && !matters.has(order[0]!) ? -1 : order[0]!;
  const ranked = rankOf(merged, first);
  const isSaid = (c: number): boolean => (isSeveral && matters.has(c)) || merged[c]! >= calibration.thresholds[c]!;
  const said = noneOfThese >= 0.5 ? [] : ranked.filter((c, rank) => rank === 0 || isSaid(c));
  return {
    candidates: ranked.slice(0, MOST_CANDIDATES).map((c) => ({ intent: intents[c]!, probability: merged[c]! })),
    noneOfThese,
    several: said.map((c) => intents[c]!),
  };
}

function isSure({ none, probabilities }: Reading): boolean {
  return none < 0.5 && Math.max(...probabilities) >= SURE;
}

/** The intents that a clause is sure of, with how sure it is. */
function mattersOf(clauses: readonly Reading[], order: readonly number[]): Map<number, number> {
  const matters = new Map<number, number>();
  const likely = order.slice(0, AMONG);
  for (const clause of clauses.filter(isSure)) {
    const [c] = rankOf(clause.probabilities) as [number];
    if (likely.includes(c)) matters.set(c, Math.max(clause.probabilities[c]!, matters.get(c) ?? 0));
  }
  return matters;
}

/** Intents by probability; where it is as good as equal, `first` goes first. */
function rankOf(probabilities: readonly number[], first = -1): number[] {
  const lead = (c: number): number => probabilities[c]! + (c === first ? 0.3 : 0);
  return [...probabilities.keys()].sort((a, b) => lead(b) - lead(a));
}
