import { createHash } from 'node:crypto';
import { backgroundSentences } from './background';
import { calibrate } from './calibration';
import { crossValidate, leaveClassesOut, type Judged, type Trial } from './cross-validation';
import { trainingSetOf, type TrainingSet } from './examples';
import { featuresOf } from './features';
import { compact, fit } from './head';
import type { IntentModel, LabelledText } from './intent-model';
import { seededRandom } from './random';
import { rowsOf } from './rows';
import { fitScope, scopeSignals } from './scope';
import { sparseModel } from './sparse-model';
import { tokenise } from './tokens';
import { vectoriser } from './vectoriser';
import { learnVocabulary } from './vocabulary';

export interface TrainingOptions {
  /** Seed of the order in which examples are visited and folded. Default 1. */
  seed?: number;
  /** Called after each of the `of` steps. */
  onProgress?(done: number, of: number): void;
}

/** Counts up whenever the same examples would give another model. */
const RECIPE = 1;
const COST = 1.5;
const TOLERANCE = 0.3;
const MAX_PASSES = 30;
/** From this many examples on, more folds would not tell more, and features seen once are left out. */
const MANY = 2000;

/**
 * Trains a model from examples. The same text under several intents means that it has all of them; the intent '' marks
 * a text that is none of them. The order of the examples does not matter. Takes about a second for a pack of 150
 * examples and half a minute for 10,000: in a service, call it in a worker thread.
 */
export function trainIntents(examples: readonly LabelledText[], options: TrainingOptions = {}): IntentModel {
  const seed = options.seed ?? 1;
  const set = trainingSetOf(examples, backgroundSentences(seed), seed);
  const isLarge = set.texts.length > MANY;
  const features = set.texts.map((text) => featuresOf(tokenise(text)));
  const vocabulary = learnVocabulary(features, isLarge ? 2 : 1);
  const rows = rowsOf(features.map(vectoriser(vocabulary)), vocabulary.hashes.length);
  const settings = { cost: COST, tolerance: TOLERANCE, maxPasses: MAX_PASSES, random: seededRandom(seed) };
  const classes = set.intents.length;
  const folds = isLarge ? 3 : 5;
  // Where texts have several intents, leaving some out does not show what unknown ones look like.
  const isSingle = set.labels.reduce((sum, own) => sum + Math.max(0, own.length - 1), 0) < 0.2 * set.texts.length;
  const groups = classes < 3 || !isSingle ? 0 : Math.min(classes, folds);
  const trial: Trial = {
    rows,
    labels: set.labels,
    classes,
    settings,
    onClass: progress(options, classes, folds, groups),
  };
  const judged = crossValidate(trial, folds);
  const calibration = calibrate(judged, classes);
  const scope = scopeOf(judged, leaveClassesOut(trial, groups), calibration.temperature);
  const all = Int32Array.from(set.texts.keys());
  const { margins, centres, present } = fit(rows, set.labels, all, classes, settings, trial.onClass);
  const version = versionOf(set, seed);
  const heads = { margins: compact(margins), centres: compact(centres) };
  return sparseModel({ version, intents: set.intents, vocabulary, present, ...heads, calibration, scope });
}

function scopeOf(
  judged: readonly Judged[],
  unknown: readonly Judged[],
  temperature: number,
): ReturnType<typeof fitScope> {
  const signals = (group: readonly Judged[]): ReturnType<typeof scopeSignals>[] =>
    group.map(({ margins, nearness, coverage }) => scopeSignals(margins, nearness, coverage, temperature));
  const home = judged.filter(({ labels }) => labels.length > 0);
  return fitScope(signals(home), signals(unknown), signals(judged.filter(({ labels }) => labels.length === 0)));
}

/** One step a class and model: each fold, each group left out (which lacks its own classes), and the model itself. */
function progress({ onProgress }: TrainingOptions, classes: number, folds: number, groups: number): () => void {
  const of = classes * (folds + 1 + Math.max(0, groups - 1));
  let done = 0;
  return () => onProgress?.(++done, of);
}

function versionOf({ intents, texts, labels }: TrainingSet, seed: number): string {
  return createHash('sha256')
    .update(JSON.stringify([RECIPE, COST, seed, intents, texts, labels]))
    .digest('hex')
    .slice(0, 16);
}
