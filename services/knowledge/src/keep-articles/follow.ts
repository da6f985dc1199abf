import { articlePublished, articleRetired, type ArticlePublished, type ArticleRetired } from '@attune/contracts';
import type { Pack } from '@attune/domain';
import type { Runtime } from '@attune/messaging';
import type { Library } from '../library';
import { articleOf } from './from-pack';

/**
 * Keeps a library up to date with the stream of articles: every process follows all of it. Resolves when it has read what was
 * there at the time of the call; what the pack brings and nobody has heard of yet is put there at once.
 */
export async function followArticles(
  runtime: Pick<Runtime, 'follow'>,
  library: Library,
  pack: Pack,
): Promise<{ stop(): Promise<void> }> {
  const prepare = preparing(library);
  let caughtUp = () => {};
  const reached = new Promise<void>((resolve) => (caughtUp = resolve));
  const following = await runtime.follow({
    topics: [articlePublished.topic],
    from: 'start',
    onEvent(event) {
      const { type } = event;
      if (type !== articlePublished.type && type !== articleRetired.type) return;
      library.take(event as ArticlePublished | ArticleRetired);
      prepare();
    },
    onCaughtUp: () => caughtUp(),
  });
  await reached;
  for (const article of pack.articles) library.preload(articleOf(article));
  prepare();
  return following;
}

/** Encodes passages one at a time between other work: some 15 ms each, and until then they are found by their words. */
function preparing(library: Pick<Library, 'prepare'>): () => void {
  let isUnderWay = false;
  const next = (): void => {
    isUnderWay = library.prepare(1) > 0;
    if (isUnderWay) setImmediate(next);
  };
  return () => {
    if (isUnderWay) return;
    isUnderWay = true;
    setImmediate(next);
  };
}
