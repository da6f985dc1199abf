import {
  deriveId,
  replyPreparedByResolution,
  type ControlDecided,
  type KnowledgeFound,
  type KnowledgeGapFound,
  type TurnPersonal,
} from '@attune/contracts';
import type { Text } from '@attune/domain';
import type { Decision } from '@attune/messaging';
import { cancelGuarded } from '../actions/cancel';
import { suggest } from '../assist/suggest';
import { decided, openDraft, publish, words, type Draft } from '../draft';
import type { ResolutionEnv } from '../environment';
import { remember, type Case, type Found, type Work } from '../state';
import { letTurnGo } from './finish';
import { proceed } from './proceed';

/** How long a suggestion waits for knowledge, ms. */
const knowledgeWithinMs = 1500;
/** Knowledge kept for turns whose control is not decided yet. */
const mostFound = 3;

/** Control was decided: automation works on the turn, or suggests to whoever holds; a higher epoch stops what is pending. */
export function takeControl(
  env: ResolutionEnv,
  state: Case | undefined,
  event: ControlDecided,
  now: number,
): Decision<Case> | undefined {
  const { data } = event;
  if (state && data.epoch < state.epoch) return undefined;
  const draft = openDraft(env, state ?? newCase(data), now);
  const moved = data.epoch > draft.case.epoch || data.holder !== draft.case.holder;
  if (moved) moveTo(draft, data);
  Object.assign(draft.case, { customerId: data.customerId, addressId: data.addressId, tools: data.authority.tools });
  draft.case.kid = event.sealed?.kid ?? draft.case.kid;
  const work = workOf(event);
  const taken = work && draft.case.taken.includes(work.turn.turnId);
  if (work && !taken && event.personal && 'messages' in event.personal) takeUp(draft, work, event.personal);
  else if (moved && data.holder === 'automation' && data.decision.trigger === 'returned') sayReturned(draft, data);
  return moved || (work && !taken) ? decided(draft) : undefined;
}

function newCase(data: { conversationId: string; customerId: string; addressId?: string }): Case {
  return {
    conversationId: data.conversationId,
    customerId: data.customerId,
    addressId: data.addressId ?? '',
    epoch: 0,
    holder: 'automation',
    tools: [],
    taken: [],
    next: [],
    runs: [],
    answered: [],
    misses: { understood: 0, answerable: 0 },
    found: {},
    ledger: {},
  };
}

/** Another holder, or the same anew: nothing that was begun under the old epoch is said or started any more. */
function moveTo(draft: Draft, { epoch, holder, decision }: ControlDecided['data']): void {
  const { case: file } = draft;
  const first = file.epoch === 0;
  file.epoch = epoch;
  file.holder = holder;
  if (first) return;
  const { pending } = file;
  cancelGuarded(draft, pending, 'controlMoved');
  if (pending?.kind === 'confirm') delete file.pending;
  for (const work of [...(file.work ? [file.work] : []), ...file.next]) {
    if (work.waiting?.for === 'knowledge') draft.timers[`knowledge:${work.turn.turnId}`] = null;
    letTurnGo(draft, work.turn.turnId);
  }
  file.next = [];
  file.misses = { understood: 0, answerable: 0 };
  // After a person had it, nobody knows what of the open playbooks still holds.
  const trigger = decision.trigger;
  if (trigger === 'returned' || trigger === 'closed' || trigger === 'reopened') {
    delete file.pending;
    file.runs = [];
    file.finished = [];
    draft.personal.runs = {};
  }
}

function workOf({ data }: ControlDecided): Work | undefined {
  const { turn, snapshot, assessment, holder, handoffId, epoch, decision } = data;
  if (!turn || !snapshot || !assessment) return undefined;
  const initiative = holder === 'automation' && decision.trigger === 'returned';
  return {
    turn,
    snapshot,
    assessment,
    epoch,
    ...(holder !== 'automation' && { assist: handoffId === undefined ? {} : { handoffId } }),
    ...(initiative && { initiative: 'returned' as const }),
  };
}

function takeUp(draft: Draft, work: Work, personal: TurnPersonal): void {
  const { case: file } = draft;
  const { turnId } = work.turn;
  file.taken = remember(file.taken, turnId);
  draft.personal.turns[turnId] = personal;
  if (file.work) {
    file.next.push(work);
    return;
  }
  file.work = work;
  start(draft);
}

/** A reply is begun at once; a suggestion has time to wait for what knowledge finds. */
function start(draft: Draft): void {
  const { work, found } = draft.case;
  if (!work) return;
  const { turnId } = work.turn;
  if (!work.assist) return proceed(draft);
  if (!found[turnId]) {
    work.waiting = { for: 'knowledge' };
    draft.timers[`knowledge:${turnId}`] = draft.now + knowledgeWithinMs;
    return;
  }
  suggest(draft);
  letTurnGo(draft, turnId);
  const next = draft.case.next.shift();
  if (!next) return;
  draft.case.work = next;
  start(draft);
}

/** A person has handed back and nothing is open: said only where the pack has words for it. */
function sayReturned(draft: Draft, { epoch }: ControlDecided['data']): void {
  const { addressId, conversationId } = draft.case;
  const text = (draft.env.pack.texts as Readonly<Record<string, Text | undefined>>)['returned'];
  if (!text || addressId === '') return;
  publish(
    draft,
    replyPreparedByResolution,
    {
      replyId: deriveId('rpl', conversationId, 'returned', epoch),
      to: addressId,
      answers: [],
      initiative: 'returned',
      intention: 'statement',
      asks: [],
      citations: [],
      by: { kind: 'automation' },
      epoch,
    },
    { text: words(draft, text, {}, `returned ${epoch}`) },
  );
}

/** What knowledge says about a turn. It may come before control is decided: then it is kept for that. */
export function takeKnowledge(
  env: ResolutionEnv,
  state: Case | undefined,
  event: KnowledgeFound | KnowledgeGapFound,
  now: number,
): Decision<Case> | undefined {
  const { data } = event;
  const found: Found =
    'passages' in data ? { passages: data.passages, answerable: data.answerable } : { passages: [], answerable: 0 };
  const { work, next = [], taken = [] } = state ?? {};
  const waits = work?.turn.turnId === data.turnId || next.some(({ turn }) => turn.turnId === data.turnId);
  if (taken.includes(data.turnId) && !waits) return undefined;
  const draft = openDraft(env, state ?? newCase(data), now);
  const kept = Object.entries(draft.case.found).slice(1 - mostFound);
  draft.case.found = { ...Object.fromEntries(kept), [data.turnId]: found };
  goOnWith(draft, data.turnId);
  return decided(draft);
}

/** Nobody waits for knowledge any longer: the turn goes on without. */
export function knowledgeIsLate(
  env: ResolutionEnv,
  state: Case,
  turnId: string,
  now: number,
): Decision<Case> | undefined {
  const { work } = state;
  if (work?.turn.turnId !== turnId || work.waiting?.for !== 'knowledge') return undefined;
  const draft = openDraft(env, state, now);
  draft.case.found[turnId] = { passages: [], answerable: 0 };
  goOnWith(draft, turnId);
  return decided(draft);
}

function goOnWith(draft: Draft, turnId: string): void {
  const { work } = draft.case;
  if (work?.turn.turnId !== turnId || work.waiting?.for !== 'knowledge') return;
  delete work.waiting;
  draft.timers[`knowledge:${turnId}`] = null;
  if (work.assist) start(draft);
  else proceed(draft);
}
