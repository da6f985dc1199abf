import { isStopWord } from '../english/stop-words';
import type { IntentCandidate, IntentEvidence } from './intent-model';
import type { Reading } from './merge';
import type { Parameters } from './parameters';
import { columnOf } from './vocabulary';

const MOST_INTENTS = 3;
const MOST_TERMS = 4;
const LEAST_PROBABILITY = 0.2;

/** The words that spoke most for the likely intents, each looked up in the reading that was surest of it. */
export function evidenceOf(
  candidates: readonly IntentCandidate[],
  readings: readonly Reading[],
  parameters: Parameters,
): IntentEvidence[] {
  return candidates
    .slice(0, MOST_INTENTS)
    .filter(({ probability }, rank) => rank === 0 || probability >= LEAST_PROBABILITY)
    .map(({ intent }) => {
      const c = parameters.intents.indexOf(intent);
      const surest = readings.reduce((best, reading) =>
        reading.probabilities[c]! > best.probabilities[c]! ? reading : best,
      );
      return { intent, terms: termsFor(c, surest, parameters) };
    })
    .filter(({ terms }) => terms.length > 0);
}

function termsFor(
  c: number,
  { text, tokens, features, sparse }: Reading,
  { vocabulary, margins }: Parameters,
): string[] {
  const valueOf = new Map<number, number>();
  for (let k = 0; k < sparse.columns.length; k++) valueOf.set(sparse.columns[k]!, sparse.values[k]!);
  const shares = new Float64Array(tokens.length);
  for (let i = 0; i < features.length; i++) {
    const column = columnOf(vocabulary, features.hashes[i]!);
    if (column < 0) continue;
    shares[features.tokens[i]!]! += margins.weights[column * margins.classes + c]! * valueOf.get(column)!;
  }
  const ranked = [...tokens.keys()]
    .filter((t) => shares[t]! > 0 && !isStopWord(tokens[t]!.word))
    .sort((a, b) => shares[b]! - shares[a]!);
  return [...new Set(ranked.map((t) => text.slice(tokens[t]!.start, tokens[t]!.end).toLowerCase()))].slice(
    0,
    MOST_TERMS,
  );
}
