import type { Article, Pack } from '@attune/domain';
import type { Runtime } from '@attune/messaging';
import type { ArticleData } from '../library';
import { articles } from '../state';
import { publishArticle, retireArticle } from './commands';

export function articleOf({
  id,
  title,
  language,
  audience,
  owner,
  validFrom,
  validUntil,
  version,
  body,
}: Article): ArticleData {
  return {
    articleId: id,
    version,
    title,
    language,
    audience,
    owner,
    ...(validFrom !== undefined && { validFrom }),
    ...(validUntil !== undefined && { validUntil }),
    body,
  };
}

/** Publishes what is new or changed in the pack and retires what is gone from it. Resolves when that is durable. */
export async function publishPack(runtime: Pick<Runtime, 'execute' | 'list'>, pack: Pack): Promise<void> {
  const there = new Set(pack.articles.map(({ id }) => id));
  const gone = (await runtime.list(articles)).filter(
    ({ id, state }) => !there.has(id) && state.status === 'published' && state.packVersion !== undefined,
  );
  // The cause names the version of the pack: two processes that start at once publish the same events.
  const cause = (id: string) => ({ commandId: `pack:${pack.version}:${id}`, correlationId: `pack:${pack.version}` });
  await Promise.all([
    ...pack.articles.map((article) =>
      runtime.execute(publishArticle, article.id, { article: articleOf(article), from: 'pack' }, cause(article.id)),
    ),
    ...gone.map(({ id }) => runtime.execute(retireArticle, id, { from: 'pack' }, cause(id))),
  ]);
}
