import { cachedKeys } from './cached-keys';
import { keysContract } from './contract';
import type { Keys } from './keys';
import { memoryKeys } from './memory';

keysContract('a cache over memory', async () => {
  const keys = cachedKeys(memoryKeys(), { now: () => 0 });
  return { keys, close: () => keys.close() };
});

/** A cache with a clock, and the kids that its vault was asked to read. */
function aCache(options: { ttlMs?: number; capacity?: number } = {}) {
  const vault = memoryKeys();
  const clock = { now: 0 };
  const asked: string[] = [];
  const counted: Keys = {
    ...vault,
    read: (kids) => {
      asked.push(...kids);
      return vault.read(kids);
    },
  };
  return { vault, clock, asked, keys: cachedKeys(counted, { ...options, now: () => clock.now }) };
}

describe('cached keys', () => {
  it('asks once within its time, and again after it', async () => {
    const { vault, clock, asked, keys } = aCache({ ttlMs: 1_000 });
    const key = await vault.create('a');
    await keys.read(['a']);
    clock.now = 999;
    expect(await keys.read(['a'])).toEqual(new Map([['a', key]]));
    expect(asked).toEqual(['a']);
    await vault.destroy(['a']);
    clock.now = 1_000;
    expect(await keys.read(['a'])).toEqual(new Map([['a', 'destroyed']]));
  });

  it('remembers what it created, for ever what was destroyed, and never what is unknown', async () => {
    const { clock, asked, keys } = aCache();
    await keys.create('a');
    await keys.read(['a', 'b']);
    await keys.read(['b']);
    await keys.destroy(['a']);
    clock.now = 10 ** 12;
    expect(await keys.read(['a'])).toEqual(new Map([['a', 'destroyed']]));
    expect(asked).toEqual(['b', 'b']);
  });

  it('does not let an answer that was on its way bring a destroyed key back', async () => {
    const { vault, keys } = aCache();
    await vault.create('a');
    const reading = keys.read(['a']);
    await keys.destroy(['a']);
    await reading;
    expect(await keys.read(['a'])).toEqual(new Map([['a', 'destroyed']]));
  });

  it('holds no more than its capacity', async () => {
    const { asked, keys } = aCache({ capacity: 2 });
    for (const kid of ['a', 'b', 'c']) await keys.create(kid);
    await keys.read(['c', 'b', 'a']);
    expect(asked).toEqual(['a']);
  });

  it('refuses to remember for longer than a minute', () => {
    expect(() => aCache({ ttlMs: 60_001 })).toThrow(RangeError);
  });
});
