import { documentsContract, keysContract } from '../contract';
import { memoryKeys, memoryStore } from '.';

documentsContract('memory', async () => {
  const store = memoryStore();
  return { store, close: () => store.close() };
});

keysContract('memory', async () => {
  const keys = memoryKeys();
  return { keys, close: () => keys.close() };
});

describe('a store in memory', () => {
  it('is exclusive unless it is told otherwise', () => {
    expect(memoryStore().exclusive).toBe(true);
    expect(memoryStore({ exclusive: false }).exclusive).toBe(false);
  });

  it('makes keys as it is told', async () => {
    const keys = memoryKeys({ newKey: (kid) => Buffer.alloc(32, kid) });
    expect(await keys.create('a')).toEqual(Buffer.alloc(32, 'a'));
  });
});
