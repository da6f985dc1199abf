import { answerableFrom } from './answerable';
import { Postings } from './postings';
import { termsOf, type Term } from './terms';

/** A piece of an article, small enough to be quoted. */
export interface Passage {
  id: string;
  articleId: string;
  title: string;
  text: string;
  language?: string;
}

export interface PassageHit {
  passage: Passage;
  /** Comparable within one search only. */
  score: number;
  /** The words of the query (stemmed) that the passage has, itself or by another word for the same. */
  matched: string[];
}

export interface PassageIndex {
  /** Adds passages; one with a known id replaces the old one. */
  add(passages: readonly Passage[]): void;
  /** Removes all passages of an article; unknown articles are ignored. */
  remove(articleId: string): void;
  /**
   * The best passages, best first; at most `limit`.
   *
   * @param meaning what the words of the query mean, where words were added to them; an index without an encoder has no use for it
   */
  search(query: string, limit: number, meaning?: string): PassageHit[];
  /** 0..1: can the query be answered from these hits? */
  answerable(query: string, hits: readonly PassageHit[], meaning?: string): number;
  /** How many passages it holds. */
  readonly size: number;
}

/** Saturation and length normalisation of BM25 (Robertson and Zaragoza, 2009), at their usual values. */
const K1 = 1.2;
const B = 0.75;
/** A word in the title counts as often as this. */
const TITLE = 2.5;
/** What a word counts that only means the same. */
const SAME_MEANING = 0.5;
/** Once this many passages a hit have scored, words this many times more common only add to them. */
const ENOUGH = 20;
const COMMON = 1.5;

/** An inverted index that takes and gives passages at any time: what is removed leaves holes, which are closed when they are many. */
export function createPassageIndex(): PassageIndex {
  let places: (Passage | undefined)[] = [];
  let lengths: number[] = [];
  let total = 0;
  let postings = new Map<string, Postings>();
  /** Made anew by the first search after a change. */
  let scratch: Scratch | undefined;
  const placeOf = new Map<string, number>();
  const byArticle = new Map<string, Set<string>>();

  const put = (passage: Passage): void => {
    discard(passage.id);
    const place = places.push(passage) - 1;
    const { byTerm, length } = weightsOf(passage);
    lengths.push(length);
    total += length;
    placeOf.set(passage.id, place);
    byArticle.set(passage.articleId, (byArticle.get(passage.articleId) ?? new Set()).add(passage.id));
    for (const [term, weight] of byTerm) {
      const list = postings.get(term) ?? new Postings();
      postings.set(term, list);
      list.add(place, weight);
    }
  };

  const discard = (id: string): void => {
    const place = placeOf.get(id);
    if (place === undefined) return;
    const article = byArticle.get(places[place]!.articleId)!;
    article.delete(id);
    if (article.size === 0) byArticle.delete(places[place]!.articleId);
    places[place] = undefined;
    total -= lengths[place]!;
    placeOf.delete(id);
    if (places.length > 64 && placeOf.size < places.length / 2) closeHoles();
  };

  const closeHoles = (): void => {
    let next = 0;
    const to = Int32Array.from(places, (passage) => (passage === undefined ? -1 : next++));
    const closed = [...postings].map(([term, list]): [string, Postings] => [term, list.moved(to)]);
    postings = new Map(closed.filter(([, list]) => list.length > 0));
    lengths = lengths.filter((_, place) => to[place]! >= 0);
    places = places.filter((passage) => passage !== undefined);
    places.forEach((passage, place) => placeOf.set(passage!.id, place));
  };

  /** How much a word tells; one that no passage has tells as much as one that a single passage has. Holes count until they are closed. */
  const rarity = (term: string): number => {
    const holders = Math.max(1, postings.get(term)?.length ?? 0);
    return Math.log(1 + (Math.max(places.length, 1) - holders + 0.5) / (holders + 0.5));
  };

  const search = (query: string, limit: number): PassageHit[] => {
    if (!(limit >= 1) || placeOf.size === 0) return [];
    const terms = termsOf(query.slice(0, FAR));
    scratch ??= scratchFor(lengths, total / placeOf.size);
    const { norms, scores, touched } = scratch;
    let count = 0;
    const lists = [...wantedOf(terms)].flatMap(([term, factor]) => {
      const list = postings.get(term);
      return list === undefined ? [] : [{ list, factor: factor * rarity(term) * (K1 + 1) }];
    });
    for (const { list, factor } of lists.sort((a, b) => a.list.length - b.list.length)) {
      // What has none of the rarer words would not be among the best for a common one.
      const isCommon = count > limit * ENOUGH && list.length > COMMON * count;
      if (isCommon) list.scoreOnly(factor, norms, scores, touched.subarray(0, count));
      else count = list.score(factor, norms, scores, touched, count);
    }
    const found = touched.subarray(0, count);
    const best = bestOf(
      found.filter((place) => places[place] !== undefined),
      scores,
      limit,
    );
    const hits = best.map((place) => ({
      passage: places[place]!,
      score: scores[place]!,
      matched: matchedAt(place, terms),
    }));
    for (const place of found) scores[place] = 0;
    return hits;
  };

  const matchedAt = (place: number, terms: readonly Term[]): string[] => {
    const has = (term: string): boolean => postings.get(term)?.has(place) === true;
    const matched = terms.filter(
      ({ stem, concept, isFiller }) => !isFiller && (has(stem) || (concept !== undefined && has(concept))),
    );
    return [...new Set(matched.map(({ stem }) => stem))];
  };

  return {
    add: (passages) => {
      passages.forEach(put);
      scratch = undefined;
    },
    remove: (articleId) => {
      [...(byArticle.get(articleId) ?? [])].forEach(discard);
      scratch = undefined;
    },
    search,
    answerable: (query, hits) => answerableFrom(termsOf(query.slice(0, FAR)), hits, rarity),
    get size() {
      return placeOf.size;
    },
  };
}

