import { checkBranches, checkCall, checkFailures, checkOptionalGroups } from './check-step';
import { checkTemplate, type Names } from './check-template';
import type { Findings } from './findings';
import { didYouMean } from './mistakes';
import type { ErrorMeaning, Fact, Tool } from './pack';
import type { AskStep, CallStep, Step, StepKind, Text, WhenStep } from './playbook';
import { atStart, meet, mentionedIn, namesIn, reservedNames, type State, vocabularyFrom } from './playbook-state';
import { readCondition } from './read-boundary';
import { readText } from './read-text';
import { StepShapes, type TextShape } from './shapes';
import type { Path, YamlSource } from './sources';
import type { z } from 'zod';

/** What a playbook may refer to. Maps hold undefined for what is there but broken. */
export interface Surroundings {
  readonly findings: Findings;
  readonly languages: readonly string[];
  readonly facts: ReadonlyMap<string, Fact | undefined>;
  readonly tools: ReadonlyMap<string, Tool | undefined>;
  readonly queues: ReadonlySet<string>;
}

type Shaped<K extends StepKind> = z.output<(typeof StepShapes)[K]>;
const kinds = Object.keys(StepShapes) as StepKind[];

/** Reads the steps of one playbook in the order in which they run, and checks what each may know at its place. */
export class StepReader {
  readonly #ids = new Set<string>();
  /** Facts that some step asks for, and tools that some step calls. */
  readonly asks = new Set<string>();
  readonly calls = new Set<string>();

  constructor(
    private readonly source: YamlSource,
    private readonly mayDo: readonly string[],
    private readonly pack: Surroundings,
  ) {}

  /** The whole playbook. */
  all(values: readonly unknown[]): Step[] {
    const { steps, state } = this.#list(values, ['steps'], atStart);
    if (!state.ended) {
      this.pack.findings.warn(
        this.source,
        ['steps', Math.max(values.length - 1, 0)],
        'this playbook may come to its end with the matter open',
        'end with resolve or handOver',
      );
    }
    return steps;
  }

