import type { Features } from './features';
import type { IntentCandidate, IntentScores } from './intent-model';
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
const SURE = 0.6;
const AT_HOME = 0.4;

/** Puts the reading of the whole text (the first) and those of its clauses together. */
export function merge(
  readings: readonly Reading[],
  { intents, calibration }: Parameters,
): Omit<IntentScores, 'evidence'> {
  const [whole, ...clauses] = readings as [Reading, ...Reading[]];
  const own = clauses.filter(({ probabilities, none }) => none < AT_HOME && Math.max(...probabilities) >= SURE);
  const noneOfThese = Math.min(whole.none, ...own.map(({ none }) => none));
  const merged = whole.probabilities.map((probability, c) =>
    Math.max(probability, ...own.map((clause) => clause.probabilities[c]!)),
  );
  const ranked = merged
    .map((probability, c) => ({
      c,
      intent: intents[c]!,
      probability: probability * Math.min(1, 2 * (1 - noneOfThese)),
    }))
    .sort((a, b) => b.probability - a.probability || a.c - b.c);
  const said =
    noneOfThese >= 0.5
      ? []
      : ranked.filter(({ c, probability }, rank) => rank === 0 || probability >= calibration.thresholds[c]!);
  return {
    candidates: ranked
      .slice(0, MOST_CANDIDATES)
      .map(({ intent, probability }): IntentCandidate => ({ intent, probability })),
    noneOfThese,
    several: said.map(({ intent }) => intent),
  };
}
