import { document } from '@attune/messaging';
import type { ArticleData } from './library';

/** One article as it was last published or retired. */
export interface KeptArticle {
  status: 'published' | 'retired';
  article: ArticleData;
  /** The version that the pack last brought: an edit made since is not undone by a restart. */
  packVersion?: string;
}

export const articles = document<KeptArticle>({ collection: 'articles' });
