import type { Keys } from '../keys';

/** Vaults under test; `reopen`: another opening of the same vault, as another process would have it. */
export interface OpenKeys {
  keys: Keys;
  reopen?: () => Promise<Keys>;
  close(): Promise<void>;
}

/** What every vault must do. `open` gives an empty vault each time. */
export function keysContract(name: string, open: () => Promise<OpenKeys>): void {
  describe(`${name} as a vault`, () => {
    let opened: OpenKeys;
    let keys: Keys;
    beforeEach(async () => {
      opened = await open();
      keys = opened.keys;
    });
    afterEach(() => opened.close());

    const read = async (kid: string, from: Keys = keys) => (await from.read([kid])).get(kid);

    it('creates a key of 32 bytes once', async () => {
      const first = await keys.create('adr_a');
      expect(first).toHaveLength(32);
      expect(await keys.create('adr_a')).toEqual(first);
      expect(await read('adr_a')).toEqual(first);
      expect(await keys.create('adr_b')).not.toEqual(first);
    });

    it('gives all creators of a key the same bytes', async () => {
      const all = await Promise.all(Array.from({ length: 16 }, () => keys.create('adr_a')));
      expect(new Set(all.map((key) => (key === 'destroyed' ? key : Buffer.from(key).toString('hex')))).size).toBe(1);
    });

    it('reads many at once, and says which it does not know', async () => {
      const a = await keys.create('adr_a');
      await keys.create('adr_b');
      await keys.destroy(['adr_b']);
      expect(await keys.read(['adr_a', 'adr_b', 'adr_c'])).toEqual(
        new Map<string, unknown>([
          ['adr_a', a],
          ['adr_b', 'destroyed'],
          ['adr_c', 'unknown'],
        ]),
      );
      expect(await keys.read([])).toEqual(new Map());
    });

    it('never creates a destroyed key again, whether it ever existed or not', async () => {
      await keys.create('adr_a');
      for (const _try of [1, 2]) {
        await keys.destroy(['adr_a', 'adr_never']);
        expect([await keys.create('adr_a'), await keys.create('adr_never')]).toEqual(['destroyed', 'destroyed']);
        expect([await read('adr_a'), await read('adr_never')]).toEqual(['destroyed', 'destroyed']);
      }
      await keys.destroy([]);
    });

    it('lets destroying win against creating', async () => {
      await Promise.all([keys.create('adr_a'), keys.destroy(['adr_a']), keys.create('adr_a')]);
      expect(await keys.create('adr_a')).toBe('destroyed');
    });

    it('keeps keys and tombstones when it is opened again', async () => {
      const a = await keys.create('adr_a');
      await keys.create('adr_b');
      await keys.destroy(['adr_b']);
      const again = (await opened.reopen?.()) ?? keys;
      expect([await read('adr_a', again), await read('adr_b', again)]).toEqual([a, 'destroyed']);
      expect(await again.create('adr_b')).toBe('destroyed');
    });
  });
}
