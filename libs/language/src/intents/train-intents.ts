import { createHash } from 'node:crypto';
import type { Encoder } from '../encoder';
import { backgroundSentences } from './background';
import { calibrationError } from '../evaluation/measures';
import { calibrate, probabilities, type Calibration } from './calibration';
import { crossValidate, judgeStrangers, type Judged, type Strangers, type Trial } from './cross-validation';
import { learnStandard, standardiseVector, understand } from './dense';
import { trainingSetOf, type TrainingSet } from './examples';
import { featuresOf } from './features';
import { compact, fit } from './head';
import type { IntentModel, LabelledText, TrainingMetrics } from './intent-model';
import { directionsOf, likenessOf, type Weighing } from './neighbours';
import { seededRandom } from './random';
import { rankOf } from './rank';
import { rowsOf } from './rows';
import { fitScope, scopeSignals, type Scope, type ScopeSignals } from './scope';
import { modelOf } from './model-of';
import { tokenise } from './tokens';
import { vectoriser } from './vectoriser';
import { weigh, weighingOf } from './weighing';
import { learnVocabulary } from './vocabulary';

export interface TrainingOptions {
  /** Seed of the order in which examples are visited and folded. Default 1. */
  seed?: number;
  /** Makes the model understand more than words; it then works with this encoder only. */
  encoder?: Encoder;
  /** Called after each of the `of` steps. */
  onProgress?(done: number, of: number): void;
}

/** Counts up whenever the same examples would give another model. */
const RECIPE = 2;
const COST = 1.5;
/** With dense columns, rows are longer. */
const DENSE_COST = 0.3;
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
  const words = features.map(vectoriser(vocabulary));
  const dense = options.encoder && denseOf(set.texts, options.encoder);
  const texts = dense ? words.map((text, row) => ({ ...text, dense: dense.vectors[row]! })) : words;
  const cost = dense ? DENSE_COST : COST;
  const classes = set.intents.length;
  const folds = isLarge ? 3 : 5;
  // Where texts have several intents, leaving some out does not show what unknown ones look like.
  const isSingle = set.labels.reduce((sum, own) => sum + Math.max(0, own.length - 1), 0) < 0.2 * set.texts.length;
  const hasStrangers = isSingle && classes >= folds;
  const trial: Trial = {
    rows: rowsOf(texts, vocabulary.hashes.length),
    labels: set.labels,
    classes,
    settings: { cost, tolerance: TOLERANCE, maxPasses: MAX_PASSES, random: seededRandom(seed) },
    onClass: progress(options, classes, folds, hasStrangers),
    ...(dense && { directions: dense.directions }),
  };
  const asJudged = crossValidate(trial, folds);
  const weighing = weighingOf(asJudged);
  const judged = asJudged.map((each) => weigh(each, weighing));
  const calibration = calibrate(judged, classes);
  const strangers = hasStrangers ? judgeStrangers(trial, folds) : knownOnly(asJudged);
  const scope = scopeOf(strangers, weighing, calibration.temperature);
  const all = Int32Array.from(set.texts.keys());
  const fitted = fit(trial.rows, set.labels, all, classes, trial.settings, trial.onClass);
  const parameters = {
    version: versionOf(set, [seed, cost, options.encoder?.name ?? '']),
    intents: set.intents,
    vocabulary,
    present: fitted.present,
    margins: compact(fitted.margins),
    centres: compact(fitted.centres),
    calibration,
    scope,
    metrics: metricsOf(judged, calibration, classes),
  };
  if (!dense) return modelOf(parameters);
  const neighbours = { width: trial.rows.denseWidth, directions: dense.directions, examples: fitted.examples };
  const { encoder, standard } = dense;
  return modelOf({ ...parameters, dense: { encoder: encoder.name, standard, neighbours, weighing } }, encoder);
}

function metricsOf(judged: readonly Judged[], calibration: Calibration, classes: number): TrainingMetrics {
  const known = judged.filter(({ labels }) => labels.length > 0);
  const stated = known.map(({ margins, labels }) => {
    const likely = probabilities(margins, calibration);
    const [first = 0] = rankOf(likely, 1);
    return { isRight: labels.includes(first), probability: likely[first] ?? 0 };
  });
  const accuracy = stated.filter(({ isRight }) => isRight).length / Math.max(1, known.length);
  return { examples: known.length, intents: classes, accuracy, calibrationError: calibrationError(stated) };
}

/** The texts as the encoder understands them. */
function denseOf(texts: readonly string[], encoder: Encoder) {
  const raw = texts.map((text) => understand(text, encoder));
  const standard = learnStandard(raw);
  const vectors = raw.map((vector) => standardiseVector(vector, standard));
  return { encoder, standard, vectors, directions: directionsOf(vectors, encoder.width) };
}

function knownOnly(judged: readonly Judged[]): Strangers {
  const isHome = ({ labels }: Judged): boolean => labels.length > 0;
  return { home: judged.filter(isHome), near: [], far: judged.filter((each) => !isHome(each)) };
}

function scopeOf({ home, near, far }: Strangers, weighing: Weighing, temperature: number): Scope {
  const signals = (judged: Judged): ScopeSignals => {
    const { margins, nearness, coverage, opinion } = weigh(judged, weighing);
    return scopeSignals(margins, nearness, coverage, temperature, opinion && likenessOf(opinion));
  };
  return fitScope(home.map(signals), near.map(signals), far.map(signals));
}

/** One step a class and model: each fold, each fold again without some classes, and the model itself. */
function progress({ onProgress }: TrainingOptions, classes: number, folds: number, hasStrangers: boolean): () => void {
  const of = classes * (folds + 1 + (hasStrangers ? folds - 1 : 0));
  let done = 0;
  return () => onProgress?.(++done, of);
}

function versionOf({ intents, texts, labels }: TrainingSet, settings: readonly (number | string)[]): string {
  return createHash('sha256')
    .update(JSON.stringify([RECIPE, settings, intents, texts, labels]))
    .digest('hex')
    .slice(0, 16);
}
