import {
  deriveId,
  replyPreparedByResolution,
  resolutionExhausted,
  resolutionProposed,
  type PreparedReply,
} from '@attune/contracts';
import { atWork, publish, say, words, type Draft } from '../draft';
import type { MatterRef, Plan, Said } from '../state';

/** Ends the turn at work: one reply with everything that was said, then what it means, then the next turn. */
export function finish(draft: Draft): void {
  if (draft.trial) return;
  const { plan, turn } = atWork(draft);
  const { exhausted, inDoubt = false } = plan;
  // A playbook may end without a word, but a turn may not, unless a person is coming.
  if (draft.personal.said.length === 0 && !exhausted && !inDoubt) fallBack(draft);
  if (draft.personal.said.length > 0) prepare(draft, plan);
  propose(draft, plan);
  if (exhausted && !inDoubt) {
    const { addressId, turnId } = turn;
    publish(draft, resolutionExhausted, { addressId, turnId, epoch: draft.case.epoch, ...exhausted });
  }
  letTurnGo(draft, turn.turnId);
  const next = draft.case.next.shift();
  if (next) draft.case.work = next;
}

/** Forgets what was kept for a turn. */
export function letTurnGo(draft: Draft, turnId: string): void {
  if (draft.case.work?.turn.turnId === turnId) delete draft.case.work;
  delete draft.personal.turns[turnId];
  draft.personal.said = [];
  delete draft.case.found[turnId];
  if (draft.timers[`knowledge:${turnId}`] !== undefined) draft.timers[`knowledge:${turnId}`] = null;
}

function fallBack(draft: Draft): void {
  say(draft, 'anythingElse', words(draft, draft.env.pack.texts.anythingElse, {}, 'anythingElse'));
  draft.case.pending ??= { kind: 'anythingElse' };
}

function prepare(draft: Draft, plan: Plan): void {
  const { turn, initiative } = atWork(draft);
  const { conversationId, epoch } = draft.case;
  // Where a person is needed the turn stays owed until one is asked for: what is said meanwhile answers nothing.
  const answers = initiative || plan.exhausted || plan.inDoubt ? [] : [turn.turnId];
  const data: Omit<PreparedReply, 'conversationId' | 'customerId'> = {
    replyId: deriveId('rpl', conversationId, turn.turnId),
    to: turn.addressId,
    answers,
    ...(initiative && { initiative }),
    intention: intentionOf(plan),
    asks: plan.asks,
    citations: plan.citations,
    by: { kind: 'automation' },
    epoch,
    ...plan.spoke,
  };
  publish(draft, replyPreparedByResolution, data, { text: paragraphs(draft.personal.said) });
}

function intentionOf(plan: Plan): PreparedReply['intention'] {
  if (plan.question) return 'question';
  return plan.proposed.length > 0 ? 'answer' : 'statement';
}

/** What was said about one matter stands together. */
export function paragraphs(said: readonly Said[]): string {
  const texts = new Map<string, string[]>();
  for (const { about, text } of said) texts.set(about, [...(texts.get(about) ?? []), text.trim()]);
  return [...texts.values()].map((text) => text.join(' ')).join('\n\n');
}

function propose(draft: Draft, plan: Plan): void {
  for (const basis of ['confirmed', 'done', 'answered'] as const) {
    const matters = unique(plan.proposed.filter((one) => one.basis === basis).map(({ matter }) => matter));
    if (matters.length === 0) continue;
    publish(draft, resolutionProposed, { turnId: atWork(draft).turn.turnId, matters, basis });
    if (basis !== 'confirmed') draft.case.answered = unique([...draft.case.answered, ...matters]);
  }
}

const unique = (matters: readonly MatterRef[]): MatterRef[] => [
  ...new Map(matters.map((matter) => [matter.matterId, matter])).values(),
];
