import { knowledgeFound, knowledgeGapFound, type IntentAssessed } from '@attune/contracts';
import { fact, type Fact } from '@attune/messaging';
import type { Library } from '../library';

/** Below this the passages have nothing to do with what was said. */
const foundFrom = 0.25;

/** Passages that may answer the turn, or a gap. Only what was said is searched for, nothing that is known about the customer. */
export function findPassages(library: Pick<Library, 'search'>, event: IntentAssessed): Fact[] {
  const text = (event.personal?.messages ?? []).map(({ text }) => text).join('\n');
  // As of the event, so that reading it again finds the same.
  const { passages, answerable } = library.search(text, Date.parse(event.time));
  if (passages.length === 0) return gap(event, 'nothingFound');
  if (answerable < foundFrom) return gap(event, 'notAnswerable');
  return [fact(knowledgeFound, { ...about(event), passages, answerable })];
}

/** Nothing can be said about this turn, and `why`. Whoever waits need not wait longer. */
export function gap(event: IntentAssessed, why: 'nothingFound' | 'notAnswerable' | 'failed'): Fact[] {
  const intents = event.data.assessment.matters.map(({ intent }) => intent);
  return [fact(knowledgeGapFound, { ...about(event), intents, why })];
}

const about = ({ data }: IntentAssessed) => ({
  conversationId: data.conversationId,
  customerId: data.customerId,
  turnId: data.turn.turnId,
});
