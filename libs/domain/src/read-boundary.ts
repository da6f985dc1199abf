import { compileCondition, type Condition, ConditionError } from './conditions';
import type { Domain, Draft } from './draft';
import type { Findings } from './findings';
import { didYouMean } from './mistakes';
import type { Boundary, BoundaryRule, Queue } from './pack';
import { canDiffer, possibleValues } from './possible';
import { readHours } from './read-hours';
import { BoundaryShape, QueueShape, RuleShape } from './shapes';
import { contentHash, type Path, type YamlSource } from './sources';
import { boundaryVocabulary, dialogueActs, type Vocabulary } from './vocabulary';

export function readQueues(draft: Draft, domain: Domain): { all: Queue[]; names: Set<string>; source?: YamlSource } {
  const { findings } = draft;
  const source = draft.yaml('queues.yaml', 'needed');
  if (!source) return { all: [], names: new Set() };
  if (!Array.isArray(source.value) || source.value.length === 0) {
    findings.at(source, [], 'queues.yaml must be a list of queues; at least one is needed');
    return { all: [], names: new Set() };
  }
  const names = new Set<string>();
  const all = source.value.flatMap((value: unknown, index): Queue[] => {
    const queue = findings.read(source, [index], value, QueueShape);
    // A broken queue is there all the same: who names it makes no mistake.
    if (!queue && typeof value === 'object' && value !== null && 'id' in value) names.add(String(value.id));
    if (!queue) return [];
    if (names.has(queue.id)) findings.at(source, [index, 'id'], `there are two queues "${queue.id}"`);
    names.add(queue.id);
    for (const [at, language] of (queue.languages ?? []).entries()) {
      if (!domain.languages.includes(language)) {
        findings.unknown(source, [index, 'languages', at], 'language', language, domain.languages);
      }
    }
    const hours = queue.hours === undefined ? domain.hours : readHours(source, [index, 'hours'], queue.hours, findings);
    return [{ ...queue, hours, languages: queue.languages ?? domain.languages }];
  });
  return { all, names, source };
}

/** Compiles a condition; a mistake in it is reported where it stands in the file. */
export function readCondition(
  source: YamlSource,
  path: Path,
  text: string,
  vocabulary: Vocabulary,
  findings: Findings,
): Condition | undefined {
  try {
    return compileCondition(text, vocabulary);
  } catch (error) {
    if (!(error instanceof ConditionError)) throw error;
    findings.add(source.file, source.placeIn(path, error.at), error.message, { suggestion: error.suggestion });
    return undefined;
  }
}

/** What reaches nobody unless a rule takes it to a person. */
const needsRule = ['exhausted', 'inDoubt', 'deliveryFailed', 'promiseDue', 'deadLetter', 'overdue'];

export function readBoundary(
  draft: Draft,
  queues: ReadonlySet<string>,
  intents: ReadonlySet<string>,
): Boundary | undefined {
  const { findings } = draft;
  const source = draft.yaml('boundary.yaml', 'needed');
  const read = source && findings.read(source, [], source.value, BoundaryShape);
  if (!source || !read) return undefined;
  if (!queues.has(read.defaults.queue)) {
    findings.unknown(source, ['defaults', 'queue'], 'queue', read.defaults.queue, queues);
  }
  const ids = new Set<string>();
  const rules = read.rules.flatMap((value, index) => {
    const rule = readRule(source, index, value, { queues, intents }, findings);
    if (rule && ids.has(rule.id)) findings.at(source, ['rules', index, 'id'], `there are two rules "${rule.id}"`);
    if (rule) ids.add(rule.id);
    return rule ?? [];
  });
  reportDead(source, rules, findings);
  const conditions = rules.map(({ when }) => when.source).join('\n');
  for (const name of findings.hasErrors ? [] : needsRule.filter((name) => !conditions.includes(name))) {
    findings.warn(source, ['rules'], `no rule says what happens when "${name}": nobody may take care of it`);
  }
  return { rules, defaults: read.defaults, version: contentHash(source.text) };
}

/** Rules that nothing can ever fire, and those that add nothing to an earlier one. */
function reportDead(source: YamlSource, rules: readonly BoundaryRule[], findings: Findings): void {
  const written = (source.value as { rules: { id?: unknown }[] }).rules;
  for (const [at, { id, when, nearly, then }] of rules.entries()) {
    const path = ['rules', written.findIndex((rule) => rule.id === id)];
    if (possibleValues(when, boundaryVocabulary).canBeTrue === false) {
      findings.warn(
        source,
        [...path, 'when'],
        `this rule is dead: "${when.source}" can never be so`,
        'look at the values that it compares, or take the rule out',
      );
    } else if (nearly && canDiffer(nearly, when, boundaryVocabulary) === false) {
      const suggestion = '"nearly" is a weaker condition, such as a lower limit';
      findings.warn(source, [...path, 'nearly'], '"nearly" is never so where the rule does not fire', suggestion);
    }
    const before = rules.slice(0, at).find((rule) => rule.when.source === when.source && rule.then === then);
    if (before)
      findings.warn(source, path, `this rule is dead: "${before.id}" has the same condition and comes before it`);
  }
}

function readRule(
  source: YamlSource,
  index: number,
  value: unknown,
  known: { queues: ReadonlySet<string>; intents: ReadonlySet<string> },
  findings: Findings,
): BoundaryRule | undefined {
  const base = ['rules', index];
  const read = findings.read(source, base, value, RuleShape);
  if (!read) return undefined;
  if (read.queue !== undefined && !known.queues.has(read.queue)) {
    findings.unknown(source, [...base, 'queue'], 'queue', read.queue, known.queues);
  }
  const compile = (key: 'when' | 'nearly', text: string) => {
    const condition = readCondition(source, [...base, key], text, boundaryVocabulary, findings);
    if (condition) checkMentions(source, [...base, key], text, known.intents, findings);
    return condition;
  };
  const when = compile('when', read.when);
  const nearly = read.nearly === undefined ? undefined : compile('nearly', read.nearly);
  const { when: _when, nearly: _nearly, ...rest } = read;
  return when && { ...rest, when, ...(nearly ? { nearly } : {}) };
}

/** Names of intents and acts inside a condition are texts to CEL; a wrong one would never be true, silently. */
function checkMentions(
  source: YamlSource,
  path: Path,
  text: string,
  intents: ReadonlySet<string>,
  findings: Findings,
): void {
  const mentions = [
    { kind: 'intent', known: intents, pattern: /intent\.id\s*[!=]=\s*["'](\w+)["']|["'](\w+)["']\s+in\s+intents\b/g },
    { kind: 'dialogue act', known: new Set<string>(dialogueActs), pattern: /["'](\w+)["']\s+in\s+acts\b/g },
  ];
  for (const { kind, known, pattern } of mentions) {
    for (const match of text.matchAll(pattern)) {
      const name = match[1] ?? match[2] ?? '';
      if (known.has(name)) continue;
      const place = source.placeIn(path, match.index + match[0].indexOf(name));
      findings.add(source.file, place, `there is no ${kind} "${name}"`, { suggestion: didYouMean(name, known) });
    }
  }
}
