import { checkTemplate, type Names } from './check-template';
import type { Findings } from './findings';
import { didYouMean } from './mistakes';
import type { Fact, Tool } from './pack';
import type { Step, StepKind, Text } from './playbook';
import { atStart, meet, namesIn, type State } from './playbook-state';
import { readDo, readEach, readWhen } from './read-branching-steps';
import { brokenCall, readAsk, readCall, readConfirm, readHandOver } from './read-doing-steps';
import { readText } from './read-text';
import { StepShapes, type TextShape } from './shapes';
import type { Part } from './steps-of-parts';
import type { Path, YamlSource } from './sources';
import type { z } from 'zod';

/** What a playbook may refer to. Maps hold undefined for what is there but broken. */
export interface Surroundings {
  readonly findings: Findings;
  readonly parts: ReadonlyMap<string, Part | undefined>;
  readonly languages: readonly string[];
  readonly facts: ReadonlyMap<string, Fact | undefined>;
  readonly tools: ReadonlyMap<string, Tool | undefined>;
  readonly queues: ReadonlySet<string>;
}

export type Shaped<K extends StepKind> = z.output<(typeof StepShapes)[K]>;
const kinds = Object.keys(StepShapes) as StepKind[];

/** Reads the steps of one playbook in the order in which they run, and checks what each may know at its place. */
export class StepReader {
  private readonly ids = new Set<string>();
  /** Facts that some step asks for, and tools that some step calls. */
  readonly asks = new Set<string>();
  readonly calls = new Set<string>();
  /** Parts that some step does. */
  readonly parts = new Set<string>();

  constructor(
    readonly source: YamlSource,
    readonly mayDo: readonly string[],
    readonly pack: Surroundings,
    /** Names of the parts that this is inside of. */
    readonly within: readonly string[] = [],
  ) {}

  /** For the steps of a part, done here. */
  inside({ source, shaped }: Part): StepReader {
    return new StepReader(source, shaped.mayDo, this.pack, [...this.within, source.stem]);
  }

  /** The whole playbook. */
  all(values: readonly unknown[]): Step[] {
    const { steps, state } = this.list(values, ['steps'], atStart);
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

  list(values: readonly unknown[], path: Path, from: State): { steps: Step[]; state: State } {
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
      const read = this.step(value, [...path, index], state);
      if (read.step) steps.push(read.step);
      state = read.state;
    }
    return { steps, state };
  }

  private step(value: unknown, path: Path, state: State): { step?: Step | undefined; state: State } {
    const kind = this.kindOf(value, path);
    if (!kind) return { state };
    const { findings } = this.pack;
    switch (kind) {
      case 'ask': {
        const shaped = findings.read(this.source, path, value, StepShapes.ask);
        return shaped ? readAsk(this, shaped, path, state) : { state };
      }
      case 'call': {
        const shaped = findings.read(this.source, path, value, StepShapes.call);
        return shaped ? readCall(this, shaped, path, state) : { state: brokenCall(this, value, state) };
      }
      case 'when': {
        const shaped = findings.read(this.source, path, value, StepShapes.when);
        return shaped ? readWhen(this, shaped, path, state) : { state };
      }
      case 'confirm': {
        const shaped = findings.read(this.source, path, value, StepShapes.confirm);
        return shaped ? readConfirm(this, shaped, path, state) : { state: { ...state, confirmed: true } };
      }
      case 'say': {
        const shaped = findings.read(this.source, path, value, StepShapes.say);
        if (!shaped) return { state };
        const text = this.text(shaped.say, [...path, 'say'], state);
        return { step: { kind: 'say', id: this.id(shaped, path), text }, state };
      }
      case 'handOver': {
        const shaped = findings.read(this.source, path, value, StepShapes.handOver);
        return shaped ? readHandOver(this, shaped, path, state) : { state: { ...state, ended: true } };
      }
      case 'resolve': {
        const shaped = findings.read(this.source, path, value, StepShapes.resolve);
        const step = shaped && { kind, id: this.id(shaped, path), basis: shaped.resolve };
        return { step, state: { ...state, ended: true } };
      }
      case 'do': {
        const shaped = findings.read(this.source, path, value, StepShapes.do);
        return shaped ? readDo(this, shaped, path, state) : { state };
      }
      case 'each': {
        const shaped = findings.read(this.source, path, value, StepShapes.each);
        return shaped ? readEach(this, shaped, path, state) : { state };
      }
      case 'answer': {
        const shaped = findings.read(this.source, path, value, StepShapes.answer);
        if (!shaped) return { state };
        const otherwise = this.list(shaped.else, [...path, 'else'], state);
        const step = { kind, id: this.id(shaped, path), else: otherwise.steps };
        return { step, state: shaped.else.length > 0 ? meet(state, otherwise.state) : state };
      }
    }
  }

  private kindOf(value: unknown, path: Path): StepKind | undefined {
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

  text(written: TextShape, path: Path, state: State): Text {
    const { text, variants } = readText(this.source, path, written, this.pack.languages, this.pack.findings);
    for (const variant of variants) this.template(variant.template, variant.path, state);
    return text;
  }

  template(template: string, path: Path, state: State, as: 'words' | 'value' = 'words'): void {
    checkTemplate(this.source, path, template, this.names(state), this.pack.findings, state.guarded, as);
  }

  names(state: State): Names {
    return namesIn(state, this.pack.facts.keys());
  }

  id(shaped: { id?: string | undefined }, path: Path): string {
    const id = shaped.id ?? [this.source.stem, ...path.slice(1)].join('.');
    if (this.ids.has(id)) this.pack.findings.at(this.source, [...path, 'id'], `there are two steps "${id}"`);
    this.ids.add(id);
    return id;
  }
}
