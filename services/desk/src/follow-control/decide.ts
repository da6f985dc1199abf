import {
  handoffQueued,
  handoffReleased,
  type ControlDecided,
  type HandoffReleased,
  type HandoffRequested,
  type HandoffWithdrawn,
} from '@attune/contracts';
import { fact, instant, type Decision, type Fact } from '@attune/messaging';
import { goneAfterMs, keptMs } from '../environment';
import { isOpen, isTaken, type DeskHandoff, type Held } from '../state';

/** A person is asked for: the handoff stands in its queue. Requested again (a later epoch): the new one replaces the old. */
export function decideOnHandoffRequested(
  known: DeskHandoff | undefined,
  { data, personal, sealed }: HandoffRequested,
  now: number,
): Decision<DeskHandoff> | undefined {
  if (known && known.epoch >= data.epoch) return undefined;
  const { conversationId, customerId, addressId, handoffId, epoch, queue, priority, language, requestedAt, brief } =
    data;
  const said = (personal?.conversation ?? []).filter(({ who }) => who === 'customer').map(({ at }) => at);
  const state: DeskHandoff = {
    conversationId,
    customerId,
    addressId,
    handoffId,
    epoch,
    queue,
    priority,
    language,
    ...(data.preferredAgentId !== undefined && { preferredAgentId: data.preferredAgentId }),
    requestedAt,
    briefUpTo: said.at(-1) ?? '',
    stage: { status: 'queued', queuedAt: instant(now) },
    brief,
    openTurns: data.turnId === undefined ? [] : [data.turnId],
    done: [],
    ...(personal && sealed && { kid: sealed.kid, personal: { brief: personal, messages: [], unreleased: [] } }),
  };
  return { state, facts: [queued(state, now)], timers: { presence: null, clear: null } };
}

/** Escalation has decided who holds: only this opens the desk to a person, and only this takes it away. */
export function decideOnControlDecided(
  known: DeskHandoff | undefined,
  { data }: ControlDecided,
  now: number,
): Decision<DeskHandoff> | undefined {
  if (!isOpen(known) || data.epoch < known.epoch) return undefined;
  if (data.epoch === known.epoch) return refused(known, data) ?? takenAlong(known, data);
  if (data.holder === 'automation') return end({ ...known, epoch: data.epoch }, data.decision.trigger, now);
  // Another handoff: its HandoffRequested follows.
  if (data.handoffId !== known.handoffId) return undefined;
  if (data.holder === 'queue') return requeue(known, data, now);
  return hold(known, data, now);
}

function hold(
  known: DeskHandoff,
  { epoch, agentId }: ControlDecided['data'],
  now: number,
): Decision<DeskHandoff> | undefined {
  const { stage } = known;
  if (stage.status !== 'accepted' || stage.agentId !== agentId) return undefined;
  const { leaving } = stage;
  const state: DeskHandoff = {
    ...known,
    epoch,
    stage: { status: 'held', agentId, heldAt: instant(now), ...(leaving && { leaving }) },
  };
  // They left before it was theirs: now that it is, it can be given back in the right epoch.
  const facts = leaving?.how === 'release' ? [released(state as Held, leaving)] : [];
  return { state, facts, timers: { presence: now + goneAfterMs } };
}

function requeue(known: DeskHandoff, { epoch, decision }: ControlDecided['data'], now: number): Decision<DeskHandoff> {
  const leaving = isTaken(known) ? known.stage.leaving : undefined;
  const state: DeskHandoff = {
    ...known,
    epoch,
    stage: { status: 'queued', queuedAt: instant(now) },
    ...(leaving?.how === 'release' && leaving.queue !== undefined && { queue: leaving.queue }),
    ...(decision.trigger === 'personOverdue' && { priority: Math.min(9, known.priority + 2) }),
    ...(known.personal && { personal: withoutName(known.personal) }),
  };
  return { state, facts: [queued(state, now)], timers: { presence: null } };
}

const withoutName = ({ agentName: _, ...words }: NonNullable<DeskHandoff['personal']>) => words;

