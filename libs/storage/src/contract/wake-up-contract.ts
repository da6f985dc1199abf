import type { Documents } from '../documents';
import { aDocument, eventually, nextOf } from './story';

/** Part of `documentsContract`: what falls due, and what the relay forgets. */
export function wakeUpContract(documents: () => Documents): void {
  const due = async (now: number, limit = 10) => (await documents().due(now, limit)).map(({ _id }) => _id);
  const only = async (id: string) => (await documents().load([id])).get(id);

  describe('waking up', () => {
    it('gives what is due, the earliest first, as many as are wanted', async () => {
      const times: [id: string, wakeAt: number | undefined][] = [
        ['late', 3_000],
        ['never', undefined],
        ['first', 1_000],
        ['future', 1_790_000_000_000],
        ['second', 2_000],
      ];
      await documents().write(times.map(([id, wakeAt]) => ({ expected: 0, document: aDocument(id, { wakeAt }) })));
      expect(await due(3_000)).toEqual(['first', 'second', 'late']);
      expect(await due(2_999)).toEqual(['first', 'second']);
      expect(await due(3_000, 1)).toEqual(['first']);
      expect(await due(999)).toEqual([]);
      expect(await due(1_790_000_000_000)).toHaveLength(4);
    });

    it('follows every change of the wake-up time', async () => {
      const first = aDocument('a', { wakeAt: 1_000 });
      await documents().write([{ expected: 0, document: first }]);
      const later = nextOf(first, { wakeAt: 5_000 });
      await documents().write([{ expected: 1, document: later }]);
      expect([await due(4_999), await due(5_000)]).toEqual([[], ['a']]);
      const never = nextOf(later, { wakeAt: undefined });
      await documents().write([{ expected: 2, document: never }]);
      expect(await due(9_000)).toEqual([]);
      await documents().write([{ expected: 3, document: nextOf(never, { wakeAt: 0 }) }]);
      expect(await due(9_000)).toEqual(['a']);
    });

    it('keeps the wake-up of the version that won', async () => {
      const first = aDocument('a', { wakeAt: 1_000 });
      await documents().write([{ expected: 0, document: first }]);
      await documents().write([{ expected: 7, document: nextOf(first, { wakeAt: 9_000 }) }]);
      expect(await due(1_000)).toEqual(['a']);
    });
  });

  describe('clearing the outbox', () => {
    it('forgets what was sent and changes nothing but the wake-up', async () => {
      const document = aDocument('a', { wakeAt: 1_000 });
      await documents().write([{ expected: 0, document }]);
      await documents().clearOutbox([{ id: 'a', v: 1, sent: ['evt_1', 'evt_unknown'], wakeAt: 4_000 }]);
      const cleared = await eventually(
        () => only('a'),
        (read) => read?.wakeAt === 4_000,
      );
      expect(cleared).toEqual({ ...document, outbox: document.outbox.slice(1), wakeAt: 4_000 });
      expect([await due(3_999), await due(4_000)]).toEqual([[], ['a']]);

      await documents().clearOutbox([{ id: 'a', v: 1, sent: ['evt_2'] }]);
      const { wakeAt: _gone, ...rest } = document;
      const empty = await eventually(
        () => only('a'),
        (read) => read?.outbox.length === 0,
      );
      expect(empty).toStrictEqual({ ...rest, outbox: [] });
      expect(await due(9_000)).toEqual([]);
    });

    it('leaves a version that has moved alone, and documents that are gone', async () => {
      const first = aDocument('a', { wakeAt: 1_000 });
      const second = nextOf(first);
      await documents().write([{ expected: 0, document: first }]);
      await documents().write([{ expected: 1, document: second }]);
      await documents().clearOutbox([
        { id: 'a', v: 1, sent: ['evt_1', 'evt_2'] },
        { id: 'gone', v: 1, sent: ['evt_1'], wakeAt: 1_000 },
      ]);
      expect(await only('a')).toEqual(second);
      expect(await due(9_000)).toEqual(['a']);
    });

    it('does not stand in the way of the next write', async () => {
      const first = aDocument('a');
      await documents().write([{ expected: 0, document: first }]);
      await documents().clearOutbox([{ id: 'a', v: 1, sent: ['evt_1'] }]);
      expect((await documents().write([{ expected: 1, document: nextOf(first, { outbox: [] }) }])).lost).toEqual(
        new Set(),
      );
    });
  });
}
