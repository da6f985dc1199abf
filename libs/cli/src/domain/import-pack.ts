import { stringify } from 'yaml';
import { idsOf, spread, type Labelled } from './labelled';
import { packFrame, type PackDescription, type PackFiles } from './pack-files';

export interface ImportPlan extends PackDescription {
  labels: readonly Labelled[];
  /** All unless given. */
  examplesPerIntent?: number;
}

/** A whole pack from labelled texts: an intent a label, and an article a label that says honestly that it is still to be written. */
export function importedPack({ labels, examplesPerIntent = Infinity, ...description }: ImportPlan): PackFiles {
  const files = packFrame(description);
  const ids = idsOf(labels.map(({ label }) => label));
  for (const { label, texts } of labels) {
    const id = ids.get(label) ?? label;
    const words = wordsOf(label);
    files.set(`intents/${id}.yaml`, intentFile(words, spread(texts, examplesPerIntent)));
    files.set(`knowledge/${id}.md`, articleFile(words));
  }
  return files;
}

/** `card_arrival` → `card arrival`, `cardArrival` too */
export const wordsOf = (label: string): string =>
  label
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();

const intentFile = (words: string, examples: readonly string[]): string =>
  stringify({ kind: 'question', label: words, description: `Asks about ${words}`, examples }, { lineWidth: 0 });

function articleFile(words: string): string {
  const title = words.charAt(0).toUpperCase() + words.slice(1);
  return `---
${stringify({ title, owner: 'to be named' })}---

# ${title}

There is no written answer about ${words} here yet. A colleague can help with ${words}: just say that you would like to speak to a person.
`;
}
