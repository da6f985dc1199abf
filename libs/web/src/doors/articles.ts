import { useEffect, useState } from 'preact/hooks';
import { ask, wordsOf } from './http';

export interface Citation {
  articleId: string;
  title: string;
}
export interface Article extends Citation {
  body: string;
  version?: string;
  validUntil?: string;
}
export type ReadArticle = { state: 'reading' } | { state: 'read'; article: Article } | { state: 'failed'; why: string };

/** The text of an article, as it stands now. */
export function useArticle(articleId: string): ReadArticle {
  const [read, setRead] = useState<ReadArticle>({ state: 'reading' });
  useEffect(() => {
    setRead({ state: 'reading' });
    ask<Article>('GET', `/api/knowledge/articles/${encodeURIComponent(articleId)}`).then(
      (article) => setRead({ state: 'read', article }),
      (error: unknown) => setRead({ state: 'failed', why: wordsOf(error) }),
    );
  }, [articleId]);
  return read;
}
