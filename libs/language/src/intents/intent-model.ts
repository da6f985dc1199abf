/** One example of what a customer says when they have this intent. */
export interface LabelledText {
  text: string;
  intent: string;
}

/** An intent and the calibrated probability (0..1) that the customer has it. */
export interface IntentCandidate {
  intent: string;
  probability: number;
}

/** The words of the message that spoke most for an intent, strongest first. */
export interface IntentEvidence {
  intent: string;
  terms: string[];
}

/** Where an intent was said: UTF-16 units into the text, end exclusive. */
export interface IntentPart {
  intent: string;
  start: number;
  end: number;
}

/** What a model makes of one message. */
export interface IntentScores {
  /** Ranked, at most 5. Probabilities need not add up to 1: several may be high where several things were said. */
  candidates: IntentCandidate[];
  /** Calibrated probability (0..1) that the message is about none of the known intents. */
  noneOfThese: number;
  /** The intents that were said, strongest first: normally one, several for a message with several matters, none where none fits. */
  several: string[];
  /** For each of `several`: which part of the message says it, the whole one where no part is surer. */
  parts: IntentPart[];
  evidence: IntentEvidence[];
}

/** What a model learnt from, and how good it was on examples that it was held back from (cross-validation). */
export interface TrainingMetrics {
  /** Texts with an intent. */
  examples: number;
  intents: number;
  /** 0..1: the likeliest intent is right. */
  accuracy: number;
  /** 0..1; slightly too good, since the same texts calibrated the model. */
  calibrationError: number;
}

/** A trained model. Immutable; `assess` never throws, whatever the text. */
export interface IntentModel {
  /** The kind of model, e.g. `sparse-svm`. */
  readonly name: string;
  /** Hash of the training set and parameters: the same examples give the same version, on every machine. */
  readonly version: string;
  readonly metrics: TrainingMetrics;
  /** Sorted by name. */
  readonly intents: readonly string[];
  assess(text: string): IntentScores;
}
