import type { StoredDocument } from '../documents';
import { aDocument, type OpenStore } from './story';

/** Part of `documentsContract`: pages, deleting, collections, and what is there after reopening. */
export function keepingContract(opened: () => OpenStore): void {
  const documents = () => opened().store.documents('things');
  const stored = async (id: string, from = opened().store) => (await from.documents('things').load([id])).get(id);
  const create = async (document: StoredDocument) => {
    expect(await documents().write([{ expected: 0, document }])).toEqual({ lost: new Set(), rejected: new Map() });
    return document;
  };

  describe('finding and deleting', () => {
    it('scans in id order, in pages', async () => {
      await Promise.all(['c', 'a', 'd', 'b'].map((id) => create(aDocument(id))));
      const ids = async (options?: { after?: string; limit?: number }) =>
        (await documents().scan(options)).map(({ _id }) => _id);
      expect(await ids()).toEqual(['a', 'b', 'c', 'd']);
      expect(await ids({ limit: 2 })).toEqual(['a', 'b']);
      expect(await ids({ after: 'b', limit: 5 })).toEqual(['c', 'd']);
    });

    it('deletes, wake-ups too, and lets an id begin again', async () => {
      await create(aDocument('a', { wakeAt: 1_000 }));
      await documents().delete(['a', 'never there']);
      expect(await stored('a')).toBeUndefined();
      expect(await documents().due(2_000, 10)).toEqual([]);
      await create(aDocument('a'));
    });

    it('keeps collections apart, and is the same one under the same name', async () => {
      const document = await create(aDocument('a'));
      expect(await opened().store.documents('others').load(['a'])).toEqual(new Map());
      expect(await opened().store.documents('things').load(['a'])).toEqual(new Map([['a', document]]));
      await opened().store.ping();
    });

    it('keeps everything when it is opened again', async () => {
      const document = await create(aDocument('a', { wakeAt: 1_000 }));
      await opened()
        .store.projection('rows')
        .upsert([{ _id: 'r', at: 1, group: 'g', body: { n: 1 } }]);
      const again = (await opened().reopen?.()) ?? opened().store;
      expect(await stored('a', again)).toEqual(document);
      expect(await again.documents('things').due(1_000, 10)).toEqual([document]);
      expect(await again.projection('rows').find({ group: 'g', limit: 1 })).toEqual([
        { _id: 'r', at: 1, group: 'g', body: { n: 1 } },
      ]);
    });
  });
}
