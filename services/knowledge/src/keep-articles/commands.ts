import { command } from '@attune/messaging';
import type { ArticleData } from '../library';
import { articles, type KeptArticle } from '../state';
import { publish, retire, type From } from './decide';

export const publishArticle = command<KeptArticle, { article: ArticleData; from: From }, boolean>({
  id: 'knowledge.publish-article',
  document: articles,
  decide: (state, given) => publish(state, given),
});

export const retireArticle = command<KeptArticle, { from: From }, 'retired' | 'unknown'>({
  id: 'knowledge.retire-article',
  document: articles,
  decide: (state, given) => retire(state, given),
});
