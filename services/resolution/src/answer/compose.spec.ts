import type { FoundPassage } from '@attune/contracts';
import { composeAnswer } from './compose';

const passage = (text: string, more: Partial<FoundPassage> = {}): FoundPassage => ({
  articleId: 'art_a',
  version: '1',
  title: 'Delivery',
  text,
  score: 5,
  ...more,
});

describe('an answer', () => {
  it('is the sentence that was asked for and what completes it, not the whole passage', () => {
    const text =
      'We deliver on weekdays. Delivery to Ireland takes four days. It costs £9. Sofas are different. Returns are free. Lamps come boxed.';
    const answer = composeAnswer([passage(text)], 'how long does delivery to Ireland take?');
    expect(answer?.text).toContain('Delivery to Ireland takes four days. It costs £9.');
    expect(answer?.text).not.toContain('Lamps');
  });

  it('reads Markdown: items of a list, links and stress', () => {
    const text = '## Costs\n\n- **Standard**: £4, see [prices](/prices)\n- Express: £9\n\nOrders above £60 are free.';
    expect(composeAnswer([passage(text)], 'what does express cost?')?.text).toContain('Express: £9.');
    expect(composeAnswer([passage(text)], 'standard price')?.text).toContain('Standard: £4, see prices.');
  });

  it('comes from the passage that fits the words, and names its article', () => {
    const passages = [
      passage('Gift cards are valid for two years.', { articleId: 'art_gift', title: 'Gift cards', score: 5 }),
      passage('You can return shoes within 30 days.', { articleId: 'art_returns', title: 'Returns', score: 4.6 }),
    ];
    expect(composeAnswer(passages, 'can I return shoes')?.citations).toEqual([
      { articleId: 'art_returns', title: 'Returns', version: '1' },
    ]);
  });

  it('is not there without a passage, or where one says nothing', () => {
    expect(composeAnswer([], 'anything')).toBeUndefined();
    expect(composeAnswer([passage('  ')], 'anything')).toBeUndefined();
  });
});

describe('a question for a duration or a price', () => {
  const text =
    'Returns are welcome. Pack the item and hand it in. You can return things within 30 days of delivery. Express returns cost £2.';

  it('is answered by the sentence that holds one', () => {
    const passages = [passage(text, { title: 'Returns' })];
    expect(composeAnswer(passages, 'How long do I have to send something back?')?.text).toContain('within 30 days');
    expect(composeAnswer(passages, 'How much is it?')?.text).toContain('£2');
  });

  it('quotes the article that is about it, not one that mentions it', () => {
    const passages = [
      passage('After that you can send it back within 30 days.', {
        articleId: 'art_changes',
        title: 'Changes',
        score: 1,
      }),
      passage('You can return anything within 30 days.', { articleId: 'art_returns', title: 'Returns', score: 0.9 }),
    ];
    const answer = composeAnswer(passages, 'How long do I have to send something back?', 'how returns work');
    expect(answer?.citations[0]?.articleId).toBe('art_returns');
  });
});
