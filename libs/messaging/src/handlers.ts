import type { AttuneEvent, EventDefinition, EventOf, Origin, SealedBlock } from '@attune/contracts';

/**
 * How a service says what it does. A handler is a value: what it listens to, which document it decides on, and a pure
 * decision. It never publishes and never saves; the runtime does (protocols.md §2).
 */

/** A kind of document: state `S` of one thing. `personal` and `kid` of a state are sealed by the runtime, see StateOf. */
export interface DocumentKind<S extends object> {
  /** Collection in the service's own store. */
  readonly collection: string;
  /** Where the document went when it was merged into another one: readers follow and decide there. */
  readonly movedTo?: (state: S) => string | undefined;
}
export const document = <S extends object>(kind: DocumentKind<S>): DocumentKind<S> => kind;

/**
 * Convention for states with personal data: everything personal stands in `personal`, and `kid` names the address key that it is
 * sealed with. When that key was destroyed the state comes back without `personal`.
 */
export interface Sealed<P> {
  kid?: string;
  personal?: P;
  /** Taken for what a timer of this state causes; default `live`. */
  origin?: Origin;
}

/** A fact to publish. Its id, sequence, times, cause, trace and encryption are the runtime's. */
export interface Fact {
  readonly definition: AnyDefinition;
  readonly data: unknown;
  readonly options: FactOptions<unknown>;
}
export interface FactOptions<P> {
  /** Encrypted by the runtime with `kid` (default: the key of the causing event, else of the state). */
  personal?: P;
  kid?: string;
  /** A block of the causing event, passed on unchanged instead of `personal`. */
  sealed?: SealedBlock;
  /** The turn that this belongs to; default: that of the cause. */
  correlationId?: string;
  controlEpoch?: number;
  /** ISO; default: that of the cause. */
  expiryTime?: string;
  /** ISO; when it happened, where that is not now. */
  time?: string;
}

export function fact<D, P = never>(
  definition: EventDefinition<D, P>,
  data: NoInfer<D>,
  options: FactOptions<NoInfer<P>> = {},
): Fact {
  return { definition, data, options };
}

/** Something to be done outside, after the write that stores it: at least once, with the same id each time. */
export interface EffectRequest {
  /** Deterministic; the idempotency key comes from it or stands in `args`. */
  id: string;
  /** Which effect handler runs it. */
  kind: string;
  /** Clear, JSON. */
  args: unknown;
  /** Personal, JSON; sealed with the state's key. */
  personal?: unknown;
}

/** What a decision wants: everything in it becomes true in one atomic write, or nothing. */
export interface Decision<S> {
  state: S;
  facts?: readonly Fact[];
  effects?: readonly EffectRequest[];
  /** Timer name (`kind` or `kind:about`) → epoch ms, or null to cancel it. Unmentioned timers stay. */
  timers?: Readonly<Record<string, number | null>>;
}

