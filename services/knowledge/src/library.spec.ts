import { articlePublished, articleRetired, type ArticlePublished, type ArticleRetired } from '@attune/contracts';
import type { Encoder } from '@attune/language';
import { createLibrary, type ArticleData } from './library';

const at = Date.parse('2026-03-02T09:00:00.000Z');
const article = (articleId: string, body: string, more: Partial<ArticleData> = {}): ArticleData => ({
  articleId,
  version: '1',
  title: articleId.slice('art_'.length),
  language: 'en',
  audience: 'customers',
  owner: 'care',
  body,
  ...more,
});
const published = (data: ArticleData) => ({ type: articlePublished.type, data }) as ArticlePublished;
const returns = article(
  'art_returns',
  'You can return unworn items within 30 days of delivery. Returns are free of charge.',
);
const delivery = article('art_delivery', 'Delivery takes three working days. Delivery costs four pounds.');

function library(...articles: ArticleData[]) {
  const made = createLibrary();
  for (const one of articles) made.take(published(one));
  return made;
}
const best = (made: ReturnType<typeof library>, text: string) => made.search(text, at).passages[0]?.articleId;

describe('a library', () => {
  it('finds the article that speaks of it', () => {
    const made = library(returns, delivery);
    expect(best(made, 'How long can I return items?')).toBe('art_returns');
    expect(made.search('How long can I return items?', at).answerable).toBeGreaterThan(0.5);
    expect(best(made, 'what does delivery cost')).toBe('art_delivery');
  });

  it('finds what is meant where customers have other words than the article', () => {
    const made = library(returns, delivery);
    expect(made.search('How much time for sending something back?', at).answerable).toBeLessThan(0.5);
    const found = made.search('How much time for sending something back?', at, [
      { label: 'how returns work', certain: true },
    ]);
    expect(found.passages[0]?.articleId).toBe('art_returns');
    expect(found.answerable).toBeGreaterThan(0.5);
    expect(made.search('What?', at, [{ label: 'gift cards', certain: true }]).answerable).toBe(0);
  });

  it('finds the answers to two questions in one message', () => {
    const found = library(returns, delivery).search('How long does delivery take? And can I return items?', at);
    expect(new Set(found.passages.map(({ articleId }) => articleId))).toEqual(new Set(['art_returns', 'art_delivery']));
  });

  it('finds what one sentence means whatever else the message says', () => {
    const order = article('art_orders', 'Where an order is stands in your account. An order has a number.');
    const text = 'How much time for sending something back? And where is my order?';
    const found = library(returns, delivery, order).search(text, at, [{ label: 'how returns work', certain: true }]);
    expect(found.passages.map(({ articleId }) => articleId)).toContain('art_returns');
  });

  it('answers from the newest version, and not from what was retired', () => {
    const made = library(
      returns,
      article('art_returns', 'Send back what you return within 14 days.', { version: '2' }),
    );
    expect(made.search('return within days', at).passages).toMatchObject([{ version: '2' }]);
    made.take({ type: articleRetired.type, data: { articleId: 'art_returns', version: '2' } } as ArticleRetired);
    expect(made.search('return within days', at).passages).toEqual([]);
    expect(made.list()).toEqual([]);
  });

  it('answers customers only from what is for them and valid', () => {
    const made = library(
      article('art_notes', 'Return items of regulars for 60 days.', { audience: 'agents' }),
      article('art_old', 'Return items within 7 days.', { validUntil: '2026-01-01T00:00:00.000Z' }),
      article('art_new', 'Return items within 90 days.', { validFrom: '2026-06-01T00:00:00.000Z' }),
    );
    expect(made.search('return items', at)).toEqual({ passages: [], answerable: 0 });
  });

  it('takes from the pack only what nobody has heard of', () => {
    const made = library(article('art_returns', 'Edited by a person: return within 60 days.', { version: 'mine' }));
    made.preload(returns);
    made.preload(delivery);
    expect(made.get('art_returns')?.version).toBe('mine');
    expect(made.get('art_delivery')?.version).toBe('1');
  });
});

describe('with an encoder', () => {
  /** Knows one thing: that moths are insects. */
  const encoder: Encoder = {
    name: 'moths',
    width: 2,
    layers: 1,
    encode: (text) => Float32Array.of(/insect|moth/i.test(text) ? 1 : 0, /insect|moth/i.test(text) ? 0 : 1),
  };

  it('finds an article that has none of the words, once it is prepared', () => {
    const library = createLibrary(encoder);
    library.preload({
      articleId: 'art_insects',
      version: '1',
      title: 'Insects',
      language: 'en',
      audience: 'customers',
      owner: 'care',
      body: 'Insects in wool are rare: send it to us.',
    });
    expect(library.search('moths', 0).passages).toEqual([]);
    expect(library.prepare(1)).toBe(0);
    expect(library.search('moths', 0).passages[0]?.articleId).toBe('art_insects');
    expect(library.search('moths', 0).answerable).toBeGreaterThan(library.search('opera', 0).answerable);
  });
});
