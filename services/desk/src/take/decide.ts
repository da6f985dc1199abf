import { handoffAccepted } from '@attune/contracts';
import { fact, instant, type CommandDecision } from '@attune/messaging';
import { capacity, goneAfterMs } from '../environment';
import { idsOf, release } from '../follow-control/decide';
import { isOpen, isTaken, type DeskHandoff } from '../state';
import type { Answer } from '../answers';

export interface Accept {
  agentId: string;
  name: string;
  /** Conversations that this person holds already, this one not counted. */
  holding: number;
}

/** One person gets it; the same person twice is once. It is theirs to write in when escalation has said so. */
export function decideAccept(
  known: DeskHandoff | undefined,
  { agentId, name, holding }: Accept,
  now: number,
): CommandDecision<DeskHandoff, Answer> {
  if (!known) return { answer: { refused: 'unknown' } };
  if (!isOpen(known)) return { answer: { refused: 'ended' } };
  if (isTaken(known)) {
    if (known.stage.agentId !== agentId) return { answer: { refused: 'taken' } };
    return { answer: known.stage.leaving ? { refused: 'leaving' } : { done: true } };
  }
  if (holding >= capacity) return { answer: { refused: 'full' } };
  const { stage, epoch } = known;
  const waitedMs = stage.status === 'queued' ? Math.max(0, now - Date.parse(stage.queuedAt)) : 0;
  return {
    state: {
      ...known,
      stage: { status: 'accepted', agentId, acceptedAt: instant(now) },
      ...(known.personal && { personal: { ...known.personal, agentName: name } }),
    },
    facts: [
      fact(
        handoffAccepted,
        { ...idsOf(known), agentId, epoch, waitedMs },
        { controlEpoch: epoch, ...(known.personal && { personal: { agentName: name } }) },
      ),
    ],
    timers: { presence: now + goneAfterMs },
    answer: { done: true },
  };
}

/** The person is still there. Costs a write only while they hold something. */
export function decideStillThere(
  known: DeskHandoff | undefined,
  { agentId }: { agentId: string },
  now: number,
): CommandDecision<DeskHandoff, Answer> {
  if (!known || !isTaken(known) || known.stage.agentId !== agentId) return { answer: { refused: 'notYours' } };
  return { state: known, timers: { presence: now + goneAfterMs }, answer: { done: true } };
}

export interface Release {
  agentId: string;
  /** To another queue. */
  queue?: string;
}

/** The person gives it back, or passes it on to another queue. */
export function decideRelease(
  known: DeskHandoff | undefined,
  { agentId, queue }: Release,
): CommandDecision<DeskHandoff, Answer> {
  if (!known) return { answer: { refused: 'unknown' } };
  if (!isTaken(known) || known.stage.agentId !== agentId)
    return { answer: { refused: isOpen(known) ? 'notYours' : 'ended' } };
  const { leaving } = known.stage;
  if (leaving) return { answer: leaving.how === 'release' ? { done: true } : { refused: 'leaving' } };
  const why = queue === undefined ? 'givenBack' : 'transferred';
  return { ...release(known, { how: 'release', why, ...(queue !== undefined && { queue }) }), answer: { done: true } };
}
