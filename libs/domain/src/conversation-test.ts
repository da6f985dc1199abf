/** An event that must or must not happen: its short type, and fields of its data that it must hold. */
export interface ExpectedEvent {
  /** `ReplyPrepared`, or `desk.ReplyPrepared` where two services publish one of that name. */
  readonly event: string;
  /** A part of `data`: objects hold at least these fields, lists hold at least these members, the rest is equal. */
  readonly with: Readonly<Record<string, unknown>>;
}

/** What the outside answers to a tool, while a conversation is rehearsed. */
export interface OutsideAnswer {
  readonly tool: string;
  /** Only for calls whose arguments hold at least these. */
  readonly with: Readonly<Record<string, unknown>>;
  readonly answer: OutsideWord;
  /** Virtual time that it takes. */
  readonly afterMs: number;
}
export type OutsideWord =
  /** Strings are templates over the arguments; `today+3` is a day. */
  | { readonly kind: 'gives'; readonly value: unknown }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'noAnswer' }
  | { readonly kind: 'unreachable' };

/** What a person at the desk does. */
export type PersonAct =
  | { readonly kind: 'accepts' }
  | { readonly kind: 'replies'; readonly text: string }
  | {
      readonly kind: 'returns';
      readonly decided: string;
      readonly leftOpen: string;
      readonly promises: readonly { readonly what: string; readonly inHours: number }[];
    }
  | { readonly kind: 'closes'; readonly solved: boolean };

/** One step of a told conversation: somebody does something, or time passes; then the system comes to rest. */
export interface TestTurn {
  readonly line: number;
  /** The customer's messages; several are one burst. */
  readonly say: readonly string[];
  readonly person?: PersonAct;
  /** What was released last does not arrive. */
  readonly lost: boolean;
  /** From here on, before what was said earlier about these tools. */
  readonly outside: readonly OutsideAnswer[];
  /** Virtual time that passes first. */
  readonly waitMs: number;
  /** From here to the next step. */
  readonly must: readonly ExpectedEvent[];
  readonly mustNot: readonly ExpectedEvent[];
}

/** A conversation as data (domains/<pack>/tests): what is said, what must and must not happen. Never wording. */
export interface ConversationTest {
  readonly file: string;
  readonly name: string;
  readonly about: string;
  readonly channel: string;
  readonly verified: boolean;
  /** ISO 8601; undefined: a Monday morning. */
  readonly startsAt?: string;
  /** Before what tests/outside.yaml says. */
  readonly outside: readonly OutsideAnswer[];
  readonly turns: readonly TestTurn[];
  /** Over the whole conversation. */
  readonly finally: { readonly must: readonly ExpectedEvent[]; readonly mustNot: readonly ExpectedEvent[] };
}
