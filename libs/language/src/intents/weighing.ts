import type { Judged } from './cross-validation';
import { weighed, type Weighing } from './neighbours';
import { rankOf } from './rank';

const WEIGHTS = [0, 0.5, 1, 2, 3, 4, 6];

/** How much the nearest examples should count: with which weight most held-out texts are judged right; the least of several. */
export function weighingOf(judged: readonly Judged[]): Weighing {
  const usual = usualNearness(judged);
  const labelled = judged.filter(({ labels, opinion }) => labels.length > 0 && opinion);
  const rightWith = (weight: number): number =>
    labelled.filter((each) => each.labels.includes(rankOf(weigh(each, { weight, usual }).margins, 1)[0]!)).length;
  const rights = WEIGHTS.map(rightWith);
  return { weight: WEIGHTS[rights.indexOf(Math.max(...rights))]!, usual };
}

/** With the opinion of the nearest examples in its margins. */
export function weigh(judged: Judged, weighing: Weighing): Judged {
  return judged.opinion ? { ...judged, margins: weighed(judged.margins, judged.opinion, weighing) } : judged;
}

/** How near the nearest examples of the right class are on average. */
function usualNearness(judged: readonly Judged[]): number {
  const found = judged.flatMap(({ labels, opinion }) =>
    opinion ? opinion.nearness.filter((_, i) => labels.includes(opinion.classes[i]!)) : [],
  );
  return found.reduce((sum, each) => sum + each, 0) / Math.max(1, found.length);
}
