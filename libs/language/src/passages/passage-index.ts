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
  /** BM25 with title boost; comparable within one search only. */
  score: number;
  /** The words of the query (stemmed) that the passage has. */
  matched: string[];
}

export interface PassageIndex {
  /** Adds passages; one with a known id replaces the old one. */
  add(passages: readonly Passage[]): void;
  /** Removes all passages of an article; unknown articles are ignored. */
  remove(articleId: string): void;
  /** The best passages, best first. */
  search(query: string, limit: number): PassageHit[];
  /** 0..1: can the query be answered from these hits? */
  answerable(query: string, hits: readonly PassageHit[]): number;
  /** How many passages it holds. */
  readonly size: number;
}

export function createPassageIndex(): PassageIndex {
  return { add: () => undefined, remove: () => undefined, search: () => [], answerable: () => 0, size: 0 };
}
