import { createHash } from 'node:crypto';
import { backgroundSentences } from './background';
import { calibrate } from './calibration';
import { crossValidate, judgeStrangers, type Judged, type Strangers, type Trial } from './cross-validation';
import { trainingSetOf, type TrainingSet } from './examples';
import { featuresOf } from './features';
import { compact, fit } from './head';
import type { IntentModel, LabelledText } from './intent-model';
import { seededRandom } from './random';
import { rowsOf } from './rows';
import { fitScope, scopeSignals, type Scope, type ScopeSignals } from './scope';
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
  const hasStrangers = isSingle && classes >= folds;
  const trial: Trial = {
    rows,
    labels: set.labels,
    classes,
    settings,
    onClass: progress(options, classes, folds, hasStrangers),
  };
  const judged = crossValidate(trial, folds);
  const calibration = calibrate(judged, classes);
  const strangers = hasStrangers ? judgeStrangers(trial, folds) : knownOnly(judged);
  const scope = scopeOf(strangers, calibration.temperature);
  const all = Int32Array.from(set.texts.keys());
  const { margins, centres, present } = fit(rows, set.labels, all, classes, settings, trial.onClass);
  const version = versionOf(set, seed);
  const heads = { margins: compact(margins), centres: compact(centres) };
  return sparseModel({ version, intents: set.intents, vocabulary, present, ...heads, calibration, scope });
}

function knownOnly(judged: readonly Judged[]): Strangers {
  const isHome = ({ labels }: Judged): boolean => labels.length > 0;
  return { home: judged.filter(isHome), near: [], far: judged.filter((each) => !isHome(each)) };
}

function scopeOf({ home, near, far }: Strangers, temperature: number): Scope {
  const signals = ({ margins, nearness, coverage }: Judged): ScopeSignals =>
    scopeSignals(margins, nearness, coverage, temperature);
  return fitScope(home.map(signals), near.map(signals), far.map(signals));
}

/** One step a class and model: each fold, each fold again without some classes, and the model itself. */
function progress({ onProgress }: TrainingOptions, classes: number, folds: number, hasStrangers: boolean): () => void {
  const of = classes * (folds + 1 + (hasStrangers ? folds - 1 : 0));
  let done = 0;
  return () => onProgress?.(++done, of);
}

function versionOf({ intents, texts, labels }: TrainingSet, seed: number): string {
  return createHash('sha256')
    .update(JSON.stringify([RECIPE, COST, seed, intents, texts, labels]))
    .digest('hex')
    .slice(0, 16);
}
