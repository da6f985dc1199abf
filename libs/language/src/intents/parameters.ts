import type { Calibration } from './calibration';
import type { Head } from './head';
import type { Scope } from './scope';
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
}
