import { probabilities } from './calibration';
import { clausesOf } from './clauses';
import { featuresOf } from './features';
import { scores } from './head';
import type { IntentModel, IntentScores } from './intent-model';
import { merge, type Reading } from './merge';
import type { Parameters } from './parameters';
import { coverageOf, noneOf, scopeSignals } from './scope';
import { tokenise } from './tokens';
import { vectoriser } from './vectoriser';
import { evidenceOf } from './evidence';

/** A model with what it was made of, so that it can be saved. */
export interface SparseModel extends IntentModel {
  readonly parameters: Parameters;
}

export function sparseModel(parameters: Parameters): SparseModel {
  const vectorise = vectoriser(parameters.vocabulary);
  const read = (text: string): Reading => {
    const tokens = tokenise(text);
    const features = featuresOf(tokens);
    const sparse = vectorise(features);
    const margins = scores(parameters.margins, sparse);
    const coverage = coverageOf(sparse, parameters.present);
    const signals = scopeSignals(
      margins,
      scores(parameters.centres, sparse),
      coverage,
      parameters.calibration.temperature,
    );
    return {
      text,
      tokens,
      features,
      sparse,
      probabilities: probabilities(margins, parameters.calibration),
      none: noneOf(signals, parameters.scope),
    };
  };
  const assess = (text: string): IntentScores => {
    const whole = read(text);
    if (whole.tokens.length === 0 || parameters.intents.length === 0)
      return { candidates: [], noneOfThese: 1, several: [], evidence: [] };
    const readings = [whole, ...clausesOf(text).map(read)];
    const merged = merge(readings, parameters);
    return { ...merged, evidence: evidenceOf(merged.candidates, readings, parameters) };
  };
  return { name: 'sparse-svm', version: parameters.version, parameters, assess };
}
