import type { Draft } from './draft';
import { didYouMean } from './mistakes';
import type { Intent } from './pack';
import type { Playbook } from './playbook';
import { StepReader, type Surroundings } from './read-steps';
import { isPlaybook } from './steps-of-parts';
import { PlaybookShape } from './shapes';
import type { YamlSource } from './sources';

interface ReadIntents {
  readonly all: readonly { readonly intent: Intent; readonly source: YamlSource }[];
  readonly names: ReadonlySet<string>;
}

/** playbooks/*.yaml, and the intents with their playbooks filled in. */
export function readPlaybooks(
  draft: Draft,
  intents: ReadIntents,
  around: Surroundings,
): { playbooks: Playbook[]; intents: Intent[] } {
  const { findings } = draft;
  const files = draft.folder('playbooks', '.yaml').filter(({ file }) => isPlaybook(file));
  const names = new Set(files.map(({ stem }) => stem));
  const byIntent = new Map<string, string>();
  const done = new Set<string>();
  const sources = draft.yamlFolder('playbooks').filter(({ file }) => isPlaybook(file));
  const playbooks = sources.flatMap((source) => {
    const playbook = readPlaybook(source, intents.names, around, done);
    if (!playbook) return [];
    const other = byIntent.get(playbook.intent);
    if (other !== undefined) {
      findings.at(
        source,
        ['intent'],
        `"${other}" is already the playbook of "${playbook.intent}"`,
        'an intent has one',
      );
    }
    byIntent.set(playbook.intent, playbook.id);
    return [playbook];
  });
  for (const [name, part] of around.parts) {
    if (done.has(name) || !part) continue;
    findings.warn(part.source, [], `nobody does this part: no playbook has the step do: ${name}`);
  }
  return { playbooks, intents: intents.all.map(({ intent, source }) => withPlaybook(intent, source)) };

  function withPlaybook(intent: Intent, source: YamlSource): Intent {
    const playbook = byIntent.get(intent.id);
    if (intent.playbook !== undefined && !names.has(intent.playbook)) {
      findings.unknown(source, ['playbook'], 'playbook', intent.playbook, names);
    } else if (intent.playbook !== undefined && playbook !== undefined && playbook !== intent.playbook) {
      findings.at(source, ['playbook'], `the playbook that says it is for this intent is "${playbook}"`);
    }
    const allRead = playbooks.length === names.size; // a broken one may be the one that is missed
    if (intent.kind === 'task' && allRead && playbook === undefined && intent.playbook === undefined) {
      findings.warn(
        source,
        ['kind'],
        `nobody does "${intent.id}": no playbook has this intent`,
        `write playbooks/${intent.id}.yaml`,
      );
    }
    const chosen = intent.playbook ?? playbook;
    return chosen === undefined ? intent : { ...intent, playbook: chosen };
  }
}

function readPlaybook(
  source: YamlSource,
  intents: ReadonlySet<string>,
  around: Surroundings,
  done: Set<string>,
): Playbook | undefined {
  const { findings, facts, tools } = around;
  const read = findings.read(source, [], source.value, PlaybookShape);
  if (!read) return undefined;
  if (!intents.has(read.intent)) findings.unknown(source, ['intent'], 'intent', read.intent, intents);
  for (const [index, tool] of read.mayDo.entries()) {
    if (!tools.has(tool)) findings.unknown(source, ['mayDo', index], 'tool', tool, tools.keys());
  }
  const reader = new StepReader(source, read.mayDo, around);
  const steps = reader.all(read.steps);
  for (const part of reader.parts) done.add(part);
  for (const [index, fact] of read.needs.entries()) {
    if (!facts.has(fact)) findings.unknown(source, ['needs', index], 'fact', fact, facts.keys());
    else if (!reader.asks.has(fact)) {
      findings.at(
        source,
        ['needs', index],
        `"${fact}" is needed, but no step asks for it`,
        didYouMean(fact, reader.asks),
      );
    }
  }
  for (const [index, tool] of read.mayDo.entries()) {
    if (tools.has(tool) && !reader.calls.has(tool)) {
      findings.warn(source, ['mayDo', index], `"${tool}" is allowed here, but no step calls it`);
    }
  }
  const { intent, description, needs, mayDo } = read;
  return { id: source.stem, intent, description, needs, mayDo, steps };
}
