import type { ArticlePublished, ArticleRetired, FoundPassage } from '@attune/contracts';
import { createPassageIndex, splitIntoPassages, type PassageIndex } from '@attune/language';

export type ArticleData = ArticlePublished['data'];

/** What the articles say about a text. */
export interface Findings {
  /** Best first, at most five. `score` is 0..1, comparable within these. */
  passages: FoundPassage[];
  /** 0..1 */
  answerable: number;
}

/** The articles of this process, as far as the stream of articles has been read. */
export interface Library {
  take(event: ArticlePublished | ArticleRetired): void;
  /** Puts an article there that nobody has heard of yet; one that was published or retired before stays as it is. */
  preload(article: ArticleData): void;
  /** `at`: epoch ms; only articles for customers that are valid then. */
  search(text: string, at: number): Findings;
  list(): ArticleData[];
  get(articleId: string): ArticleData | undefined;
}

/** Passages that a turn gets, and how many hits are looked at: some may not be valid now, or not for customers. */
const mostPassages = 5;
const hitsLookedAt = 20;
/** Sentences of a long text that are searched by themselves. */
const mostParts = 6;

export const isValid = ({ validFrom, validUntil }: ArticleData, at: number): boolean =>
  (validFrom === undefined || Date.parse(validFrom) <= at) && (validUntil === undefined || at < Date.parse(validUntil));

export function createLibrary(index: PassageIndex = createPassageIndex()): Library {
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

  function searchPart(text: string, at: number) {
    const hits = index.search(text, hitsLookedAt).filter(({ passage }) => {
      const article = articles.get(passage.articleId);
      return article?.audience === 'customers' && isValid(article, at);
    });
    return { hits, answerable: hits.length === 0 ? 0 : index.answerable(text, hits) };
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
    search(text, at) {
      const parts = partsOf(text).map((part) => searchPart(part, at));
      const scores = new Map<string, { score: number; passage: FoundPassage }>();
      for (const { hits, answerable } of parts) {
        const top = hits[0]?.score ?? 1;
        for (const { passage, score } of hits) {
          // Raw scores of different searches do not compare; a part that can be answered counts more.
          const relative = (score / top) * (0.1 + answerable);
          if (relative <= (scores.get(passage.id)?.score ?? 0)) continue;
          scores.set(passage.id, { score: relative, passage: foundOf(passage, relative) });
        }
      }
      const passages = [...scores.values()].sort((a, b) => b.score - a.score).slice(0, mostPassages);
      return {
        passages: passages.map(({ passage }) => passage),
        answerable: Math.max(0, ...parts.map(({ answerable }) => answerable)),
      };
    },
    list: () => [...articles.values()].sort((a, b) => a.title.localeCompare(b.title)),
    get: (articleId) => articles.get(articleId),
  };

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
