import { createHybridIndex, createPassageIndex, type Encoder, type HybridIndex, type PassageIndex } from '../index';
import { Vectors } from './vectors';

/** Knows which words mean the same, and nothing else. */
const meanings = [
  ['return', 'refund', 'send', 'back'],
  ['parcel', 'delivery', 'package', 'ship'],
  ['password', 'login', 'sign'],
];
const encoder: Encoder = {
  name: 'meanings',
  width: 8,
  layers: 2,
  encode(text) {
    const said = text.toLowerCase().match(/\p{L}+/gu) ?? [];
    const counts = meanings.map((same) => said.filter((word) => same.includes(word)).length);
    return Float32Array.from([9, 9, 9, 9, ...counts, 0.2]);
  },
};
const passage = (articleId: string, title: string, text: string) => ({ id: `${articleId}#0`, articleId, title, text });

describe('a hybrid index', () => {
  let index: HybridIndex;
  let words: PassageIndex;
  beforeEach(() => {
    index = createHybridIndex(encoder);
    words = createPassageIndex();
    const passages = [
      passage('returns', 'Refund rules', 'Within thirty days you get your money.'),
      passage('delivery', 'Delivery', 'A package takes three days.'),
      passage('account', 'Login', 'Choose another password on the page.'),
    ];
    index.add(passages);
    words.add(passages);
  });
  const found = (query: string) => index.search(query, 3).map(({ passage }) => passage.articleId);

  it('tells by words alone what can be answered, until passages are encoded', () => {
    const hits = index.search('money rules', 3);
    expect(hits).toHaveLength(1);
    const before = index.answerable('money rules', hits);
    expect(before).toBeGreaterThan(0.3);
    expect(before).toBeCloseTo(words.answerable('money rules', hits));
  });

  it('finds by meaning what no word finds, once it is encoded', () => {
    expect(found('may I send it back')).toEqual([]);
    expect(index.prepare(2)).toBe(1);
    expect(index.prepare(5)).toBe(0);
    expect(found('may I send it back')[0]).toBe('returns');
    expect(index.answerable('may I send it back', index.search('may I send it back', 3))).toBeGreaterThan(
      index.answerable('what is the weather', index.search('what is the weather', 3)),
    );
  });

  it('puts first what both words and meaning find', () => {
    index.prepare(9);
    expect(found('how many days does a package take')[0]).toBe('delivery');
  });

  it('forgets an article, and takes a new text for an old one', () => {
    index.prepare(9);
    index.remove('returns');
    expect(found('may I send it back')).not.toContain('returns');
    index.add([passage('account', 'Parcel', 'We ship daily.')]);
    expect(index.prepare(9)).toBe(0);
    expect(found('package')).toEqual(expect.arrayContaining(['account', 'delivery']));
    expect(index.size).toBe(2);
  });
});

describe('vectors', () => {
  it('are right after some have gone', () => {
    const vectors = new Vectors(2);
    const at = (degrees: number) =>
      Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));
    for (let i = 0; i < 90; i += 5) vectors.set(`${i}`, at(i));
    for (let i = 10; i < 90; i += 10) vectors.delete(`${i}`);
    vectors.delete('none');
    expect(vectors.nearest(at(45), 1)[0]?.id).toBe('45');
    expect(vectors.cosine(at(45), '45')).toBeCloseTo(1, 1);
    expect([vectors.has('40'), vectors.cosine(at(45), '40')]).toEqual([false, 0]);
    expect(vectors.nearest(at(0), 3)).toHaveLength(3);
  });
});
