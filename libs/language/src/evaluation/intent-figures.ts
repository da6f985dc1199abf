import type { IntentScores } from '../intents/intent-model';
import { auroc, calibrationError, f1, quantile } from './measures';

/** A labelled text, and what a model that was not trained on it made of it. */
export interface Answer {
  text: string;
  /** What it really means: none, one or several. */
  intents: readonly string[];
  scores: Pick<IntentScores, 'candidates' | 'noneOfThese' | 'several'>;
  /** What the assessment took. */
  ms: number;
}

/** How good the answers are. Shares are 0..1. */
export interface IntentFigures {
  /** Texts with an intent, and without one. */
  inScope: number;
  outOfScope: number;
  /** Of texts in scope: the likeliest intent is one of theirs. */
  accuracy: number;
  inFirstThree: number;
  /** Mean over the intents of the F1 of the likeliest. */
  macroF1: number;
  /** Of the stated probability of the likeliest. */
  calibrationError: number;
  /** All intents said, over all texts in scope. */
  several: { precision: number; recall: number; f1: number; exact: number };
  /** At the threshold of noneOfThese under which the share `kept` of the texts in scope lies. */
  scope?: { auroc: number; kept: number; threshold: number; accuracy: number; recall: number };
  msP50: number;
  msP95: number;
  confusions: Confusion[];
  suspicious: SuspiciousLabel[];
}

/** One intent taken for another: what to tell apart better, or to make one. */
export interface Confusion {
  intent: string;
  takenFor: string;
  count: number;
  /** How many texts the intent has. */
  of: number;
  examples: string[];
}

/** A text whose label the model, which did not see it, is nearly sure to be wrong. */
export interface SuspiciousLabel {
  text: string;
  label: string;
  suggested: string;
  /** Of the suggested one. */
  probability: number;
}

const mostConfusions = 20;
const mostSuspicious = 30;
const examplesShown = 3;
/** A label is suspicious where another intent is this likely, and the label's own less than that. */
const sure = 0.9;
const unlikely = 0.05;

/** @param kept which share of the texts in scope is to be kept where the recall of foreign ones is told */
export function intentFigures(answers: readonly Answer[], kept = 0.95): IntentFigures {
  const home = answers.filter(({ intents }) => intents.length > 0);
  const away = answers.filter(({ intents }) => intents.length === 0);
  const isRight = ({ intents, scores }: Answer) => intents.includes(scores.candidates[0]?.intent ?? '');
  const shareOf = (isSo: (answer: Answer) => boolean) => home.filter(isSo).length / Math.max(1, home.length);
  const times = answers.map(({ ms }) => ms);
  const none = (each: Answer) => each.scores.noneOfThese;
  const threshold = quantile(home.map(none), kept);
  const scope = {
    auroc: auroc(away.map(none), home.map(none)),
    kept,
    threshold,
    accuracy: shareOf((answer) => isRight(answer) && none(answer) <= threshold),
    recall: away.filter((answer) => none(answer) > threshold).length / away.length,
  };
  return {
    inScope: home.length,
    outOfScope: away.length,
    accuracy: shareOf(isRight),
    inFirstThree: shareOf(({ intents, scores }) =>
      scores.candidates.slice(0, 3).some(({ intent }) => intents.includes(intent)),
    ),
    macroF1: macroF1(home),
    calibrationError: calibrationError(
      home.map((each) => ({ isRight: isRight(each), probability: each.scores.candidates[0]?.probability ?? 0 })),
    ),
    several: severalFigures(home),
    ...(away.length > 0 && { scope }),
    msP50: quantile(times, 0.5),
    msP95: quantile(times, 0.95),
    confusions: confusionsOf(home),
    suspicious: suspiciousIn(home),
  };
}

function macroF1(home: readonly Answer[]): number {
  const counts = new Map<string, { hits: number; found: number; there: number }>();
  const of = (intent: string) => {
    const count = counts.get(intent) ?? { hits: 0, found: 0, there: 0 };
    counts.set(intent, count);
    return count;
  };
  for (const { intents, scores } of home) {
    const taken = scores.candidates[0]?.intent;
    for (const intent of intents) of(intent).there++;
    if (taken === undefined) continue;
    of(taken).found++;
    if (intents.includes(taken)) of(taken).hits++;
  }
  const all = [...counts.values()].filter(({ there }) => there > 0);
  return all.reduce((sum, { hits, found, there }) => sum + f1(hits, found, there), 0) / Math.max(1, all.length);
}

function severalFigures(home: readonly Answer[]): IntentFigures['several'] {
  let [hits, found, there, exact] = [0, 0, 0, 0];
  for (const { intents, scores } of home) {
    const right = scores.several.filter((intent) => intents.includes(intent)).length;
    hits += right;
    found += scores.several.length;
    there += intents.length;
    if (right === intents.length && right === scores.several.length) exact++;
  }
  const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
  return {
    precision: share(hits, found),
    recall: share(hits, there),
    f1: f1(hits, found, there),
    exact: share(exact, home.length),
  };
}

function confusionsOf(home: readonly Answer[]): Confusion[] {
  const totals = new Map<string, number>();
  const confused = new Map<string, Confusion>();
  for (const { text, intents, scores } of home) {
    const intent = intents[0]!;
    totals.set(intent, (totals.get(intent) ?? 0) + 1);
    const takenFor = scores.candidates[0]?.intent ?? '';
    if (intents.includes(takenFor)) continue;
    const key = JSON.stringify([intent, takenFor]);
    const one = confused.get(key) ?? { intent, takenFor, count: 0, of: 0, examples: [] };
    one.count++;
    if (one.examples.length < examplesShown) one.examples.push(text);
    confused.set(key, one);
  }
  return [...confused.values()]
    .map((one) => ({ ...one, of: totals.get(one.intent)! }))
    .sort((a, b) => b.count - a.count || b.count / b.of - a.count / a.of)
    .slice(0, mostConfusions);
}

function suspiciousIn(home: readonly Answer[]): SuspiciousLabel[] {
  return home
    .flatMap(({ text, intents, scores }) => {
      const [first] = scores.candidates;
      const own = scores.candidates.find(({ intent }) => intents.includes(intent))?.probability ?? 0;
      if (!first || intents.length !== 1 || first.probability < sure || own > unlikely) return [];
      return [{ text, label: intents[0]!, suggested: first.intent, probability: first.probability }];
    })
    .sort((a, b) => b.probability - a.probability)
    .slice(0, mostSuspicious);
}
