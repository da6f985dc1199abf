import type { Shaped, StepReader } from './read-steps';
import { checkBranches, checkList, checkOptionalGroups } from './check-step';
import type { WhenStep } from './playbook';
import { mentionedIn, vocabularyFrom } from './playbook-state';
import { readCondition } from './read-boundary';
import type { Step } from './playbook';
import { meet, reservedNames, type State } from './playbook-state';
import type { Path } from './sources';

/** Steps that lead elsewhere. */

export function readWhen(
  reader: StepReader,
  shaped: Shaped<'when'>,
  path: Path,
  state: State,
): { step?: WhenStep | undefined; state: State } {
  const names = reader.names(state);
  const vocabulary = vocabularyFrom(names);
  const { findings } = reader.pack;
  const condition = readCondition(reader.source, [...path, 'when'], shaped.when, vocabulary, findings);
  if (condition) {
    const written = { condition, otherwise: shaped.else.length > 0 };
    checkBranches(reader.source, path, written, state, vocabulary, findings);
  }
  checkOptionalGroups(reader.source, [...path, 'when'], shaped.when, names, findings);
  const inside = { ...state, guarded: new Set([...state.guarded, ...mentionedIn(shaped.when)]) };
  const yes = reader.list(shaped.then, [...path, 'then'], inside);
  const no = reader.list(shaped.else, [...path, 'else'], inside);
  const met = meet({ ...yes.state, guarded: state.guarded }, { ...no.state, guarded: state.guarded });
  const after = yes.state.ended ? { ...met, refuted: new Set([...state.refuted, shaped.when]) } : met;
  const step = condition && {
    kind: 'when' as const,
    id: reader.id(shaped, path),
    condition,
    then: yes.steps,
    else: no.steps,
  };
  return { step, state: after };
}

/** A part is read in the place where it is done, with what is known there. */
export function readDo(
  reader: StepReader,
  shaped: Shaped<'do'>,
  path: Path,
  state: State,
): { step?: Step | undefined; state: State } {
  const { findings, parts } = reader.pack;
  const name = shaped.do;
  reader.parts.add(name);
  if (!parts.has(name)) findings.unknown(reader.source, [...path, 'do'], 'part', name, parts.keys());
  const part = parts.get(name);
  if (!part) return { state };
  if (reader.within.includes(name)) {
    findings.at(reader.source, [...path, 'do'], `"${name}" does itself: it would never come to an end`);
    return { state };
  }
  const inside = reader.inside(part);
  const read = inside.list(part.shaped.steps, ['steps'], state);
  for (const fact of inside.asks) reader.asks.add(fact);
  for (const tool of inside.calls) reader.calls.add(tool);
  for (const other of inside.parts) reader.parts.add(other);
  return { step: { kind: 'do', id: reader.id(shaped, path), part: name, steps: read.steps }, state: read.state };
}

export function readEach(
  reader: StepReader,
  shaped: Shaped<'each'>,
  path: Path,
  state: State,
): { step: Step; state: State } {
  const { findings } = reader.pack;
  const { each: list, as } = shaped;
  checkList(reader.source, [...path, 'each'], list, reader.names(state), findings);
  if (reservedNames.includes(as) || state.saved.has(as)) {
    findings.at(reader.source, [...path, 'as'], `"${as}" has a meaning of its own`, 'choose another name');
  }
  const within = { ...state, refuted: new Set<string>(), saved: new Map([...state.saved, [as, undefined]]) };
  const read = reader.list(shaped.steps, [...path, 'steps'], within);
  const after = meet(state, { ...read.state, ended: false });
  return { step: { kind: 'each', id: reader.id(shaped, path), list, as, steps: read.steps }, state: after };
}
