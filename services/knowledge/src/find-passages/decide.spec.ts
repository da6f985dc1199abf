import { exampleAssessment, exampleValues as x, type IntentAssessed } from '@attune/contracts';
import type { Intent } from '@attune/domain';
import type { Findings } from '../library';
import { findPassages, gap } from './decide';

const passage = { articleId: 'art_returns', version: '1', title: 'Returns', text: '30 days', score: 1 };
const event = {
  time: x.at,
  data: { conversationId: x.conversationId, customerId: x.customerId, turn: x.turn, assessment: exampleAssessment },
  personal: { messages: [{ messageId: x.messageId, text: 'How long can I return it?' }] },
} as IntentAssessed;

const finding = (findings: Findings) => {
  const asked: unknown[][] = [];
  return { asked, search: (...given: unknown[]) => (asked.push(given), findings) };
};

describe('a turn', () => {
  it('gets the passages that may answer it, searched by its words as of its time', () => {
    const library = finding({ passages: [passage], answerable: 0.8 });
    const [found, ...more] = findPassages({ library }, event);
    expect(found?.definition.name).toBe('KnowledgeFound');
    expect(found?.data).toMatchObject({ turnId: x.turnId, passages: [passage], answerable: 0.8 });
    expect(more).toEqual([]);
    expect(library.asked).toEqual([['How long can I return it?', Date.parse(x.at), []]]);
  });

  it('is searched with what a recognised question is about, but not with what a task is about', () => {
    const library = finding({ passages: [passage], answerable: 0.8 });
    const intent = (kind: string) => [{ id: 'return_policy', kind, label: 'how returns work' } as Intent];
    findPassages({ library, intents: intent('question') }, event);
    findPassages({ library, intents: intent('task') }, event);
    expect(library.asked.map(([, , about]) => about)).toEqual([[{ label: 'how returns work', certain: true }], []]);
  });

  it('is a gap where nothing is found, or nothing that answers', () => {
    const [nothing] = findPassages({ library: finding({ passages: [], answerable: 0 }) }, event);
    expect(nothing?.definition.name).toBe('KnowledgeGapFound');
    expect(nothing?.data).toMatchObject({ why: 'nothingFound', intents: ['return_policy'] });
    const [far] = findPassages({ library: finding({ passages: [passage], answerable: 0.1 }) }, event);
    expect(far?.data).toMatchObject({ why: 'notAnswerable' });
  });

  it('is a gap that says so where searching failed', () => {
    expect(gap(event, 'failed')[0]?.data).toMatchObject({ why: 'failed', turnId: x.turnId });
  });

  it('finds the same when it is read twice', () => {
    const library = finding({ passages: [passage], answerable: 0.8 });
    expect(findPassages({ library }, event)).toEqual(findPassages({ library }, event));
  });
});
