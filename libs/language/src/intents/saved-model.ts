import type { IntentModel } from './intent-model';

/** The model as JSON. */
export function saveIntentModel(_model: IntentModel): string {
  throw new Error('not yet');
}

/** The model that `saveIntentModel` wrote. Throws on text that is not one. */
export function loadIntentModel(_json: string): IntentModel {
  throw new Error('not yet');
}
