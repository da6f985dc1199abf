import type { Condition } from './conditions';
import type { OpeningHours } from './hours';
import type { Playbook, Text } from './playbook';

/** How one channel keeps time. Milliseconds; all but `quietMs` and `maxBurstMs` run from the acceptance of a turn. */
export interface ChannelTiming {
  /** A burst ends when nothing came for so long. */
  readonly quietMs: number;
  /** A burst never lasts longer than this. */
  readonly maxBurstMs: number;
  /** The turn is overdue. */
  readonly overdueMs: number;
  /** An honest holding notice goes out. */
  readonly holdingMs: number;
  /** How long a person or the queue may leave a customer without an answer. */
  readonly personReplyMs: number;
}
export type PackChannel = 'chat' | 'email';

/** `question`: answered from knowledge. `task`: done by a playbook. `smalltalk`: answered by its own `reply`. */
export type IntentKind = 'question' | 'task' | 'smalltalk';

export interface Intent {
  readonly id: string;
  readonly description: string;
  /** In the customer's own plain words, "where your order is": for clarifying and for briefs. */
  readonly label: string;
  readonly kind: IntentKind;
  readonly examples: readonly string[];
  /** Entities that say which matter it is (the order, the card). */
  readonly entities: readonly string[];
  /** Intents of one family are the same matter when their key entity is the same. The intent's id unless given. */
  readonly family: string;
  readonly playbook?: string;
  /** Smalltalk only: what is said back. */
  readonly reply?: Text;
}

export type EntityKind = 'pattern' | 'list' | 'date' | 'money' | 'email' | 'phone' | 'number' | 'orderNumber';
/** The shape that libs/language recognises entities by. */
export interface Entity {
  readonly name: string;
  readonly kind: EntityKind;
  /** A regular expression (JavaScript, case-insensitive) for `pattern`, and optionally for `orderNumber`. */
  readonly pattern?: string;
  /** For `list`: what may be meant, and the ways in which people say it. */
  readonly values?: { readonly value: string; readonly synonyms?: string[] }[];
}

export type AskAgainReason = 'security' | 'consent' | 'stale';
export interface Fact {
  readonly name: string;
  /** The entity that fills it when the customer names one; a fact without is filled by the answer as it stands. */
  readonly entity?: string;
  readonly description: string;
  /** In plain words, for the brief. */
  readonly label: string;
  /** Several may be named at once; its value is the list of them. */
  readonly many?: boolean;
  /** Nothing is asked twice except for these reasons; empty: never. */
  readonly mayAskAgain: readonly AskAgainReason[];
}

/** What an HTTP status means for the playbook. `inDoubt`: nobody can tell whether the effect happened. */
export const errorMeanings = ['notFound', 'refused', 'invalid', 'denied', 'transient', 'inDoubt'] as const;
export type ErrorMeaning = (typeof errorMeanings)[number];

/** Type of an argument or result field; a trailing `?` in the pack makes it `optional` (absent becomes null). */
export interface FieldType {
  readonly type: 'string' | 'number' | 'boolean' | 'date' | 'money' | 'list' | 'map';
  readonly optional: boolean;
}

export interface Tool {
  readonly name: string;
  /** In plain words, "look up the order": for briefs and approvals. */
  readonly label: string;
  readonly effect: 'read' | 'write';
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `${NAME}` from the environment, `{{ argument }}` percent-encoded. Build requests with `requestOf`. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON body: values are templates over the arguments. */
  readonly body?: Readonly<Record<string, string | number | boolean>>;
  readonly takes: Readonly<Record<string, FieldType>>;
  /** Fields of the answer that playbooks may use; nothing else of it is kept. Undefined: unknown, unchecked. */
  readonly gives?: Readonly<Record<string, FieldType>>;
  readonly timeoutMs: number;
  /** Further tries after a transient failure. Reads only; a write is never tried again in doubt. */
  readonly retries: number;
  /** Exact status or class (`404`, `5xx`) → meaning; the defaults are in `meaningOf`. */
  readonly errors: Readonly<Record<string, ErrorMeaning>>;
  /** Writes: the arguments that make it the same business effect. Empty for reads. */
  readonly key: readonly string[];
  readonly reversible: boolean;
  /** A playbook must confirm with the customer before calling it. Writes: true unless the pack says otherwise. */
  readonly confirm: boolean;
  readonly limit?: ToolLimit;
  /** Takes the effect back, where a customer corrects what it was done with. */
  readonly undo?: ToolUndo;
}
export interface ToolUndo {
  readonly call: string;
  /** Arguments: templates over the arguments of the effect, and over its answer as `result`. */
  readonly with: Readonly<Record<string, string | number | boolean>>;
}
export interface ToolLimit {
  readonly perMinute?: number;
  /** What automation may do alone: the argument `amountFrom`, in minor units of the pack's currency. */
  readonly amountFrom?: string;
  readonly amountMinor?: number;
}