/** What a search works on, one number a passage; scores are all zero between searches. */
interface Scratch {
  norms: Float64Array;
  scores: Float64Array;
  touched: Int32Array;
}

function scratchFor(lengths: readonly number[], average: number): Scratch {
  const norms = Float64Array.from(lengths, (length) => K1 * (1 - B + (B * length) / Math.max(1, average)));
  return { norms, scores: new Float64Array(lengths.length), touched: new Int32Array(lengths.length) };
}

/** Queries are read this far. */
const FAR = 2000;

/** Words and meanings to look for, with what they count. Fillers only where there is nothing else. */
function wantedOf(terms: readonly Term[]): Map<string, number> {
  const telling = terms.filter(({ isFiller }) => !isFiller);
  const wanted = new Map<string, number>();
  for (const { stem, concept } of telling.length > 0 ? telling : terms) {
    wanted.set(stem, 1);
    if (concept !== undefined) wanted.set(concept, SAME_MEANING);
  }
  return wanted;
}

function weightsOf({ title, text }: Passage): { byTerm: Map<string, number>; length: number } {
  const byTerm = new Map<string, number>();
  let length = 0;
  const count = (terms: readonly Term[], weight: number): void => {
    for (const { stem, concept } of terms) {
      byTerm.set(stem, (byTerm.get(stem) ?? 0) + weight);
      if (concept !== undefined) byTerm.set(concept, (byTerm.get(concept) ?? 0) + weight);
      length += weight === 1 ? 1 : 0;
    }
  };
  count(termsOf(title), TITLE);
  count(termsOf(text), 1);
  return { byTerm, length };
}

/** The places with the highest scores, best first; older passages first where they are equal. */
function bestOf(candidates: Int32Array, scores: Float64Array, limit: number): number[] {
  const best: number[] = [];
  const isBefore = (a: number, b: number): boolean => scores[a]! > scores[b]! || (scores[a] === scores[b] && a < b);
  for (const place of candidates) {
    if (best.length === limit && !isBefore(place, best[limit - 1]!)) continue;
    let at = best.length;
    while (at > 0 && isBefore(place, best[at - 1]!)) at--;
    best.splice(at, 0, place);
    if (best.length > limit) best.pop();
  }
  return best;
}
