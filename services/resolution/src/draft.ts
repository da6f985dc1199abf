import type { EventDefinition } from '@attune/contracts';
import { formatsOf, wordingOf, type Formats, type Text } from '@attune/domain';
import { fact, type Decision, type EffectRequest, type Fact } from '@attune/messaging';
import type { ResolutionEnv } from './environment';
import { nothingPersonal, type Case, type CasePersonal, type Plan, type Run, type Work } from './state';

/** A case while it is decided on: a copy that may be changed, and what the decision will publish and do. */
export interface Draft {
  readonly env: ResolutionEnv;
  readonly now: number;
  readonly case: Case;
  readonly personal: CasePersonal;
  readonly facts: Fact[];
  readonly effects: EffectRequest[];
  readonly timers: Record<string, number | null>;
  /** Nothing is done and nothing is said: what would be the next step is only noted. */
  readonly trial?: { nextStep?: string };
}

export function openDraft(env: ResolutionEnv, state: Case, now: number, trial?: Draft['trial']): Draft {
  const { personal = nothingPersonal, ...clear } = copyOf(state);
  return { env, now, case: clear, personal: copyOf(personal), facts: [], effects: [], timers: {}, trial };
}

/** A case is JSON: copied by hand in a tenth of the time that structuredClone takes. */
function copyOf<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copyOf) as T;
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) copy[key] = copyOf((value as Record<string, unknown>)[key]);
  return copy as T;
}

export function decided({ case: clear, personal, facts, effects, timers }: Draft): Decision<Case> {
  const empty = Object.values(personal).every((part) => Object.keys(part).length === 0);
  return { state: empty ? clear : { ...clear, personal }, facts, effects, timers };
}

/** Publishes a fact about this conversation, under the turn that it names or else the one at work. */
export function publish<
  D extends { conversationId: string; customerId: string; turnId?: string | undefined },
  P = never,
>(
  draft: Draft,
  definition: EventDefinition<D, P>,
  data: NoInfer<Omit<D, 'conversationId' | 'customerId'>>,
  personal?: NoInfer<P>,
): void {
  const { conversationId, customerId, kid, epoch, work } = draft.case;
  const whole = { conversationId, customerId, ...data } as D;
  const turnId = whole.turnId ?? work?.turn.turnId;
  draft.facts.push(
    fact(definition, whole, {
      controlEpoch: Math.max(epoch, 1),
      ...(personal !== undefined && { personal, kid }),
      ...(turnId !== undefined && { correlationId: turnId }),
      ...(work?.turn.turnId === turnId && { expiryTime: work?.turn.deadline }),
    }),
  );
}

/** Work that has been planned. Throws where there is none: asked for only while a turn is worked on. */
export function atWork(draft: Draft): Work & { plan: Plan } {
  const { work } = draft.case;
  if (!work?.plan) throw new Error('no turn is at work');
  return work as Work & { plan: Plan };
}

/** The turn that is worked on, planned or not. */
export function takenUp(draft: Draft): Work {
  const { work } = draft.case;
  if (!work) throw new Error('no turn is at work');
  return work;
}

/** Adds words to the reply. */
export function say(draft: Draft, about: string, text: string): void {
  draft.personal.said.push({ about, text });
}

/** Words for the turn at work: the same turn and place give the same variant. */
export function words(draft: Draft, text: Text, scope: object, place: string): string {
  const seed = `${draft.case.work?.turn.turnId ?? draft.case.conversationId} ${place}`;
  return wordingOf(text, scope, { seed, formats: formats(draft) });
}

export const formats = (draft: Draft): Formats => formatsOf(draft.env.pack);

/** The personal part of a run, made when it is first needed. */
export const valuesOf = (draft: Draft, run: Run) =>
  (draft.personal.runs[run.runId] ??= { slots: {}, aside: {}, results: {} });

export function dropRun(draft: Draft, run: Run): void {
  draft.case.runs = draft.case.runs.filter(({ runId }) => runId !== run.runId);
  delete draft.personal.runs[run.runId];
}

export interface Exhaustion {
  why: 'playbook' | 'notUnderstood' | 'notAnswerable' | 'askedInVain' | 'toolFailed' | 'noPlaybook';
  /** In plain words and without personal data: people read it in the brief. */
  reason: string;
  queue?: string;
  matterId?: string;
}

/** Automation knows no further way; published with the end of the turn, after what was said. */
export function exhaust(draft: Draft, exhaustion: Exhaustion): 'exhausted' {
  atWork(draft).plan.exhausted ??= exhaustion;
  return 'exhausted';
}
