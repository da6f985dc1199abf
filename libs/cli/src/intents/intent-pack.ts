import { readFileSync } from 'node:fs';
import { loadPack, PackError } from '@attune/domain';
import { encoderSettings, findEncoder } from '@attune/encoder';
import type { Encoder, LabelledText } from '@attune/language';
import { PlainError } from '../plain-error';
import type { LabelledRow } from './labelled-texts';

/** The pack in a folder. @throws PlainError that tells what is wrong with it */
export async function packIn(dir: string) {
  try {
    return await loadPack(dir);
  } catch (error) {
    if (error instanceof PackError) throw new PlainError(error.message);
    throw error;
  }
}

/** The examples of a pack, each text once with all its intents. */
export function examplesIn({
  intents,
}: {
  intents: readonly { id: string; examples: readonly string[] }[];
}): LabelledRow[] {
  const byText = new Map<string, string[]>();
  for (const { id, examples } of intents)
    for (const text of examples) byText.set(text, [...(byText.get(text) ?? []), id]);
  return [...byText].map(([text, own]) => ({ text, intents: own }));
}

/** What a model learns from: a text under each of its intents, '' for none. @param most examples an intent, all without */
export function toLearn(rows: readonly LabelledRow[], most = Infinity): LabelledText[] {
  const counts = new Map<string, number>();
  return rows.flatMap(({ text, intents }) =>
    (intents.length === 0 ? [''] : intents).flatMap((intent) => {
      const count = (counts.get(intent) ?? 0) + 1;
      counts.set(intent, count);
      return count <= most ? [{ text, intent }] : [];
    }),
  );
}

export interface RememberingEncoder extends Encoder {
  /** While measuring, every text is encoded: what was seen in training must not look fast. */
  isMeasuring: boolean;
}

/**
 * The encoder that was asked for; says on stderr what is used. It remembers every text, since cross-validation learns from the same
 * texts many times.
 */
export function encoderFor(setting: string | undefined): RememberingEncoder | undefined {
  const { encoder, note } = findEncoder(setting ?? process.env['ATTUNE_ENCODER'] ?? encoderSettings.cached, 0);
  console.error(note);
  if (!encoder) return undefined;
  const known = new Map<string, Float32Array>();
  return {
    ...encoder,
    isMeasuring: false,
    encode(text) {
      const vector = (this.isMeasuring ? undefined : known.get(text)) ?? encoder.encode(text);
      known.set(text, vector);
      return vector;
    },
  };
}

/** @throws PlainError where it cannot be read */
export function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new PlainError(`${file} cannot be read: ${(error as Error).message}.`);
  }
}
