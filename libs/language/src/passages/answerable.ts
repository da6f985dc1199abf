import type { PassageHit } from './passage-index';
import type { Term } from './terms';

/** How many of the hits may share in the answer. */
const HITS = 3;
/** Share of the query that an answering passage covers when it is as likely as not to answer it. */
const EVEN = 0.55;
const STEEPNESS = 10;

/**
 * Whether hits can answer a query: the share of what the query is about that the best of them has, each word weighed by
 * how much it tells. Set by judgement on help articles, not learnt: a passage may have all the words and not the answer.
 */
export function answerableFrom(
  query: readonly Term[],
  hits: readonly PassageHit[],
  rarity: (term: string) => number,
): number {
  const telling = new Map(query.filter(({ isFiller }) => !isFiller).map(({ stem, concept }) => [stem, concept]));
  if (telling.size === 0 || hits.length === 0) return 0;
  const weightOf = (stem: string): number => Math.min(rarity(stem), rarity(telling.get(stem) ?? stem));
  let total = 0;
  for (const stem of telling.keys()) total += weightOf(stem);
  const shares = hits
    .slice(0, HITS)
    .map(({ matched }) => matched.reduce((sum, stem) => sum + (telling.has(stem) ? weightOf(stem) : 0), 0) / total);
  const best = Math.max(...shares);
  const isOneOfMany = telling.size > 2 && Math.max(...hits.slice(0, HITS).map(({ matched }) => matched.length)) < 2;
  return (isOneOfMany ? 0.5 : 1) / (1 + Math.exp(-STEEPNESS * (best - EVEN)));
}
