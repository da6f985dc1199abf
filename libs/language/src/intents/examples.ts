import type { LabelledText } from './intent-model';
import { seededRandom, shuffle } from './random';

/** Examples as a training set: each text once, with all the intents that it was given. */
export interface TrainingSet {
  /** Sorted by name. */
  intents: string[];
  texts: string[];
  /** By text: indices into `intents`; empty for what is none of them. */
  labels: number[][];
}

/** Puts examples in an order that depends on the seed and not on the order given, and gathers the intents of equal texts. */
export function trainingSetOf(
  examples: readonly LabelledText[],
  outside: readonly string[],
  seed: number,
): TrainingSet {
  const named = new Map<string, Set<string>>();
  const add = (text: string, intent: string): void => {
    const key = text.trim();
    const known = named.get(key) ?? new Set();
    if (intent !== '') known.add(intent);
    if (key !== '') named.set(key, known);
  };
  for (const { text, intent } of examples) add(text, intent);
  for (const text of outside) add(text, '');
  const sorted = [...named.keys()].sort();
  const order = Int32Array.from(sorted.keys());
  shuffle(order, order.length, seededRandom(seed));
  const texts = [...order].map((index) => sorted[index]!);
  const intents = [...new Set(examples.map(({ intent }) => intent))].filter((intent) => intent !== '').sort();
  const indexOf = new Map(intents.map((intent, index) => [intent, index]));
  return {
    intents,
    texts,
    labels: texts.map((text) => [...named.get(text)!].map((intent) => indexOf.get(intent)!).sort((a, b) => a - b)),
  };
}