  #list(values: readonly unknown[], path: Path, from: State): { steps: Step[]; state: State } {
    let state = from;
    const steps: Step[] = [];
    for (const [index, value] of values.entries()) {
      if (state.ended) {
        this.pack.findings.warn(
          this.source,
          [...path, index],
          'nothing leads to this step: the one before it ends the matter',
        );
        state = { ...state, ended: false };
      }
      const read = this.#step(value, [...path, index], state);
      if (read.step) steps.push(read.step);
      state = read.state;
    }
    return { steps, state };
  }

  #step(value: unknown, path: Path, state: State): { step?: Step | undefined; state: State } {
    const kind = this.#kindOf(value, path);
    if (!kind) return { state };
    const { findings } = this.pack;
    switch (kind) {
      case 'ask': {
        const shaped = findings.read(this.source, path, value, StepShapes.ask);
        return shaped ? this.#ask(shaped, path, state) : { state };
      }
      case 'call': {
        const shaped = findings.read(this.source, path, value, StepShapes.call);
        return shaped ? this.#call(shaped, path, state) : { state: this.#brokenCall(value, state) };
      }
      case 'when': {
        const shaped = findings.read(this.source, path, value, StepShapes.when);
        return shaped ? this.#when(shaped, path, state) : { state };
      }
      case 'confirm': {
        const shaped = findings.read(this.source, path, value, StepShapes.confirm);
        return shaped ? this.#confirm(shaped, path, state) : { state: { ...state, confirmed: true } };
      }
      case 'say': {
        const shaped = findings.read(this.source, path, value, StepShapes.say);
        if (!shaped) return { state };
        const text = this.#text(shaped.say, [...path, 'say'], state);
        return { step: { kind: 'say', id: this.#id(shaped, path), text }, state };
      }
      case 'handOver': {
        const shaped = findings.read(this.source, path, value, StepShapes.handOver);
        return shaped ? this.#handOver(shaped, path, state) : { state: { ...state, ended: true } };
      }
      case 'resolve': {
        const shaped = findings.read(this.source, path, value, StepShapes.resolve);
        const step = shaped && { kind, id: this.#id(shaped, path), basis: shaped.resolve };
        return { step, state: { ...state, ended: true } };
      }
      case 'answer': {
        const shaped = findings.read(this.source, path, value, StepShapes.answer);
        if (!shaped) return { state };
        const otherwise = this.#list(shaped.else, [...path, 'else'], state);
        const step = { kind, id: this.#id(shaped, path), else: otherwise.steps };
        return { step, state: shaped.else.length > 0 ? meet(state, otherwise.state) : state };
      }
    }
  }

  #kindOf(value: unknown, path: Path): StepKind | undefined {
    const { findings } = this.pack;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      findings.at(this.source, path, 'a step is a group that begins with what it does', `one of ${kinds.join(', ')}`);
      return undefined;
    }
    const keys = Object.keys(value);
    const found = kinds.filter((kind) => keys.includes(kind));
    if (found.length === 1) return found[0];
    const first = keys[0] ?? '';
    if (found.length > 1) {
      findings.at(
        this.source,
        path,
        `this step does two things at once: ${found.join(' and ')}`,
        'make two steps of it',
      );
    } else {
      const suggestion = didYouMean(first, kinds) ?? `a step is one of ${kinds.join(', ')}`;
      findings.atKey(this.source, [...path, first], `"${first}" is not a step`, suggestion);
    }
    return undefined;
  }

  #ask(shaped: Shaped<'ask'>, path: Path, state: State): { step: AskStep; state: State } {
    const { findings, facts } = this.pack;
    const { ask: fact, again, mode } = shaped;
    this.asks.add(fact);
    if (!facts.has(fact)) findings.unknown(this.source, [...path, 'ask'], 'fact', fact, facts.keys());
    const reasons = facts.get(fact)?.mayAskAgain;
    if (again && reasons?.length === 0) {
      findings.at(
        this.source,
        [...path, 'again'],
        `"${fact}" must not be asked again: nothing a customer has told us is`,
        `give it mayAskAgain: [stale] in facts.yaml if its value can turn out wrong`,
      );
    }
    const text = this.#text(shaped.text, [...path, 'text'], state);
    const reask = shaped.reask === undefined ? text : this.#text(shaped.reask, [...path, 'reask'], state);
    const step: AskStep = { kind: 'ask', id: this.#id(shaped, path), fact, text, reask, again, mode };
    const refuted = new Set([...state.refuted].filter((condition) => !condition.includes(fact)));
    return { step, state: { ...state, refuted, askedFor: new Set([...state.askedFor, fact]) } };
  }

  #call(shaped: Shaped<'call'>, path: Path, state: State): { step: CallStep; state: State } {
    const { call: name, with: args, saveAs } = shaped;
    this.calls.add(name);
    const tool = checkCall(this.source, shaped, path, { ...this.pack, mayDo: this.mayDo, confirmed: state.confirmed });
    if (tool) checkFailures(this.source, path, tool, shaped.on, this.pack.findings);
    for (const [argument, value] of Object.entries(args)) {
      if (typeof value === 'string') this.#template(value, [...path, 'with', argument], state, 'value');
    }
    if (saveAs !== undefined && reservedNames.includes(saveAs)) {
      this.pack.findings.at(
        this.source,
        [...path, 'saveAs'],
        `"${saveAs}" has a meaning of its own`,
        'choose another name',
      );
    }
    const succeeded = this.#after(state, saveAs, tool);
    const failed = { ...state, failing: true, confirmed: tool?.confirm ? false : state.confirmed };
    const on: Partial<Record<ErrorMeaning, readonly Step[]>> = {};
    let after = succeeded;
    for (const [meaning, values] of Object.entries(shaped.on) as [ErrorMeaning, unknown[]][]) {
      const read = this.#list(values, [...path, 'on', meaning], failed);
      on[meaning] = read.steps;
      if (!read.state.ended && saveAs !== undefined && !read.state.saved.has(saveAs)) {
        this.pack.findings.atKey(
          this.source,
          [...path, 'on', meaning],
          `after "${meaning}" the playbook goes on, but "${saveAs}" is not there`,
          'end with resolve or handOver, or call again and save it',
        );
        continue; // one mistake is enough: what follows is checked as if it were there
      }
      after = meet(after, { ...read.state, failing: state.failing });
    }
    const step: CallStep = { kind: 'call', id: this.#id(shaped, path), tool: name, with: args, on };
    return { step: saveAs === undefined ? step : { ...step, saveAs }, state: after };
  }

  #after(state: State, saveAs: string | undefined, tool: Tool | undefined): State {
    const confirmed = tool?.confirm ? false : state.confirmed;
    // Its answer is a new one: what was asked of an earlier one says nothing any more.
    const refuted = saveAs === undefined || !state.saved.has(saveAs) ? state.refuted : new Set<string>();
    return saveAs === undefined
      ? { ...state, confirmed }
      : { ...state, confirmed, refuted, saved: new Map([...state.saved, [saveAs, tool]]) };
  }

  /** So that one broken call does not make every later mention of its answer a mistake. */
  #brokenCall(value: unknown, state: State): State {
    const { call, saveAs } = value as { call?: unknown; saveAs?: unknown };
    if (typeof call === 'string') this.calls.add(call);
    return typeof saveAs === 'string' ? { ...state, saved: new Map([...state.saved, [saveAs, undefined]]) } : state;
  }

  #when(shaped: Shaped<'when'>, path: Path, state: State): { step?: WhenStep | undefined; state: State } {
    const names = this.#names(state);
    const vocabulary = vocabularyFrom(names);
    const { findings } = this.pack;
    const condition = readCondition(this.source, [...path, 'when'], shaped.when, vocabulary, findings);
    if (condition) {
      const written = { condition, otherwise: shaped.else.length > 0 };
      checkBranches(this.source, path, written, state, vocabulary, findings);
    }
    checkOptionalGroups(this.source, [...path, 'when'], shaped.when, names, findings);
    const inside = { ...state, guarded: new Set([...state.guarded, ...mentionedIn(shaped.when)]) };
    const yes = this.#list(shaped.then, [...path, 'then'], inside);
    const no = this.#list(shaped.else, [...path, 'else'], inside);
    const met = meet({ ...yes.state, guarded: state.guarded }, { ...no.state, guarded: state.guarded });
    const after = yes.state.ended ? { ...met, refuted: new Set([...state.refuted, shaped.when]) } : met;
    const step = condition && {
      kind: 'when' as const,
      id: this.#id(shaped, path),
      condition,
      then: yes.steps,
      else: no.steps,
    };
    return { step, state: after };
  }

  #confirm(shaped: Shaped<'confirm'>, path: Path, state: State): { step: Step; state: State } {
    const text = this.#text(shaped.text, [...path, 'text'], state);
    this.#template(shaped.confirm, [...path, 'confirm'], state);
    const otherwise = this.#list(shaped.else, [...path, 'else'], state);
    const id = this.#id(shaped, path);
    const step: Step = { kind: 'confirm', id, what: shaped.confirm, text, else: otherwise.steps };
    return { step, state: { ...state, confirmed: true } };
  }

  #handOver(shaped: Shaped<'handOver'>, path: Path, state: State): { step: Step; state: State } {
    const { findings, queues } = this.pack;
    const { queue, handOver: reason } = shaped;
    if (queue !== undefined && !queues.has(queue)) {
      findings.unknown(this.source, [...path, 'queue'], 'queue', queue, queues);
    }
    if (reason.includes('{{')) {
      findings.at(
        this.source,
        [...path, 'handOver'],
        'a reason stands in the record and must hold nothing personal',
        'leave the names out',
      );
    }
    const step: Step = {
      kind: 'handOver',
      id: this.#id(shaped, path),
      reason,
      ...(queue === undefined ? {} : { queue }),
    };
    return { step, state: { ...state, ended: true } };
  }

  #text(written: TextShape, path: Path, state: State): Text {
    const { text, variants } = readText(this.source, path, written, this.pack.languages, this.pack.findings);
    for (const variant of variants) this.#template(variant.template, variant.path, state);
    return text;
  }

  #template(template: string, path: Path, state: State, as: 'words' | 'value' = 'words'): void {
    checkTemplate(this.source, path, template, this.#names(state), this.pack.findings, state.guarded, as);
  }

  #names(state: State): Names {
    return namesIn(state, this.pack.facts.keys());
  }

  #id(shaped: { id?: string | undefined }, path: Path): string {
    const id = shaped.id ?? [this.source.stem, ...path.slice(1)].join('.');
    if (this.#ids.has(id)) this.pack.findings.at(this.source, [...path, 'id'], `there are two steps "${id}"`);
    this.#ids.add(id);
    return id;
  }
}
