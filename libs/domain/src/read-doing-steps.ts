import type { Shaped, StepReader } from './read-steps';
import { checkCall, checkFailures } from './check-step';
import type { ErrorMeaning, Tool } from './pack';
import type { AskStep, CallStep } from './playbook';
import type { Step } from './playbook';
import { meet, reservedNames, type State } from './playbook-state';
import type { Path } from './sources';

/** Steps that ask and act. */

export function readAsk(
  reader: StepReader,
  shaped: Shaped<'ask'>,
  path: Path,
  state: State,
): { step: AskStep; state: State } {
  const { findings, facts } = reader.pack;
  const { ask: fact, again, mode } = shaped;
  reader.asks.add(fact);
  if (!facts.has(fact)) findings.unknown(reader.source, [...path, 'ask'], 'fact', fact, facts.keys());
  const reasons = facts.get(fact)?.mayAskAgain;
  if (again && reasons?.length === 0) {
    findings.at(
      reader.source,
      [...path, 'again'],
      `"${fact}" must not be asked again: nothing a customer has told us is`,
      `give it mayAskAgain: [stale] in facts.yaml if its value can turn out wrong`,
    );
  }
  const text = reader.text(shaped.text, [...path, 'text'], state);
  const reask = shaped.reask === undefined ? text : reader.text(shaped.reask, [...path, 'reask'], state);
  if (shaped.reask === undefined && Object.values(text).some((variants) => variants.length === 1)) {
    const what = `"${fact}" would be asked again in the same words`;
    findings.warn(reader.source, [...path, 'text'], what, 'add a reask, or a second way to say it');
  }
  const id = reader.id(shaped, path);
  const step: AskStep = { kind: 'ask', id, fact, text, reask, again, mode };
  const refuted = new Set([...state.refuted].filter((condition) => !condition.includes(fact)));
  const answered = { ...state, refuted, askedFor: new Set([...state.askedFor, fact]) };
  if (!shaped.unknown) return { step, state: answered };
  const unknown = reader.list(shaped.unknown, [...path, 'unknown'], { ...state, refuted });
  return { step: { ...step, unknown: unknown.steps }, state: meet(answered, unknown.state) };
}

export function readConfirm(
  reader: StepReader,
  shaped: Shaped<'confirm'>,
  path: Path,
  state: State,
): { step: Step; state: State } {
  const text = reader.text(shaped.text, [...path, 'text'], state);
  reader.template(shaped.confirm, [...path, 'confirm'], state);
  const otherwise = reader.list(shaped.else, [...path, 'else'], state);
  const id = reader.id(shaped, path);
  const again = shaped.reask === undefined ? {} : { reask: reader.text(shaped.reask, [...path, 'reask'], state) };
  const step: Step = { kind: 'confirm', id, what: shaped.confirm, text, ...again, else: otherwise.steps };
  return { step, state: { ...state, confirmed: true } };
}

export function readCall(
  reader: StepReader,
  shaped: Shaped<'call'>,
  path: Path,
  state: State,
): { step: CallStep; state: State } {
  const { call: name, with: args, saveAs } = shaped;
  reader.calls.add(name);
  const tool = checkCall(reader.source, shaped, path, {
    ...reader.pack,
    mayDo: reader.mayDo,
    confirmed: state.confirmed,
  });
  if (tool) checkFailures(reader.source, path, tool, shaped.on, reader.pack.findings);
  for (const [argument, value] of Object.entries(args)) {
    if (typeof value === 'string') reader.template(value, [...path, 'with', argument], state, 'value');
  }
  if (saveAs !== undefined && reservedNames.includes(saveAs)) {
    reader.pack.findings.at(
      reader.source,
      [...path, 'saveAs'],
      `"${saveAs}" has a meaning of its own`,
      'choose another name',
    );
  }
  const succeeded = afterCall(state, saveAs, tool);
  const failed = { ...state, failing: true, confirmed: tool?.confirm ? false : state.confirmed };
  const on: Partial<Record<ErrorMeaning, readonly Step[]>> = {};
  let after = succeeded;
  for (const [meaning, values] of Object.entries(shaped.on) as [ErrorMeaning, unknown[]][]) {
    const read = reader.list(values, [...path, 'on', meaning], failed);
    on[meaning] = read.steps;
    if (!read.state.ended && saveAs !== undefined && !read.state.saved.has(saveAs)) {
      reader.pack.findings.atKey(
        reader.source,
        [...path, 'on', meaning],
        `after "${meaning}" the playbook goes on, but "${saveAs}" is not there`,
        'end with resolve or handOver, or call again and save it',
      );
      continue; // one mistake is enough: what follows is checked as if it were there
    }
    after = meet(after, { ...read.state, failing: state.failing });
  }
  const step: CallStep = { kind: 'call', id: reader.id(shaped, path), tool: name, with: args, on };
  return { step: saveAs === undefined ? step : { ...step, saveAs }, state: after };
}

function afterCall(state: State, saveAs: string | undefined, tool: Tool | undefined): State {
  const confirmed = tool?.confirm ? false : state.confirmed;
  // Its answer is a new one: what was asked of an earlier one says nothing any more.
  const refuted = saveAs === undefined || !state.saved.has(saveAs) ? state.refuted : new Set<string>();
  return saveAs === undefined
    ? { ...state, confirmed }
    : { ...state, confirmed, refuted, saved: new Map([...state.saved, [saveAs, tool]]) };
}

/** So that one broken call does not make every later mention of its answer a mistake. */
export function brokenCall(reader: StepReader, value: unknown, state: State): State {
  const { call, saveAs } = value as { call?: unknown; saveAs?: unknown };
  if (typeof call === 'string') reader.calls.add(call);
  return typeof saveAs === 'string' ? { ...state, saved: new Map([...state.saved, [saveAs, undefined]]) } : state;
}

export function readHandOver(
  reader: StepReader,
  shaped: Shaped<'handOver'>,
  path: Path,
  state: State,
): { step: Step; state: State } {
  const { findings, queues } = reader.pack;
  const { queue, handOver: reason } = shaped;
  if (queue !== undefined && !queues.has(queue)) {
    findings.unknown(reader.source, [...path, 'queue'], 'queue', queue, queues);
  }
  if (reason.includes('{{')) {
    findings.at(
      reader.source,
      [...path, 'handOver'],
      'a reason stands in the record and must hold nothing personal',
      'leave the names out',
    );
  }
  const step: Step = {
    kind: 'handOver',
    id: reader.id(shaped, path),
    reason,
    ...(queue === undefined ? {} : { queue }),
  };
  return { step, state: { ...state, ended: true } };
}
