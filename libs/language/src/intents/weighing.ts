import { bestTemperature, lossAt } from './calibration';
import type { Judged } from './cross-validation';
import { weighed, type Weighing } from './neighbours';

const WEIGHTS = [0, 0.5, 1, 2, 3, 4, 6];

/** How much the nearest examples should count: what makes the labels of held-out texts likeliest. */
export function weighingOf(judged: readonly Judged[]): Weighing {
  const usual = usualNearness(judged);
  const labelled = judged.filter(({ labels, opinion }) => labels.length > 0 && opinion);
  let best = { weight: 0, usual };
  let least = Infinity;
  for (const weight of labelled.length > 0 ? WEIGHTS : []) {
    const scored = labelled.map((each) => weigh(each, { weight, usual }));
    const loss = lossAt(bestTemperature(scored), scored);
    if (loss >= least) continue;
    least = loss;
    best = { weight, usual };
  }
  return best;
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
