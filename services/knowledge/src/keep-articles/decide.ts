import { articlePublished, articleRetired } from '@attune/contracts';
import { fact, type CommandDecision } from '@attune/messaging';
import type { ArticleData } from '../library';
import type { KeptArticle } from '../state';

/** Who publishes: the pack at each start, or a person who leads. */
export type From = 'pack' | 'lead';
type Kept<A> = CommandDecision<KeptArticle, A>;

/** Publishes an article, unless it stands there like that already. Answers whether anything has changed. */
export function publish(state: KeptArticle | undefined, given: { article: ArticleData; from: From }): Kept<boolean> {
  const { article, from } = given;
  if (from === 'pack' && state?.packVersion === article.version) return { answer: false };
  const packVersion = from === 'pack' ? article.version : state?.packVersion;
  const next: KeptArticle = { status: 'published', article, ...(packVersion !== undefined && { packVersion }) };
  const same = state?.status === 'published' && JSON.stringify(state.article) === JSON.stringify(article);
  if (same) return from === 'pack' ? { answer: false, state: next } : { answer: false };
  return { answer: true, state: next, facts: [fact(articlePublished, article)] };
}

/**
 * Retires an article. The pack retires only what it brought itself, so that what a person wrote stays. Answers `unknown` where
 * there is no such article.
 */
export function retire(state: KeptArticle | undefined, { from }: { from: From }): Kept<'retired' | 'unknown'> {
  if (!state || (from === 'pack' && state.packVersion !== state.article.version)) return { answer: 'unknown' };
  if (state.status === 'retired') return { answer: 'retired' };
  const { articleId, version } = state.article;
  return {
    answer: 'retired',
    state: { ...state, status: 'retired' },
    facts: [fact(articleRetired, { articleId, version })],
  };
}
