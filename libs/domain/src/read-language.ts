import { type Domain, type Draft } from './draft';
import type { Findings } from './findings';
import { checkTemplate } from './check-template';
import type { Entity, Fact, Intent } from './pack';
import { readText } from './read-text';
import { EntityShape, FactShape, IntentShape } from './shapes';
import type { YamlSource } from './sources';

/** What was read of a list of named things. `names` also holds those that are broken, so that one mistake stays one. */
export interface Named<T> {
  readonly all: readonly T[];
  readonly names: ReadonlySet<string>;
  readonly source?: YamlSource | undefined;
}

/** Reads a file that is a group of names, each by `read`. */
export function readNamed<T>(
  draft: Draft,
  file: string,
  read: (source: YamlSource, name: string, value: unknown) => T | undefined,
): Named<T> {
  const source = draft.yaml(file, 'optional');
  const value = source?.value ?? {};
  if (source && (typeof value !== 'object' || Array.isArray(value))) {
    draft.findings.at(source, [], 'this file must be a group of names and what stands behind each');
    return { all: [], names: new Set(), source };
  }
  const entries = source ? Object.entries(value) : [];
  return {
    all: entries.flatMap(([name, item]) => (source && read(source, name, item)) ?? []),
    names: new Set(entries.map(([name]) => name)),
    source,
  };
}

export function readEntities(draft: Draft): Named<Entity> {
  const { findings } = draft;
  return readNamed(draft, 'entities.yaml', (source, name, value) => {
    const entity = findings.read(source, [name], value, EntityShape);
    if (!entity) return undefined;
    if (entity.kind === 'pattern' && entity.pattern === undefined) {
      findings.at(source, [name], `"${name}" is a pattern, but "pattern" is missing`);
    }
    if (entity.kind === 'list' && !entity.values) {
      findings.at(source, [name], `"${name}" is a list, but "values" is missing`);
    }
    if (entity.pattern !== undefined) checkPattern(source, [name, 'pattern'], entity.pattern, findings);
    const { values, ...rest } = entity;
    const meant = Object.entries(values ?? {}).map(([value, synonyms]) => ({ value, synonyms }));
    return { name, ...rest, ...(values ? { values: meant } : {}) };
  });
}

function checkPattern(source: YamlSource, path: string[], pattern: string, findings: Findings): void {
  try {
    new RegExp(pattern, 'iu');
  } catch (error) {
    const why = error instanceof Error ? (error.message.split(': ').at(-1) ?? '') : '';
    findings.at(source, path, `"${pattern}" is not a regular expression: ${why}`);
  }
}

export function readFacts(draft: Draft, entities: Named<Entity>): Named<Fact> {
  const { findings } = draft;
  return readNamed(draft, 'facts.yaml', (source, name, value) => {
    const fact = findings.read(source, [name], value, FactShape);
    if (!fact) return undefined;
    if (fact.entity !== undefined && !entities.names.has(fact.entity)) {
      findings.unknown(source, [name, 'entity'], 'entity', fact.entity, entities.names);
    }
    return { name, ...fact };
  });
}

/** Intents without their playbooks, which are read later. */
export function readIntents(draft: Draft, domain: Domain, entities: Named<Entity>) {
  const { findings } = draft;
  const sources = draft.yamlFolder('intents');
  if (sources.length === 0) {
    findings.add('intents', { line: 1, column: 1 }, 'the pack has no intents', {
      suggestion: 'add intents/<name>.yaml',
    });
  }
  const said = new Map<string, string>();
  const all: { intent: Intent; source: YamlSource }[] = [];
  for (const source of sources) {
    const read = findings.read(source, [], source.value, IntentShape);
    if (!read) continue;
    const { reply, ...rest } = read;
    checkExamples(source, rest.examples, said, findings);
    for (const [index, entity] of rest.entities.entries()) {
      if (!entities.names.has(entity)) findings.unknown(source, ['entities', index], 'entity', entity, entities.names);
    }
    const text = reply === undefined ? undefined : readText(source, ['reply'], reply, domain.languages, findings);
    for (const { path, template } of text?.variants ?? []) checkTemplate(source, path, template, {}, findings);
    if (rest.kind === 'smalltalk' && !text) {
      findings.at(source, ['kind'], 'smalltalk needs a "reply": what is said back');
    }
    const intent = {
      id: source.stem,
      ...rest,
      family: rest.family ?? source.stem,
      ...(text ? { reply: text.text } : {}),
    };
    all.push({ intent, source });
  }
  return { all, names: new Set(draft.folder('intents', '.yaml').map(({ stem }) => stem)) };
}

/** An example that stands under two intents teaches a classifier nothing. */
function checkExamples(
  source: YamlSource,
  examples: readonly string[],
  said: Map<string, string>,
  findings: Findings,
): void {
  for (const [index, example] of examples.entries()) {
    const key = example
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
    const other = said.get(key);
    if (other === source.stem) findings.warn(source, ['examples', index], `"${example}" stands here twice`);
    else if (other !== undefined) {
      findings.at(source, ['examples', index], `"${example}" is also an example of ${other}`, 'keep it in one of them');
    }
    said.set(key, other ?? source.stem);
  }
  if (examples.length < 5) {
    findings.warn(source, ['examples'], `only ${examples.length} examples: too few to learn from`, 'write 15 or more');
  }
}