export interface Article {
  /** `art_` + the file's name. */
  readonly id: string;
  readonly title: string;
  readonly language: string;
  readonly audience: 'customers' | 'agents';
  readonly owner: string;
  /** Instants, ISO 8601 in UTC. */
  readonly validFrom?: string;
  readonly validUntil?: string;
  /** Given, or a hash of the content. */
  readonly version: string;
  /** Markdown, without the front matter. */
  readonly body: string;
}

export interface BoundaryRule {
  readonly id: string;
  readonly when: Condition;
  /** A weaker condition: the rule nearly fired. */
  readonly nearly?: Condition;
  readonly then: 'person' | 'automation' | 'approve';
  /** In plain words; people read it in the brief and in the record. */
  readonly reason: string;
  readonly queue?: string;
  /** 0 (can wait) to 9 (now). */
  readonly priority?: number;
}
export interface Boundary {
  /** In the order of the file. */
  readonly rules: readonly BoundaryRule[];
  readonly defaults: {
    readonly queue: string;
    readonly priority: number;
    /** Automation may go on gathering missing facts while the queue holds. */
    readonly gather: boolean;
  };
  /** Hash of boundary.yaml. */
  readonly version: string;
}

export interface Queue {
  readonly id: string;
  readonly name: string;
  readonly skills: readonly string[];
  readonly languages: readonly string[];
  readonly hours: OpeningHours;
  readonly priority: number;
  readonly serviceLevel: { readonly answerWithinMs: number };
}

/** The texts that a pack must bring, each with the names that its templates may use. */
export const textNames = {
  greeting: [],
  goodbye: [],
  handoff: [],
  handoffWithWait: ['minutes'],
  handoffClosed: ['opens'],
  holding: [],
  stillOnIt: [],
  cannotAnswer: [],
  notUnderstood: [],
  clarify: ['options'],
  askAgain: ['question'],
  personJoined: ['name'],
  personLeft: ['name'],
  openPromise: ['promise'],
  stopped: [],
  anythingElse: [],
  nextMatter: ['matter'],
} as const satisfies Record<string, readonly string[]>;
export type TextName = keyof typeof textNames;

/** A domain pack, read and checked: everything that one business says, knows and does. Plain data. */
export interface Pack {
  readonly id: string;
  readonly name: string;
  /** Hash of all files: the same content, the same version, on every machine. */
  readonly version: string;
  /** BCP 47; the first is the default. */
  readonly languages: readonly string[];
  /** How dates and money are written in each language, `en` → `en-GB`. */
  readonly locales: Readonly<Record<string, string>>;
  /** IANA. */
  readonly zone: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly hours: OpeningHours;
  readonly channels: Readonly<Record<PackChannel, ChannelTiming>>;
  readonly limits: { readonly overdueHandoffsPerMinute: number };
  readonly intents: readonly Intent[];
  readonly entities: readonly Entity[];
  readonly facts: readonly Fact[];
  readonly playbooks: readonly Playbook[];
  readonly tools: readonly Tool[];
  readonly articles: readonly Article[];
  readonly boundary: Boundary;
  readonly queues: readonly Queue[];
  readonly texts: Readonly<Record<TextName, Text>>;
}
