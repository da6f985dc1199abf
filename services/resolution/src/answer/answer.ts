import { atWork, exhaust, say, words, type Draft } from '../draft';
import type { Found, MatterRef } from '../state';
import { composeAnswer } from './compose';

/** From here on an answer is given; below it we say that we do not know. */
const answerableFrom = 0.5;
/** Where no intent was recognised, only what is nearly certain is taken for an answer. */
const answerableUnrecognised = 0.75;
/** How long a turn waits for knowledge, ms. */
const knowledgeWithinMs = 1500;

/**
 * Answers a matter from the articles. `none`: nothing answers it, and the caller has another way (`orElse`). Otherwise the
 * customer is told so the first time, and the second time in a row a person is asked for.
 */
export function answer(
  draft: Draft,
  matter: MatterRef,
  { orElse = false }: { orElse?: boolean } = {},
): 'on' | 'none' | 'waits' | 'exhausted' {
  const found = foundFor(draft);
  if (!found) return 'waits';
  if (found.answerable >= answerableFrom && answerFrom(draft, found, matter)) {
    atWork(draft).plan.proposed.push({ matter, basis: 'answered' });
    return 'on';
  }
  return orElse ? 'none' : cannotAnswer(draft, matter);
}

/** Answers words that no intent fits, where the articles surely do. */
export function answerUnrecognised(draft: Draft): 'on' | 'none' | 'waits' {
  const found = foundFor(draft);
  if (!found) return 'waits';
  const sure = found.answerable >= answerableUnrecognised && answerFrom(draft, found);
  return sure ? 'on' : 'none';
}

/** What knowledge said about the turn; undefined: the turn now waits for it. */
function foundFor(draft: Draft): Found | undefined {
  const work = atWork(draft);
  const { turnId } = work.turn;
  const found = draft.case.found[turnId];
  if (found) return found;
  work.waiting = { for: 'knowledge' };
  draft.timers[`knowledge:${turnId}`] = draft.now + knowledgeWithinMs;
  return undefined;
}

function answerFrom(draft: Draft, found: Found, matter?: MatterRef): boolean {
  const { turn, plan } = atWork(draft);
  const question = (draft.personal.turns[turn.turnId]?.messages ?? []).map(({ text }) => text).join('\n');
  const intent = draft.env.pack.intents.find(({ id }) => id === matter?.intent);
  const about = intent ? `${intent.label} ${intent.description}` : '';
  const composed = composeAnswer(found.passages, question, about);
  if (!composed) return false;
  // Two matters may be answered by the same words.
  if (!draft.personal.said.some(({ text }) => text === composed.text)) {
    say(draft, matter?.matterId ?? turn.turnId, composed.text);
  }
  for (const citation of composed.citations) {
    if (!plan.citations.some(({ articleId }) => articleId === citation.articleId)) plan.citations.push(citation);
  }
  draft.case.misses.answerable = 0;
  return true;
}

function cannotAnswer(draft: Draft, matter: MatterRef): 'on' | 'exhausted' {
  const { plan } = atWork(draft);
  const { misses } = draft.case;
  if (draft.case.pending?.kind === 'rephrase') return 'on'; // said for another matter of this turn already
  misses.answerable++;
  if (misses.answerable >= 2) {
    const reason = 'No article answers what was asked, for the second time';
    return exhaust(draft, { why: 'notAnswerable', reason, matterId: matter.matterId });
  }
  say(draft, matter.matterId, words(draft, draft.env.pack.texts.cannotAnswer, {}, 'cannotAnswer'));
  plan.question = true;
  draft.case.pending = { kind: 'rephrase' };
  return 'on';
}
