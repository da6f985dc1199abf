import type { Condition } from './conditions';
import type { ErrorMeaning } from './pack';

/** Wording: language → variants, each a template. Choose and fill one with `wordingOf`. */
export type Text = Readonly<Record<string, readonly string[]>>;

interface StepBase {
  /** Given in the pack, or derived from where the step stands: `order_status.2.then.0`. Unique in its playbook. */
  readonly id: string;
}

/** Fills a fact. Passed over where the fact is known, unless `again`. */
export interface AskStep extends StepBase {
  readonly kind: 'ask';
  readonly fact: string;
  readonly text: Text;
  /** When the first question brought nothing; the same as `text` unless given. */
  readonly reask: Text;
  /** The known value turned out wrong: put it aside and ask. Only for facts that may be asked again. */
  readonly again: boolean;
  readonly mode: 'open' | 'security';
  /** Another way, where the customer does not know or has not answered twice; without it, to a person. */
  readonly unknown?: readonly Step[];
}

/** Calls a tool. A failure goes through the steps of its meaning in `on`; without those, to a person. */
export interface CallStep extends StepBase {
  readonly kind: 'call';
  readonly tool: string;
  /** Arguments; strings are templates, see `argumentsOf`. */
  readonly with: Readonly<Record<string, string | number | boolean>>;
  /** The answer's name in what follows. */
  readonly saveAs?: string;
  readonly on: Readonly<Partial<Record<ErrorMeaning, readonly Step[]>>>;
}

/** Goes on after either branch, unless the branch resolves or hands over. */
export interface WhenStep extends StepBase {
  readonly kind: 'when';
  readonly condition: Condition;
  readonly then: readonly Step[];
  readonly else: readonly Step[];
}

/** The customer agrees to `what` (a template in plain words) before it is done; a no goes through `else` and ends. */
export interface ConfirmStep extends StepBase {
  readonly kind: 'confirm';
  readonly text: Text;
  /** When the first question brought neither yes nor no; the same as `text` unless given. */
  readonly reask?: Text;
  readonly what: string;
  readonly else: readonly Step[];
}

export interface SayStep extends StepBase {
  readonly kind: 'say';
  readonly text: Text;
}

export interface HandOverStep extends StepBase {
  readonly kind: 'handOver';
  readonly queue?: string;
  /** In plain words, without personal data: it stands in the record. */
  readonly reason: string;
}

/** The matter is solved. */
export interface ResolveStep extends StepBase {
  readonly kind: 'resolve';
  readonly basis: 'confirmed' | 'done' | 'answered';
}

/** Answers from knowledge; `else` where nothing answers. */
export interface AnswerStep extends StepBase {
  readonly kind: 'answer';
  readonly else: readonly Step[];
}

/** The steps of a part that several playbooks share, in its place. */
export interface DoStep extends StepBase {
  readonly kind: 'do';
  readonly part: string;
  readonly steps: readonly Step[];
}

/** Its steps once for each member of a list, which they see under the name `as`. */
export interface EachStep extends StepBase {
  readonly kind: 'each';
  /** Path of the list in the scope. */
  readonly list: string;
  readonly as: string;
  readonly steps: readonly Step[];
}

export type Step =
  AskStep | CallStep | WhenStep | ConfirmStep | SayStep | HandOverStep | ResolveStep | AnswerStep | DoStep | EachStep;
export type StepKind = Step['kind'];

/** The branches of a step, by name; `on:notFound` are the steps for a call that failed like that. */
export function branchesOf(step: Step): [name: string, steps: readonly Step[]][] {
  switch (step.kind) {
    case 'when':
      return [
        ['then', step.then],
        ['else', step.else],
      ];
    case 'call':
      return Object.entries(step.on).map(([meaning, steps]) => [`on:${meaning}`, steps]);
    case 'confirm':
    case 'answer':
      return [['else', step.else]];
    case 'ask':
      return step.unknown ? [['unknown', step.unknown]] : [];
    case 'do':
    case 'each':
      return [[step.kind, step.steps]];
    default:
      return [];
  }
}

/** Every step, branches included, in the order of the file. */
export const stepsOf = (steps: readonly Step[]): Step[] =>
  steps.flatMap((step) => [step, ...branchesOf(step).flatMap(([, branch]) => stepsOf(branch))]);

/** How a matter is resolved. */
export interface Playbook {
  readonly id: string;
  readonly intent: string;
  readonly description: string;
  /** Facts that it cannot do without. */
  readonly needs: readonly string[];
  /** Tools that it may call. */
  readonly mayDo: readonly string[];
  readonly steps: readonly Step[];
}

/**
 * What conditions and templates of a playbook see. Answers of tools stand beside these under their `saveAs`.
 * A fact that is not known is null.
 */
export interface PlaybookScope {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly customer: { readonly name: string | null; readonly verified: boolean };
  readonly channel: string;
  readonly time: { readonly hour: number; readonly weekday: string; readonly open: boolean };
  /** The open promise that falls due first. `dueAt` is an instant, `by` a person's name or null. */
  readonly promise: { readonly what: string; readonly dueAt: string; readonly by: string | null } | null;
  /** In the steps of `on`: why the call failed. */
  readonly failure: { readonly meaning: string; readonly status: number } | null;
  readonly [savedAs: string]: unknown;
}
