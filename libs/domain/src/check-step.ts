import type { Known, Names } from './check-template';
import type { Condition } from './conditions';
import type { Findings } from './findings';
import { didYouMean } from './mistakes';
import type { Tool } from './pack';
import type { CallStep } from './playbook';
import { mentionedIn } from './playbook-state';
import { possibleValues } from './possible';
import type { Path, YamlSource } from './sources';
import type { Vocabulary } from './vocabulary';

interface CallContext {
  readonly findings: Findings;
  readonly tools: ReadonlyMap<string, Tool | undefined>;
  readonly mayDo: readonly string[];
  readonly confirmed: boolean;
}
type WrittenCall = { readonly call: string } & Pick<CallStep, 'with'>;

/** Whether a playbook may make this call here, with these arguments. Gives the tool where it could be read. */
export function checkCall(source: YamlSource, step: WrittenCall, path: Path, context: CallContext): Tool | undefined {
  const { findings, tools, mayDo, confirmed } = context;
  const name = step.call;
  const at = [...path, 'call'];
  if (!tools.has(name)) {
    findings.unknown(source, at, 'tool', name, tools.keys());
  } else if (!mayDo.includes(name)) {
    findings.at(source, at, `this playbook may not do "${name}"`, 'add it to mayDo');
  }
  const tool = tools.get(name);
  if (!tool) return undefined;
  if (tool.confirm && !confirmed) {
    findings.at(
      source,
      at,
      `"${name}" changes something, and nobody has confirmed it`,
      'put a confirm step before it, or confirm: false in tools.yaml',
    );
  }
  checkArguments(source, tool, step.with, path, findings);
  return tool;
}

function checkArguments(source: YamlSource, tool: Tool, args: CallStep['with'], path: Path, findings: Findings): void {
  for (const argument of Object.keys(args).filter((argument) => !(argument in tool.takes))) {
    const suggestion = didYouMean(argument, Object.keys(tool.takes));
    findings.atKey(source, [...path, 'with', argument], `"${tool.name}" takes no "${argument}"`, suggestion);
  }
  for (const [argument, type] of Object.entries(tool.takes)) {
    if (type.optional || argument in args) continue;
    findings.at(source, path, `"${tool.name}" needs "${argument}"`, 'add it under with');
  }
}

/** Branches that no value of its condition leads to. */
export function checkBranches(
  source: YamlSource,
  path: Path,
  written: { readonly condition: Condition; readonly otherwise: boolean },
  state: { readonly refuted: ReadonlySet<string> },
  vocabulary: Vocabulary,
  findings: Findings,
): void {
  const { condition, otherwise } = written;
  const { canBeTrue, canBeFalse } = possibleValues(condition, vocabulary);
  if (state.refuted.has(condition.source)) {
    const what = 'nothing leads to these steps: the same was asked before, and where it was so the matter has ended';
    findings.warn(source, [...path, 'then'], what, 'take them out, or ask for something else');
  } else if (canBeTrue === false) {
    findings.warn(source, [...path, 'then'], `nothing leads to these steps: "${condition.source}" can never be so`);
  } else if (canBeFalse === false && otherwise) {
    findings.warn(source, [...path, 'else'], `nothing leads to these steps: "${condition.source}" is always so`);
  }
}

/** Failures that this tool never has. */
export function checkFailures(source: YamlSource, path: Path, tool: Tool, on: object, findings: Findings): void {
  if (!('inDoubt' in on) || tool.effect === 'write' || Object.values(tool.errors).includes('inDoubt')) return;
  const what = `nothing leads to these steps: "${tool.name}" only reads, and that is never in doubt`;
  findings.add(source.file, source.placeOfKey([...path, 'on', 'inDoubt']), what, {
    suggestion: 'a read that got no answer is "transient"',
    severity: 'warning',
  });
}

/** Whether a path names a list, as far as that is known. */
export function checkList(source: YamlSource, path: Path, list: string, names: Names, findings: Findings): void {
  let known: Known = { fields: names };
  for (const key of list.split('.')) {
    if (known === 'anything' || 'type' in known) break;
    const next: Known | undefined = known.fields[key];
    if (!next)
      return findings.at(source, path, `nothing is called "${key}" here`, didYouMean(key, Object.keys(known.fields)));
    known = next;
  }
  const isList = known === 'anything' || ('type' in known && (known.type === 'list' || list.startsWith('facts.')));
  if (!isList)
    findings.at(source, path, `"${list}" is not a list`, 'name a field of type list, or a fact with many: true');
}

/** Groups that may be null are `dyn` to CEL, which lets every field pass; so their fields are checked here. */
export function checkOptionalGroups(
  source: YamlSource,
  path: Path,
  condition: string,
  names: Names,
  findings: Findings,
): void {
  for (const mention of mentionedIn(condition)) {
    const [root = '', field] = mention.split('.');
    const group = names[root];
    if (field === undefined || !group || group === 'anything' || 'type' in group || !group.optional) continue;
    if (field in group.fields) continue;
    const place = source.placeIn(path, condition.indexOf(mention));
    const suggestion = didYouMean(field, Object.keys(group.fields));
    findings.add(source.file, place, `there is no "${field}" in "${root}"`, { suggestion });
  }
}
