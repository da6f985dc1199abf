import type { Encoder } from '../encoder';
import { probabilities } from './calibration';
import { clausesOf, type Clause } from './clauses';
import { standardiseVector, understand } from './dense';
import { evidenceOf } from './evidence';
import { featuresOf } from './features';
import { scores } from './head';
import type { IntentModel, IntentScores } from './intent-model';
import { merge, type Reading } from './merge';
import { likenessOf, opinionOn, weighed } from './neighbours';
import type { Parameters } from './parameters';
import { coverageOf, noneOf, scopeSignals } from './scope';
import { tokenise } from './tokens';
import { vectoriser, type SparseText } from './vectoriser';

/** A model with what it was made of, so that it can be saved. */
export interface TrainedModel extends IntentModel {
  readonly parameters: Parameters;
}

/** Clauses that are read where each has to be encoded, so that no message takes long. */
const MOST_UNDERSTOOD = 4;

/** @param encoder the one that it was trained with, where it was trained with one */
export function modelOf(parameters: Parameters, encoder?: Encoder): TrainedModel {
  const { dense, calibration, intents, version } = parameters;
  const read = readerOf(parameters, encoder);
  const assess = (text: string): IntentScores => {
    const whole = read({ text, start: 0 });
    if (whole.tokens.length === 0 || intents.length === 0)
      return { candidates: [], noneOfThese: 1, several: [], parts: [], evidence: [] };
    const readings = [
      whole,
      ...clausesOf(text)
        .slice(0, dense ? MOST_UNDERSTOOD : Infinity)
        .map(read),
    ];
    const merged = merge(readings, parameters);
    return { ...merged, evidence: evidenceOf(merged.candidates, readings, parameters) };
  };
  const name = dense ? `joint-svm+${dense.encoder}` : 'sparse-svm';
  return { name, version, intents, metrics: parameters.metrics, parameters, assess };

  function readerOf(given: Parameters, understanding?: Encoder): (clause: Clause) => Reading {
    const vectorise = vectoriser(given.vocabulary);
    return ({ text, start }) => {
      const tokens = tokenise(text);
      const features = featuresOf(tokens);
      const sparse = vectorise(features);
      const { margins, likeness } = marginsOf(withDense(text, sparse, understanding));
      const coverage = coverageOf(sparse, given.present);
      const nearness = scores(given.centres, sparse);
      const none = noneOf(scopeSignals(margins, nearness, coverage, calibration.temperature, likeness), given.scope);
      return { text, start, tokens, features, sparse, probabilities: probabilities(margins, calibration), none };
    };
  }

  function withDense(text: string, sparse: SparseText, understanding?: Encoder): SparseText {
    if (!dense || !understanding) return sparse;
    return { ...sparse, dense: standardiseVector(understand(text, understanding), dense.standard) };
  }

  function marginsOf(text: SparseText): { margins: Float32Array; likeness?: number } {
    const margins = scores(parameters.margins, text);
    if (!dense || !text.dense) return { margins };
    const opinion = opinionOn(text.dense, margins, dense.neighbours);
    return { margins: weighed(margins, opinion, dense.weighing), likeness: likenessOf(opinion) };
  }
}
