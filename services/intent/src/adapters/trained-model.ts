import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pack } from '@attune/domain';
import {
  loadIntentModel,
  saveIntentModel,
  trainIntents,
  type Encoder,
  type IntentModel,
  type LabelledText,
} from '@attune/language';

/** Rises when saved models of older code must not be used any more. */
const recipe = 2;

export const examplesOf = ({ intents }: Pick<Pack, 'intents'>): LabelledText[] =>
  intents.flatMap(({ id, examples }) => examples.map((text) => ({ text, intent: id })));

/**
 * The model of a pack: the one that was trained from the same examples before, if `folder` holds it, else trained now (about a
 * second for a few hundred examples; with an encoder two minutes for ten thousand) and kept there. A folder that cannot be used
 * costs the training, nothing else.
 */
export function trainedModel(pack: Pick<Pack, 'intents'>, folder?: string, encoder?: Encoder): IntentModel {
  const examples = examplesOf(pack);
  const options = encoder ? { encoder } : {};
  if (folder === undefined) return trainIntents(examples, options);
  const hash = createHash('sha256')
    .update(JSON.stringify([recipe, examples, ...(encoder ? [encoder.name] : [])]))
    .digest('hex')
    .slice(0, 16);
  const file = join(folder, `intent-${hash}.json`);
  const kept = read(file, encoder);
  if (kept) return kept;
  const model = trainIntents(examples, options);
  keep(folder, file, model);
  return model;
}

function read(file: string, encoder?: Encoder): IntentModel | undefined {
  try {
    return loadIntentModel(readFileSync(file, 'utf8'), encoder);
  } catch {
    return undefined; // not there, or not readable by this code
  }
}

function keep(folder: string, file: string, model: IntentModel): void {
  try {
    mkdirSync(folder, { recursive: true });
    // Renamed into place, so that nobody reads half of it.
    writeFileSync(`${file}.${process.pid}`, saveIntentModel(model));
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // Read-only or full: trained again next time.
  }
}

/**
 * The model that `attune intents train` wrote. It must know the intents of the pack, no more and no less.
 * @throws Error that tells what does not fit, and how to mend it
 */
export function givenModel(file: string, pack: Pick<Pack, 'intents'>, encoder?: Encoder): IntentModel {
  const mend = 'Train it again with: attune intents train. Or leave ATTUNE_INTENT_MODEL away.';
  try {
    const model = loadIntentModel(readFileSync(file, 'utf8'), encoder);
    const known = new Set(model.intents);
    const differing = [
      ...pack.intents.filter(({ id }) => !known.delete(id)).map(({ id }) => `it lacks ${id}`),
      ...[...known].map((id) => `the pack has no ${id}`),
    ];
    if (differing.length === 0) return model;
    throw new Error(differing.slice(0, 3).join(', '));
  } catch (error) {
    throw new Error(`The model ${file} (ATTUNE_INTENT_MODEL) cannot be used: ${(error as Error).message}. ${mend}`, {
      cause: error,
    });
  }
}
