import type { Projection, ProjectionRow } from '../documents';

/** Part of `documentsContract`: rows that are put by id and found by time and group. */
export function projectionContract(projection: () => Projection): void {
  const row = (id: string, at: number, group = 'g', body: unknown = { id }): ProjectionRow => ({
    _id: id,
    at,
    group,
    body,
  });
  const ids = async (options: { group?: string; since?: number; until?: number; limit?: number }) =>
    (await projection().find({ limit: 100, ...options })).map(({ _id }) => _id);

  describe('projecting', () => {
    it('puts a row by its id, as often as it likes', async () => {
      await projection().upsert([row('a', 1), row('b', 2)]);
      await projection().upsert([row('a', 1), row('b', 2)]);
      expect(await projection().get('a')).toEqual(row('a', 1));
      expect(await projection().get('nobody')).toBeUndefined();
      expect(await ids({})).toEqual(['b', 'a']);
      await projection().upsert([]);
    });

    it('moves a row with its time and group; of two in one call the last stays', async () => {
      await projection().upsert([row('a', 1, 'old')]);
      await projection().upsert([row('a', 5, 'older'), row('a', 9, 'new', { 'a.b': { $c: [1] } })]);
      expect(await projection().get('a')).toEqual(row('a', 9, 'new', { 'a.b': { $c: [1] } }));
      expect([await ids({ group: 'old' }), await ids({ group: 'older' }), await ids({ group: 'new' })]).toEqual([
        [],
        [],
        ['a'],
      ]);
      expect(await ids({ until: 9 })).toEqual([]);
    });

    it('finds by time and group, the newest first', async () => {
      const rows = [
        row('a', 1, 'g'),
        row('b', 2, 'h'),
        row('c', 3, 'g'),
        row('d', 4, 'h'),
        row('e', 4, 'g|x'),
        row('f', -7.5, 'g'),
      ];
      await projection().upsert(rows);
      expect(await ids({})).toEqual(['e', 'd', 'c', 'b', 'a', 'f']);
      expect(await ids({ group: 'g' })).toEqual(['c', 'a', 'f']);
      expect(await ids({ group: 'nobody' })).toEqual([]);
      expect(await ids({ since: 2, until: 4 })).toEqual(['c', 'b']);
      expect(await ids({ group: 'h', since: 3 })).toEqual(['d']);
      expect(await ids({ limit: 2 })).toEqual(['e', 'd']);
      expect(await projection().find({ group: 'g|x', limit: 1 })).toEqual([row('e', 4, 'g|x')]);
    });

    it('prunes what is older', async () => {
      await projection().upsert(Array.from({ length: 2_500 }, (_, index) => row(`r${index}`, index, 'g', 'x')));
      expect(await projection().prune(2_400)).toBe(2_400);
      expect(await projection().prune(2_400)).toBe(0);
      expect((await ids({ group: 'g' })).at(-1)).toBe('r2400');
      expect(await projection().get('r2399')).toBeUndefined();
    });

    it('refuses what it cannot keep', async () => {
      await expect(projection().upsert([row('big', 1, 'g', 'x'.repeat(17 * 1024 * 1024))])).rejects.toThrow();
      await expect(projection().upsert([row('x'.repeat(5_000), 1)])).rejects.toThrow();
      expect(await ids({})).toEqual([]);
    });
  });
}
