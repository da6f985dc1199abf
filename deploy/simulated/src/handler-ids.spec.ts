import { join } from 'node:path';
import { services } from '@attune/contracts';
import { loadPack } from '@attune/domain';
import { memoryKeys, memoryStore } from '@attune/storage';
import { handlersOf } from '@attune/rehearsal';

// Ids of facts are derived from the ids of handlers, and the dead letters name them: renaming one would publish everything again.
it('handlers keep their ids for ever', async () => {
  const pack = await loadPack(join(__dirname, '../../../domains/shop'));
  const model = {
    name: 'none',
    version: '0',
    assess: () => ({ candidates: [], noneOfThese: 1, several: [], parts: [], evidence: [] }),
  };
  const unused = () => Promise.reject(new Error('not used'));
  const around = {
    secret: 'a secret of at least thirty-two characters',
    tools: { call: unused },
    keys: memoryKeys(),
    store: memoryStore(),
    runtime: () => {
      throw new Error('not used');
    },
  };
  const ids = services.flatMap((service) => handlersOf(service, { pack, model }, around).map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.sort()).toMatchSnapshot();
});
