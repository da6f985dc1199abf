import { checkTemplate, type Known } from './check-template';
import type { Domain, Draft } from './draft';
import { didYouMean } from './mistakes';
import { type TextName, textNames } from './pack';
import type { Text } from './playbook';
import { readText } from './read-text';
import { TextShape } from './shapes';

const types: Record<string, Known> = {
  options: { type: 'list', optional: false },
  promise: {
    fields: {
      what: { type: 'string', optional: false },
      dueAt: { type: 'date', optional: false },
      by: { type: 'string', optional: true },
    },
  },
};

/** texts.yaml: every wording that no playbook holds. All names are needed, so that no service invents words. */
export function readTexts(draft: Draft, domain: Domain): Record<TextName, Text> {
  const { findings } = draft;
  const source = draft.yaml('texts.yaml', 'needed');
  const texts = Object.fromEntries(Object.keys(textNames).map((name) => [name, {}])) as Record<TextName, Text>;
  if (!source) return texts;
  const written = (source.value ?? {}) as Record<string, unknown>;
  for (const name of Object.keys(written).filter((name) => !(name in textNames))) {
    findings.atKey(source, [name], `nobody says "${name}"`, didYouMean(name, Object.keys(textNames)));
  }
  for (const [name, uses] of Object.entries(textNames)) {
    const shaped = findings.read(source, [name], written[name], TextShape);
    if (!shaped) continue;
    const { text, variants } = readText(source, [name], shaped, domain.languages, findings);
    const names = Object.fromEntries(
      uses.map((use) => [use, types[use] ?? ({ type: 'string', optional: false } as const)]),
    );
    for (const { path, template } of variants) checkTemplate(source, path, template, names, findings);
    texts[name as TextName] = text;
  }
  return texts;
}