/** A decision: state and event in, new state and facts out. `undefined` means: not of interest, nothing changes. */
export interface Reaction<S extends object = object> {
  readonly kind: 'reaction';
  readonly id: string;
  readonly on: readonly AnyDefinition[];
  readonly document: DocumentKind<S>;
  readonly evenIfForgotten: boolean;
  idOf(event: AttuneEvent): string | undefined;
  decide(state: S | undefined, event: AttuneEvent, now: number): Decision<S> | undefined;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- definitions of different events stand in one list
export type AnyDefinition = EventDefinition<any, any>;

export function reaction<S extends object, const Def extends readonly AnyDefinition[]>(given: {
  /** Constant for ever: ids of facts are derived from it. */
  id: string;
  on: Def;
  document: DocumentKind<S>;
  /** `undefined`: this event is not about any document of ours. */
  idOf(event: EventOf<Def[number]>): string | undefined;
  /** Pure: no clock, no chance, no waiting. A throw means a mistake in code or data: the event is dead-lettered. */
  decide(state: S | undefined, event: EventOf<Def[number]>, now: number): Decision<S> | undefined;
  /** Also decide when the customer was forgotten (then `event.personal` is absent). Default: skip such events. */
  evenIfForgotten?: boolean;
}): Reaction<S> {
  return { kind: 'reaction', evenIfForgotten: false, ...given } as never;
}

/** A timer that a decision set has fallen due, and the service has read its inputs up to that time. */
export interface TimerReaction<S extends object = object> {
  readonly kind: 'timer';
  readonly id: string;
  readonly timer: string;
  readonly document: DocumentKind<S>;
  /** Fires at once, also before the service has caught up with its inputs. */
  readonly early: boolean;
  decide(state: S, due: DueTimer, now: number): Decision<S> | undefined;
}
export interface DueTimer {
  kind: string;
  /** What stands behind the colon of its name. */
  about: string;
  dueAt: number;
}
export function onTimer<S extends object>(given: {
  id: string;
  /** The kind: what stands before the colon. */
  timer: string;
  document: DocumentKind<S>;
  /** For timers where lateness of inputs does no harm (a quiet window). Default: wait until inputs are read up to `dueAt`. */
  early?: boolean;
  decide(state: S, due: DueTimer, now: number): Decision<S> | undefined;
}): TimerReaction<S> {
  return { kind: 'timer', early: false, ...given };
}

/** What a door asks for: decided like an event, answered when it is durable. */
export interface Command<S extends object = object, I = unknown, A = unknown> {
  readonly kind: 'command';
  readonly id: string;
  readonly document: DocumentKind<S>;
  decide(state: S | undefined, input: I, now: number): CommandDecision<S, A>;
}
export interface CommandDecision<S, A> extends Partial<Decision<S>> {
  answer: A;
}
export function command<S extends object, I, A>(given: {
  id: string;
  document: DocumentKind<S>;
  /** Without `state` in what it returns, nothing changes and only the answer is given. */
  decide(state: S | undefined, input: I, now: number): CommandDecision<S, A>;
}): Command<S, I, A> {
  return { kind: 'command', ...given };
}

/** Runs effects of one kind outside the consumer loop and decides on what came of it. */
export interface Effect<S extends object = object, A = unknown, P = unknown, R = unknown> {
  readonly kind: 'effect';
  readonly id: string;
  readonly effect: string;
  readonly document: DocumentKind<S>;
  /** ms that one run may take; after that another process may run it again. */
  readonly leaseMs: number;
  run(request: { id: string; args: A; personal?: P; attempt: number; signal: AbortSignal }): Promise<R>;
  decide(state: S, done: { id: string; args: A; result: R }, now: number): Decision<S> | undefined;
}
export function effect<S extends object, A, P, R>(given: {
  id: string;
  effect: string;
  document: DocumentKind<S>;
  leaseMs?: number;
  /** A throw is a crash: it is run again after a pause. What the outside says (also "no") is a result. */
  run(request: { id: string; args: A; personal?: P; attempt: number; signal: AbortSignal }): Promise<R>;
  decide(state: S, done: { id: string; args: A; result: R }, now: number): Decision<S> | undefined;
}): Effect<S, A, P, R> {
  return { kind: 'effect', leaseMs: 30_000, ...given };
}

/**
 * Stateless: one event in, at most one event of a type out, which keeps subject and sequence of its input. CPU only, ≤ 10 ms.
 * Where it throws, `failed` says what is published instead, so that order goes on.
 */
export interface Translation {
  readonly kind: 'translation';
  readonly id: string;
  readonly on: readonly AnyDefinition[];
  decide(event: AttuneEvent): readonly Fact[];
  failed(event: AttuneEvent, error: Error): readonly Fact[];
}
export function translate<const Def extends readonly AnyDefinition[]>(given: {
  id: string;
  on: Def;
  decide(event: EventOf<Def[number]>): readonly Fact[];
  failed(event: EventOf<Def[number]>, error: Error): readonly Fact[];
}): Translation {
  return { kind: 'translation', ...given } as never;
}

/**
 * Reads whole streams into rows of its own, a batch at a time; must be idempotent by event id, since a batch may come again.
 * Events come unopened (`personal` absent, `sealed` as it was).
 */
export interface ProjectionHandler {
  readonly kind: 'projection';
  readonly id: string;
  readonly on: readonly AnyDefinition[];
  write(events: readonly RecordedEvent[]): Promise<void>;
}
export interface RecordedEvent {
  event: AttuneEvent;
  topic: string;
  partition: number;
  offset: string;
}
export const project = (given: Omit<ProjectionHandler, 'kind'>): ProjectionHandler => ({
  kind: 'projection',
  ...given,
});

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- effects of different kinds stand in one list
export type AnyEffect = Effect<any, any, any, any>;
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- handlers of different states stand in one list
export type Handler = Reaction<any> | TimerReaction<any> | AnyEffect | Translation | ProjectionHandler;

/** Broken input: no retry can help, the event goes to the dead letters at once. */
export class PermanentError extends Error {
  override name = 'PermanentError';
}

export interface CommandCause {
  /** Unique for the request of the client; the same id again is the same command. */
  commandId: string;
  correlationId: string;
  origin?: Origin;
  expiryTime?: string;
  traceparent?: string;
  /** Key to seal with where the state has none yet. */
  kid?: string;
}

/** ISO 8601 in UTC with milliseconds, from epoch ms. */
export const instant = (ms: number): string => new Date(ms).toISOString();
