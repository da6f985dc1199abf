import type { IntentModel, LabelledText } from './intent-model';

export interface TrainingOptions {
  /** Seed of the order in which examples are visited and folded. Default 1. */
  seed?: number;
  /** Called after each of the `of` steps. */
  onProgress?(done: number, of: number): void;
}

export function trainIntents(_examples: readonly LabelledText[], _options: TrainingOptions = {}): IntentModel {
  throw new Error('not yet');
}
