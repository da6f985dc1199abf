import type { Encoder } from '../encoder';
import { createPassageIndex, type Passage, type PassageHit, type PassageIndex } from './passage-index';
import { Vectors } from './vectors';

/** Finds by words and by meaning. */
export interface HybridIndex extends PassageIndex {
  /**
   * Encodes at most so many of the passages that came since: some 10–20 ms each, which is why adding does not do it. What is not
   * encoded yet is found by its words alone.
   *
   * @returns how many are still to be encoded
   */
  prepare(most: number): number;
}

/** How many of each kind of search are put together. */
const LOOKED_AT = 50;
/** How much the first ranks stand out (reciprocal rank fusion: Cormack, Clarke and Büttcher, 2009, with 60 there). */
const FLATNESS = 10;
/** What is less alike has nothing to do with the query. */
const LEAST_COSINE = 0.3;
/** Cosine at which a passage is as likely as not to be about what is asked, and how steeply that changes. */
const EVEN_COSINE = 0.5;
const STEEPNESS = 12;
/** Of the hits so many may hold the answer. */
const HITS = 3;

/** BM25 over the words and cosine of sentence vectors, put together by reciprocal rank. */
export function createHybridIndex(encoder: Encoder): HybridIndex {
  const words = createPassageIndex();
  const width = encoder.width / encoder.layers;
  const vectors = new Vectors(width);
  const passages = new Map<string, Passage>();
  const byArticle = new Map<string, Set<string>>();
  const pending = new Set<string>();

  // The last layer: the ones before tell intents apart, this one was trained to bring the same meaning together.
  const understand = (text: string): Float32Array => encoder.encode(text).subarray(encoder.width - width);

  const search = (query: string, limit: number, meaning = query): PassageHit[] => {
    if (!(limit >= 1)) return [];
    const lexical = words.search(query, Math.max(limit, LOOKED_AT));
    if (passages.size === pending.size) return lexical.slice(0, limit);
    const scores = new Map<string, number>();
    const add = (id: string, rank: number): void =>
      void scores.set(id, (scores.get(id) ?? 0) + 1 / (FLATNESS + rank + 1));
    lexical.forEach(({ passage }, rank) => add(passage.id, rank));
    vectors
      .nearest(understand(meaning), Math.max(limit, LOOKED_AT))
      .filter(({ cosine }) => cosine >= LEAST_COSINE)
      .forEach(({ id }, rank) => add(id, rank));
    const matchedOf = new Map(lexical.map(({ passage, matched }) => [passage.id, matched]));
    return [...scores]
      .sort(([, a], [, b]) => b - a)
      .slice(0, limit)
      .map(([id, score]) => ({ passage: passages.get(id)!, score, matched: matchedOf.get(id) ?? [] }));
  };

  const answerable = (query: string, hits: readonly PassageHit[], meaning = query): number => {
    const byWords = words.answerable(query, hits);
    const encoded = hits.slice(0, HITS).filter(({ passage }) => vectors.has(passage.id));
    if (encoded.length === 0) return byWords; // until they are, words alone tell
    const vector = understand(meaning);
    const likeness = Math.max(...encoded.map(({ passage }) => vectors.cosine(vector, passage.id)));
    const byMeaning = 1 / (1 + Math.exp(-STEEPNESS * (likeness - EVEN_COSINE)));
    // Their mean in log-odds: the words without the meaning answer as little as the meaning without the words.
    const odds = (p: number) => Math.log(Math.max(p, 1e-3) / Math.max(1 - p, 1e-3));
    return 1 / (1 + Math.exp(-(odds(byWords) + odds(byMeaning)) / 2));
  };

  return {
    add(added) {
      words.add(added);
      for (const passage of added) {
        passages.set(passage.id, passage);
        byArticle.set(passage.articleId, (byArticle.get(passage.articleId) ?? new Set()).add(passage.id));
        vectors.delete(passage.id);
        pending.add(passage.id);
      }
    },
    remove(articleId) {
      words.remove(articleId);
      for (const id of byArticle.get(articleId) ?? []) {
        vectors.delete(id);
        pending.delete(id);
        passages.delete(id);
      }
      byArticle.delete(articleId);
    },
    prepare(most) {
      let left = most;
      for (const id of pending) {
        if (left-- <= 0) break;
        const { title, text } = passages.get(id)!;
        vectors.set(id, understand(`${title}. ${text}`));
        pending.delete(id);
      }
      return pending.size;
    },
    search,
    answerable,
    get size() {
      return words.size;
    },
  };
}