/** Escalation refused a return or close: the person still holds, and may go on writing. */
function refused(known: DeskHandoff, { holder, decision }: ControlDecided['data']): Decision<DeskHandoff> | undefined {
  if (holder !== 'person' || known.stage.status !== 'held' || !known.stage.leaving) return undefined;
  if (decision.trigger !== 'returned' && decision.trigger !== 'closed') return undefined;
  const { leaving: _, ...stage } = known.stage;
  return { state: { ...known, stage } };
}

/** A turn from before the handoff goes along with it: its words are in the brief, and a person's answer is for it, too. */
function takenAlong(known: DeskHandoff, { holder, turn }: ControlDecided['data']): Decision<DeskHandoff> | undefined {
  if (holder === 'automation' || !turn || turn.acceptedAt > known.briefUpTo) return undefined;
  if (known.openTurns.includes(turn.turnId)) return undefined;
  return { state: { ...known, openTurns: [...known.openTurns, turn.turnId] } };
}

/** Nobody is asked for any longer; or an acceptance came too late, then it is queued as before unless it is over. */
export function decideOnHandoffWithdrawn(
  known: DeskHandoff | undefined,
  { data }: HandoffWithdrawn,
  now: number,
): Decision<DeskHandoff> | undefined {
  if (!isOpen(known) || known.handoffId !== data.handoffId) return undefined;
  if (data.why !== 'staleAcceptance') return end({ ...known, epoch: Math.max(known.epoch, data.epoch) }, data.why, now);
  const { stage } = known;
  if (stage.status !== 'accepted' || stage.agentId !== data.agentId || data.epoch <= known.epoch) return undefined;
  const state: DeskHandoff = { ...known, epoch: data.epoch, stage: { status: 'queued', queuedAt: known.requestedAt } };
  return { state, facts: [queued(state, now)], timers: { presence: null } };
}

/** The person has not been heard of: gone, as if they had given it back. */
export const decideOnPresenceDue = (known: DeskHandoff): Decision<DeskHandoff> | undefined =>
  isTaken(known) && !known.stage.leaving ? release(known, { how: 'release', why: 'gone' }) : undefined;

/** Gives it back: at once where it is theirs, as soon as it is where it is not yet. */
export function release(
  known: Held,
  leaving: { how: 'release'; why: HandoffReleased['data']['why']; queue?: string },
): Decision<DeskHandoff> {
  const state = { ...known, stage: { ...known.stage, leaving } };
  return { state, facts: known.stage.status === 'held' ? [released(state, leaving)] : [] };
}

function released(state: Held, { why, queue }: { why: HandoffReleased['data']['why']; queue?: string }): Fact {
  const data = { ...idsOf(state), agentId: state.stage.agentId, epoch: state.epoch, why };
  return fact(handoffReleased, { ...data, ...(queue !== undefined && { queue }) }, { controlEpoch: state.epoch });
}

const queued = (state: DeskHandoff, now: number): Fact =>
  fact(
    handoffQueued,
    { ...idsOf(state), queue: state.queue, priority: state.priority, queuedAt: instant(now) },
    { controlEpoch: state.epoch },
  );

export const idsOf = ({
  conversationId,
  customerId,
  addressId,
  handoffId,
}: Pick<DeskHandoff, 'conversationId' | 'customerId' | 'addressId' | 'handoffId'>) => ({
  conversationId,
  customerId,
  addressId,
  handoffId,
});

function end(known: DeskHandoff, why: string, now: number): Decision<DeskHandoff> {
  const state: DeskHandoff = { ...known, stage: { status: 'ended', endedAt: instant(now), why } };
  return { state, timers: { presence: null, clear: now + keptMs } };
}

/** A day after its end nothing of a handoff is needed: what is left tells only that an old request is old. */
export function decideOnClearDue(known: DeskHandoff): Decision<DeskHandoff> | undefined {
  if (known.stage.status !== 'ended') return undefined;
  const { personal: _words, brief: _brief, suggestion: _suggestion, ...rest } = known;
  return { state: { ...rest, openTurns: [], done: [] } };
}
