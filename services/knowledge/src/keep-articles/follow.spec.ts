import { articlePublished, type AttuneEvent } from '@attune/contracts';
import type { Pack } from '@attune/domain';
import { createLibrary } from '../library';
import { followArticles } from './follow';

type Following = Parameters<Parameters<typeof followArticles>[0]['follow']>[0];
const pack = { articles: [] } as unknown as Pack; // only its articles are looked at

it('is ready only when it has read all that was there', async () => {
  let given: Following | undefined;
  const runtime = {
    follow: (options: Following) => ((given = options), Promise.resolve({ stop: () => Promise.resolve() })),
  };
  const library = createLibrary();
  let ready = false;
  const following = followArticles(runtime, library, pack).then(() => (ready = true));
  await Promise.resolve();
  expect(given).toMatchObject({ topics: ['attune.articles'], from: 'start' });
  given?.onEvent({ type: articlePublished.type, data: articlePublished.example.data } as AttuneEvent, {} as never);
  await Promise.resolve();
  expect(ready).toBe(false);
  given?.onCaughtUp?.();
  await following;
  expect(library.get('art_returns')).toMatchObject({ title: 'Returns' });
});
