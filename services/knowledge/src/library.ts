import type { ArticlePublished, ArticleRetired, FoundPassage } from '@attune/contracts';
import {
  createHybridIndex,
  createPassageIndex,
  splitIntoPassages,
  type Encoder,
  type PassageHit,
} from '@attune/language';

export type ArticleData = ArticlePublished['data'];

/** What the articles say about a text. */
export interface Findings {
  /** Best first, at most five. `score` is 0..1, comparable within these. */
  passages: FoundPassage[];
  /** 0..1 */
  answerable: number;
}

export interface Topic {
  label: string;
  /** Recognised beyond doubt. */
  certain: boolean;
}

/** The articles of this process, as far as the stream of articles has been read. */
export interface Library {
  take(event: ArticlePublished | ArticleRetired): void;
  /** Puts an article there that nobody has heard of yet; one that was published or retired before stays as it is. */
  preload(article: ArticleData): void;
  /**
   * `at`: epoch ms; only articles for customers that are valid then. `about`: what the text was recognised to be about, in the
   * business's own words: customers say "send back" where an article says "return".
   */
  search(text: string, at: number, about?: readonly Topic[]): Findings;
  /** Encodes at most so many passages that came since, where there is an encoder; returns how many are left. Blocks. */
  prepare(most: number): number;
  list(): ArticleData[];
  get(articleId: string): ArticleData | undefined;
}

/** Passages that a turn gets, and how many hits are looked at: some may not be valid now, or not for customers. */
const mostPassages = 5;
const hitsLookedAt = 20;
/**
 * What can be answered at least where it is certain what a question is about and an article is about that too: such an article
 * may use none of the customer's words.
 */
const answerableOfTopic = 0.55;
/** Sentences of a long text that are searched by themselves. */
const mostParts = 6;

export const isValid = ({ validFrom, validUntil }: ArticleData, at: number): boolean =>
  (validFrom === undefined || Date.parse(validFrom) <= at) && (validUntil === undefined || at < Date.parse(validUntil));

/** @param encoder makes it find by meaning, too */
export function createLibrary(encoder?: Encoder): Library {
  const hybrid = encoder && createHybridIndex(encoder);
  const index = hybrid ?? createPassageIndex();
  const articles = new Map<string, ArticleData>();
  const retired = new Set<string>();
  const headings = new Map<string, string>();

  function put(article: ArticleData): void {
    const { articleId, title, language, body } = article;
    index.remove(articleId);
    articles.set(articleId, article);
    const sections = splitIntoPassages(body);
    index.add(
      sections.map(({ heading, text }, place) => {
        const id = `${articleId}#${place}`;
        if (heading === undefined) headings.delete(id);
        else headings.set(id, heading);
        return { id, articleId, title, text, language };
      }),
    );
  }

  /** @param meaning what the customer said, without the words that were added: encoding costs more than searching */
  function searchPart(text: string, at: number, meaning = text) {
    const hits = index.search(text, hitsLookedAt, meaning).filter(({ passage }) => {
      const article = articles.get(passage.articleId);
      return article?.audience === 'customers' && isValid(article, at);
    });
    return { hits, answerable: hits.length === 0 ? 0 : index.answerable(text, hits, meaning) };
  }

  return {
    take({ type, data }) {
      if ('body' in data) {
        retired.delete(data.articleId);
        put(data);
      } else if (type.includes('ArticleRetired')) {
        retired.add(data.articleId);
        articles.delete(data.articleId);
        index.remove(data.articleId);
      }
    },
    preload(article) {
      if (!articles.has(article.articleId) && !retired.has(article.articleId)) put(article);
    },
    search(text, at, about = []) {
      const [whole = text, ...sentences] = partsOf(text);
      const plain = searchPart(whole, at);
      const topics = about.map(({ label, certain }) => {
        const { hits, answerable } = searchPart(`${whole} ${label}`, at, whole);
        const least =
          certain && searchPart(label, at).hits.some(({ matched }) => matched.length > 0) ? answerableOfTopic : 0;
        return { hits, answerable: Math.max(answerable, plain.answerable, least) };
      });
      const parts = [
        ...(topics.length > 0 ? topics : [plain]),
        // What else was said in the message should not hide what one sentence of it asks.
        ...sentences.flatMap((sentence) =>
          [sentence, ...about.map(({ label }) => `${sentence} ${label}`)].map((part) => searchPart(part, at, sentence)),
        ),
      ].filter(({ hits }) => hits.length > 0);
      return { passages: merge(parts), answerable: Math.max(0, ...parts.map(({ answerable }) => answerable)) };
    },
    prepare: (most) => hybrid?.prepare(most) ?? 0,
    list: () => [...articles.values()].sort((a, b) => a.title.localeCompare(b.title)),
    get: (articleId) => articles.get(articleId),
  };

  /** Raw scores of different searches do not compare; those of a part that can be answered count more. */
  function merge(parts: readonly { hits: readonly PassageHit[]; answerable: number }[]): FoundPassage[] {
    const best = new Map<string, FoundPassage>();
    for (const { hits, answerable } of parts) {
      const top = hits[0]?.score ?? 1;
      for (const { passage, score } of hits) {
        const relative = (score / top) * (0.1 + answerable);
        if (relative > (best.get(passage.id)?.score ?? 0)) best.set(passage.id, foundOf(passage, relative));
      }
    }
    return [...best.values()].sort((a, b) => b.score - a.score).slice(0, mostPassages);
  }

  function foundOf(
    passage: { id: string; articleId: string; title: string; text: string },
    score: number,
  ): FoundPassage {
    const { id, articleId, title, text } = passage;
    const heading = headings.get(id);
    const version = articles.get(articleId)?.version ?? '';
    return { articleId, version, title, text, score, ...(heading !== undefined && { heading }) };
  }
}

/** The whole text, and where it is several sentences each of them: one of them may be the question. */
function partsOf(text: string): string[] {
  const sentences = text
    .split(/(?<=[.!?])\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.split(/\s+/).length > 2);
  return sentences.length > 1 ? [text, ...sentences.slice(0, mostParts)] : [text];
}
