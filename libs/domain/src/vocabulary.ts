import type { Weekday } from './hours';

/** Names that conditions and templates may use: CEL type, or fields with theirs. `dyn` is anything, also null. */
export type Vocabulary = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** What the rules of boundary.yaml see. Clear values only: it is stored as the evidence of the decision. */
export interface BoundaryScope {
  /** The best candidate. `id` is empty where there is none. */
  readonly intent: { readonly id: string; readonly probability: number; readonly noneOfThese: number };
  /** All intents that were said in this turn. */
  readonly intents: readonly string[];
  /** Dialogue acts of this turn, those more probable than not: asks, answers, asksForPerson, complains … */
  readonly acts: readonly string[];
  /** `signals`: kinds more probable than not (vulnerability, fraud, legal, frustration …). */
  readonly emotion: {
    readonly dissatisfaction: number;
    readonly urgency: number;
    readonly signals: readonly string[];
  };
  readonly complexity: { readonly score: number; readonly reasons: readonly string[] };
  readonly context: {
    /** Turns of this conversation, this one included. */
    readonly turns: number;
    /** How often this matter was brought forward, this time included. */
    readonly repeats: number;
    /** Turns in a row that were not understood or could not be answered, this one included. */
    readonly failures: number;
    readonly transfers: number;
    readonly openPromises: number;
    readonly channel: string;
    readonly verified: boolean;
    /** Since the first message without an answer. */
    readonly waitingMs: number;
    /** `automation`, `queue` or `person`. */
    readonly holderBefore: string;
    /** Since the last turn before this; 0 in the first. */
    readonly minutesSinceContact: number;
  };
  /** What else brought the conversation here; one of them is true where it was not a turn. */
  readonly overdue: boolean;
  readonly exhausted: boolean;
  readonly inDoubt: boolean;
  readonly deliveryFailed: boolean;
  readonly promiseDue: boolean;
  readonly deadLetter: boolean;
  readonly time: { readonly hour: number; readonly weekday: Weekday; readonly open: boolean };
}

/** The types of BoundaryScope for CEL. */
export const boundaryVocabulary = {
  intent: { id: 'string', probability: 'double', noneOfThese: 'double' },
  intents: 'list<string>',
  acts: 'list<string>',
  emotion: { dissatisfaction: 'double', urgency: 'double', signals: 'list<string>' },
  complexity: { score: 'double', reasons: 'list<string>' },
  context: {
    turns: 'double',
    repeats: 'double',
    failures: 'double',
    transfers: 'double',
    openPromises: 'double',
    channel: 'string',
    verified: 'bool',
    waitingMs: 'double',
    holderBefore: 'string',
    minutesSinceContact: 'double',
  },
  overdue: 'bool',
  exhausted: 'bool',
  inDoubt: 'bool',
  deliveryFailed: 'bool',
  promiseDue: 'bool',
  deadLetter: 'bool',
  time: { hour: 'double', weekday: 'string', open: 'bool' },
} as const satisfies Vocabulary & Record<keyof BoundaryScope, unknown>;

/** What `acts` may hold; the names of the contracts. */
export const dialogueActs = [
  'asks',
  'answers',
  'confirms',
  'denies',
  'corrects',
  'repeats',
  'thanks',
  'greets',
  'saysGoodbye',
  'asksForPerson',
  'complains',
  'stops',
  'informs',
] as const;
