import type { Calibration } from './calibration';
import type { TrainingMetrics } from './intent-model';
import type { Head } from './head';
import type { Scope } from './scope';
import type { Neighbours, Weighing } from './neighbours';
import type { Standard } from './dense';
import type { Vocabulary } from './vocabulary';

/** Everything that a trained model consists of. */
export interface Parameters {
  version: string;
  intents: string[];
  vocabulary: Vocabulary;
  /** 1 for the features that some example of an intent has; the others only occur in the background. */
  present: Uint8Array;
  margins: Head;
  centres: Head;
  calibration: Calibration;
  scope: Scope;
  metrics: TrainingMetrics;
  /** Of a model that was trained with an encoder, and does not work without it. */
  dense?: DenseParameters;
}

export interface DenseParameters {
  /** Name of the encoder. */
  encoder: string;
  standard: Standard;
  neighbours: Neighbours;
  weighing: Weighing;
}
