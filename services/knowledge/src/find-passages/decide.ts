import { knowledgeFound, knowledgeGapFound, type IntentAssessed } from '@attune/contracts';
import { fact, type Fact } from '@attune/messaging';
import type { Intent } from '@attune/domain';
import type { Library, Topic } from '../library';

/** Below this the passages have nothing to do with what was said. */
const foundFrom = 0.25;

/** From here on it is certain which intent was said. */
const certainFrom = 0.8;

/**
 * Passages that may answer the turn, or a gap. What was said is searched for, and what it was recognised to be about; nothing
 * that is known about the customer.
 */
export function findPassages(
  { library, intents = [] }: { library: Pick<Library, 'search'>; intents?: readonly Intent[] },
  event: IntentAssessed,
): Fact[] {
  const text = (event.personal?.messages ?? []).map(({ text }) => text).join('\n');
  // As of the event, so that reading it again finds the same.
  const { passages, answerable } = library.search(text, Date.parse(event.time), topicsOf(intents, event));
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

/** The questions that were recognised, in the pack's words. Tasks are done by playbooks, not answered from articles. */
function topicsOf(intents: readonly Intent[], { data }: IntentAssessed): Topic[] {
  const { matters, candidates } = data.assessment;
  return matters.flatMap(({ intent: id }) => {
    const intent = intents.find((known) => known.id === id && known.kind === 'question');
    const probability = candidates.find(({ intent: candidate }) => candidate === id)?.probability ?? 0;
    return intent ? [{ label: intent.label, certain: probability >= certainFrom }] : [];
  });
}
