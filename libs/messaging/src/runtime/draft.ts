import type { Envelope, EventDeadLettered } from '@attune/contracts';
import type { Parked, StoredDocument, StoredEffect } from '@attune/storage';
import { isHead, park, passOver, parkedTooLong } from './parking';
import type { BusRecord } from '../bus';
import type { Decision, DocumentKind, EffectRequest, Fact, Sealed } from '../handlers';
import type { Cause } from './codec';

export type State = object & Sealed<unknown>;

/** A document as this process last saw it: stored form, and opened state. */
export interface Seen {
  /** Absent: there is no such document. */
  stored?: StoredDocument;
  state?: State;
  /** Personal arguments of effects, by effect id. */
  effectPersonal: Record<string, unknown>;
  /** Outbox entries that the bus has acknowledged; they leave with the next write. */
  sent: Set<string>;
  /** Loaded in this cycle, so certainly not stale. */
  fresh: boolean;
  /** What is personal in it cannot be read now, although its key was not destroyed: nothing may be decided on it. */
  hidden?: boolean;
}

const hidden = 'the key of its document cannot be seen';

export interface Failure {
  handler: string;
  kind: EventDeadLettered['data']['kind'];
  reason: string;
}

/** One thing to be decided on one document. */
export interface LaneInput {
  /** What dedupes it; absent for timers, commands, effects and outside offers, which dedupe by state. */
  position?: { key: string; sequence: number };
  cause: Cause;
  /** All decisions for this document, in order; `undefined` ones are quiet. May throw. */
  decide(state: State | undefined, now: number, stored: StoredDocument | undefined): readonly Decided[];
  /** Where it came from, for its dead letter. */
  record?: BusRecord;
  envelope?: Envelope;
  /** Why it cannot be decided yet: the conversation is parked, this input at its head. */
  unready?: string;
  /** It comes from the parked ones: its position was noted when it was parked. */
  drained?: boolean;
  /** Set when deciding or encoding failed for good: the next draft writes its dead letter instead. */
  poison?: Failure;
  /** It is durable (or changed nothing). */
  settle(): void;
  /** It will not be decided (commands only; events become dead letters). */
  fail(error: Error): void;
}

export interface Decided {
  handlerId: string;
  decision: Decision<object> | undefined;
  /** Timer or effect that is over with this decision, whatever it says. */
  ends?: { timer?: string; effect?: string };
  /** A lease taken by this process. */
  lease?: { effect: string; until: number };
}

export interface Step {
  input: LaneInput;
  handlerId: string;
  facts: readonly Fact[];
}

/** What a document will be after all waiting inputs, before anything is encrypted or encoded. */
export interface Draft {
  state?: State;
  positions: Record<string, number>;
  timers: Record<string, number>;
  effects: StoredEffect[];
  effectPersonal: Record<string, unknown>;
  parked?: Parked;
  steps: Step[];
  poisoned: LaneInput[];
  /** Not recorded on the bus, and the document is hidden: whoever asks may ask again. */
  refused: LaneInput[];
  /** Inputs that this draft deals with. */
  inputs: LaneInput[];
  /** There is something to write. */
  dirty: boolean;
  duplicates: number;
  /** The document was merged into another: these inputs are to be decided there. */
  moved?: { to: string; inputs: LaneInput[] };
}

/** Applies inputs in order. A throw of a decision poisons its input and leaves the others alone. */
export function draft(
  kind: DocumentKind<object>,
  seen: Seen,
  inputs: readonly LaneInput[],
  now: number,
  leaseOf: LeaseOf,
): Draft {
  const { stored } = seen;
  const result: Draft = {
    state: seen.state,
    positions: stored?.positions ?? {},
    timers: stored?.timers ?? {},
    effects: stored?.effects ?? [],
    effectPersonal: seen.effectPersonal,
    ...(stored?.parked && { parked: stored.parked }),
    steps: [],
    poisoned: [],
    refused: [],
    inputs: [],
    dirty: false,
    duplicates: 0,
  };
  for (const [i, input] of inputs.entries()) {
    const to = result.state && kind.movedTo?.(result.state);
    if (to !== undefined) {
      result.moved = { to, inputs: inputs.slice(i) };
      break;
    }
    result.inputs.push(input);
    if (seen.hidden && input.record) input.unready ??= hidden;
    else if (input.unready === hidden) delete input.unready;
    if (seen.hidden && !input.record) result.refused.push(input);
    else apply(result, input, now, stored, leaseOf);
  }
  return result;
}

