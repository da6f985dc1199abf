import { createPassageIndex, type Passage } from '../index';

const passages: Passage[] = [
  [
    'returns',
    'Returning an item',
    'You can return any item within 30 days. Print the return label and drop the parcel at a post office.',
  ],
  ['refund', 'Refunds', 'Refunds are paid within five working days after your return has arrived.'],
  [
    'delivery',
    'Delivery times and cost',
    'Standard delivery takes two to four working days. It is free over 50 euros.',
  ],
  ['password', 'Resetting your password', 'Choose "forgot password" on the login page. We send a link by e-mail.'],
].map(([articleId, title, text]) => ({ id: `${articleId}-1`, articleId: articleId!, title: title!, text: text! }));

function filled(): ReturnType<typeof createPassageIndex> {
  const index = createPassageIndex();
  index.add(passages);
  return index;
}

describe('searching passages', () => {
  it.each([
    ['I forgot my password', 'password'],
    ['how long do returns take', 'returns'],
    ['how much is shipping', 'delivery'],
    ['when do I get my money back', 'refund'],
    ['can I send it back', 'returns'],
    ['REFUND?', 'refund'],
  ])('"%s" finds %s', (query, articleId) => expect(filled().search(query, 3)[0]?.passage.articleId).toBe(articleId));

  it('tells which words matched', () =>
    expect(filled().search('forgot my password', 1)[0]?.matched).toEqual(['forgot', 'password']));

  it('finds nothing for nothing, and no more than asked for', () => {
    for (const query of ['', '???', 'zebra', '\ud800', '😀']) expect(filled().search(query, 3)).toEqual([]);
    expect(filled().search('return', 1)).toHaveLength(1);
    expect(filled().search('return', 0)).toEqual([]);
  });

  it('forgets an article that is removed, and finds it again when it is back', () => {
    const index = filled();
    index.remove('password');
    index.remove('unknown');
    expect(index.size).toBe(3);
    expect(index.search('forgot password', 3)).toEqual([]);
    index.add(passages);
    expect(index.size).toBe(4);
    expect(index.search('forgot password', 3)[0]?.passage.id).toBe('password-1');
  });

  it('replaces a passage with the same id', () => {
    const index = filled();
    index.add([{ ...passages[0]!, title: 'Sending back', text: 'Now sixty days.' }]);
    expect(index.size).toBe(4);
    expect(index.search('sixty', 1)[0]?.passage.text).toBe('Now sixty days.');
    expect(index.search('label', 1)).toEqual([]);
  });

  it('finds the same after many changes as an index made afresh', () => {
    const make = (n: number): Passage => ({
      id: `p${n}`,
      articleId: `a${n % 50}`,
      title: `topic${n % 7}`,
      text: `word${n % 13} thing${n % 5} item${n}`,
    });
    const changed = createPassageIndex();
    changed.add(Array.from({ length: 400 }, (_, n) => make(n)));
    for (let n = 0; n < 40; n++) changed.remove(`a${n}`);
    const afresh = createPassageIndex();
    afresh.add(
      Array.from({ length: 400 }, (_, n) => make(n)).filter(({ articleId }) => Number(articleId.slice(1)) >= 40),
    );
    expect(changed.size).toBe(afresh.size);
    const ids = (index: typeof changed): string[] => index.search('topic3 word5', 20).map(({ passage }) => passage.id);
    expect(ids(changed)).toEqual(ids(afresh));
  });
});

describe('whether a query can be answered', () => {
  const answerable = (query: string): number => {
    const index = filled();
    return index.answerable(query, index.search(query, 3));
  };

  it('is likely where a passage has what the query is about', () => {
    for (const query of ['I forgot my password', 'how do I return an item', 'how much is shipping']) {
      expect(answerable(query)).toBeGreaterThanOrEqual(0.7);
    }
  });

  it('is unlikely where it has only a part, or nothing', () => {
    for (const query of [
      'do I need a passport for delivery to Norway',
      'what is the weather',
      '',
      'do you sell gift cards',
    ]) {
      expect(answerable(query)).toBeLessThan(0.3);
    }
  });
});