/** Parks what cannot be decided yet, and what comes behind it; true where the input is to be decided now after all. */
function parkedOn(draft: Draft, input: LaneInput, now: number): boolean {
  draft.dirty = true;
  const waits = input.drained ? input.unready !== undefined : true;
  if (waits && !parkedTooLong(draft.parked, now)) {
    draft.parked = park(draft.parked, input, now);
    if (input.position && !input.drained)
      draft.positions = { ...draft.positions, [input.position.key]: input.position.sequence };
    return false;
  }
  if (input.unready !== undefined) input.poison ??= { handler: 'runtime', kind: 'agedOut', reason: input.unready };
  if (input.drained) {
    const rest = passOver(draft.parked, now);
    if (rest) draft.parked = rest;
    else delete draft.parked;
  }
  return true;
}

/** ms that one run of an effect of this kind may take. */
export type LeaseOf = (effectKind: string) => number;

function apply(
  draft: Draft,
  input: LaneInput,
  now: number,
  stored: StoredDocument | undefined,
  leaseOf: LeaseOf,
): void {
  const { position } = input;
  if (
    input.drained
      ? !isHead(draft.parked, input.record)
      : position && position.sequence <= (draft.positions[position.key] ?? 0)
  ) {
    draft.duplicates++;
    return;
  }
  if (input.drained || (input.record && (input.unready !== undefined || draft.parked))) {
    if (!parkedOn(draft, input, now)) return;
  }
  if (input.poison) {
    draft.poisoned.push(input);
    // Without a document there is nothing to note the position in: the letter itself is deduplicated by its offset.
    if (draft.state) draft.dirty = true;
  } else {
    for (const decided of decideOrPoison(draft, input, now, stored)) take(draft, input, decided, now, leaseOf);
  }
  if (position && !input.drained) draft.positions = { ...draft.positions, [position.key]: position.sequence };
}

function decideOrPoison(
  draft: Draft,
  input: LaneInput,
  now: number,
  stored: StoredDocument | undefined,
): readonly Decided[] {
  try {
    // A decision sees the timers and effects as they stand in this draft.
    const view = stored && { ...stored, timers: draft.timers, effects: draft.effects };
    return input.decide(draft.state, now, view);
  } catch (error) {
    input.poison = {
      handler: 'runtime',
      kind: 'failed',
      reason: `${(error as Error).name}: ${(error as Error).message}`,
      ...(error as { failure?: Failure }).failure,
    };
    draft.poisoned.push(input);
    if (draft.state) draft.dirty = true;
    return [];
  }
}

function take(
  draft: Draft,
  input: LaneInput,
  { handlerId, decision, ends, lease }: Decided,
  now: number,
  leaseOf: LeaseOf,
): void {
  if (ends?.timer !== undefined && ends.timer in draft.timers) {
    const { [ends.timer]: _, ...timers } = draft.timers;
    draft.timers = timers;
    draft.dirty = true;
  }
  if (ends?.effect !== undefined) {
    draft.effects = draft.effects.filter(({ id }) => id !== ends.effect);
    const { [ends.effect]: _, ...personal } = draft.effectPersonal;
    draft.effectPersonal = personal;
    draft.dirty = true;
  }
  if (lease) {
    draft.effects = draft.effects.map((e) =>
      e.id === lease.effect ? { ...e, leaseUntil: lease.until, attempts: e.attempts + 1 } : e,
    );
    draft.dirty = true;
  }
  if (!decision) return;
  const { facts = [], effects = [], timers = {} } = decision;
  if (decision.state !== draft.state || facts.length + effects.length > 0) draft.dirty = true;
  draft.state = decision.state;
  if (facts.length > 0) draft.steps.push({ input, handlerId, facts });
  setTimers(draft, timers);
  for (const request of effects) addEffect(draft, request, input.cause, now + leaseOf(request.kind));
}

function setTimers(draft: Draft, changes: Readonly<Record<string, number | null>>): void {
  for (const [name, dueAt] of Object.entries(changes)) {
    if ((draft.timers[name] ?? null) === dueAt) continue;
    const { [name]: _, ...others } = draft.timers;
    draft.timers = dueAt === null ? others : { ...others, [name]: dueAt };
    draft.dirty = true;
  }
}

/** Whoever writes an effect starts it: the lease is taken in the same write. */
function addEffect(draft: Draft, request: EffectRequest, cause: Cause, leaseUntil: number): void {
  if (draft.effects.some(({ id }) => id === request.id)) return;
  const { id, kind, args, personal } = request;
  draft.effects = [...draft.effects, { id, kind, args, attempts: 1, leaseUntil, cause: causeHeaders(cause) }];
  if (personal !== undefined) draft.effectPersonal = { ...draft.effectPersonal, [id]: personal };
}

const causeHeaders = ({ controlEpoch, ...cause }: Cause): Record<string, string> => ({
  ...cause,
  ...(controlEpoch !== undefined && { controlEpoch: String(controlEpoch) }),
});
export const causeFromHeaders = (headers: Record<string, string>, id: string): Cause => ({
  ...(headers as unknown as Cause),
  id,
  ...(headers['controlEpoch'] !== undefined && { controlEpoch: Number(headers['controlEpoch']) }),
});
