import type { Documents, DocumentStore, StoredDocument } from '../documents';
import { keepingContract } from './keeping-contract';
import { projectionContract } from './projection-contract';
import { aDocument, anEntry, nextOf, type OpenStore } from './story';
import { wakeUpContract } from './wake-up-contract';

/** What every document store must do. `open` gives an empty store of its own each time. */
export function documentsContract(name: string, open: () => Promise<OpenStore>): void {
  describe(`${name} as a document store`, () => {
    let opened: OpenStore;
    let documents: Documents;

    beforeEach(async () => {
      opened = await open();
      documents = opened.store.documents('things');
    });
    afterEach(() => opened.close());

    const stored = async (id: string, from: DocumentStore = opened.store) =>
      (await from.documents('things').load([id])).get(id);
    const create = async (document: StoredDocument) => {
      expect(await documents.write([{ expected: 0, document }])).toEqual({ lost: new Set(), rejected: new Map() });
      return document;
    };

    describe('writing', () => {
      it('gives back what was written, and leaves out what is missing', async () => {
        const document = await create(aDocument('a', { wakeAt: 5_000, skipped: ['/shop/context|cnv_x#2'] }));
        expect(await documents.load(['a', 'b', 'x'.repeat(5_000)])).toEqual(new Map([['a', document]]));
        expect(await documents.load([])).toEqual(new Map());
      });

      it('shares nothing with its callers', async () => {
        const document = aDocument('a');
        await create(document);
        document.positions['/shop/context|cnv_x'] = 99;
        const first = await stored('a');
        if (first) first.outbox.length = 0;
        expect(await stored('a')).toMatchObject({
          positions: { '/shop/context|cnv_x': 3 },
          outbox: [{ id: 'evt_1' }, { id: 'evt_2' }],
        });
      });

      it('creates a document once', async () => {
        const document = await create(aDocument('a'));
        expect((await documents.write([{ expected: 0, document: aDocument('a') }])).lost).toEqual(new Set(['a']));
        expect(await stored('a')).toEqual(document);
      });

      it('lets one of two creators win', async () => {
        const [first, second] = [aDocument('a'), aDocument('a')];
        const outcomes = await Promise.all(
          [first, second].map((document) => documents.write([{ expected: 0, document }])),
        );
        expect(outcomes.map(({ lost }) => lost.size).sort()).toEqual([0, 1]);
        expect(await stored('a')).toEqual(outcomes[0]?.lost.size === 0 ? first : second);
      });

      it('replaces the version that it expects, and no other', async () => {
        const first = await create(aDocument('a'));
        const second = nextOf(first, { state: 'second', personal: undefined, outbox: [] });
        const late = nextOf(first, { state: 'late' });
        expect((await documents.write([{ expected: 1, document: second }])).lost).toEqual(new Set());
        expect((await documents.write([{ expected: 1, document: late }])).lost).toEqual(new Set(['a']));
        expect(await stored('a')).toEqual(second);
      });

      it('loses an update of a document that is not there', async () => {
        expect((await documents.write([{ expected: 4, document: aDocument('a', { v: 5 }) }])).lost).toEqual(
          new Set(['a']),
        );
        expect(await stored('a')).toBeUndefined();
      });

      it('recognises its own write when it is sent again', async () => {
        const first = await create(aDocument('a'));
        const second = nextOf(first);
        for (const _try of [1, 2]) {
          expect(await documents.write([{ expected: 1, document: second }])).toEqual({
            lost: new Set(),
            rejected: new Map(),
          });
          expect((await documents.write([{ expected: 0, document: second }])).lost).toEqual(new Set());
        }
        expect(await stored('a')).toEqual(second);
      });

      it('keeps odd characters in ids, keys and values', async () => {
        const odd = [
          'a.b',
          '$set',
          '/shop/context|cnv_x',
          'ключ',
          '🙂',
          ' ',
          '"\\',
          'a\nb',
          '__proto__x',
          '$a.$b.c',
          '0',
        ];
        const named = <T>(value: T) => Object.fromEntries(odd.map((key) => [key, value]));
        const state = {
          ...named({ ...named('v'), $ref: 'x', $id: 1, _bsontype: 'ObjectId' }),
          '': null,
          nul: '\u0000',
        };
        const all = odd.map((id) =>
          aDocument(id, {
            positions: named(1),
            sequence: named(2),
            timers: named(3),
            state,
            outbox: [{ ...anEntry(id), headers: named('h') }],
          }),
        );
        await documents.write(all.map((document) => ({ expected: 0, document })));
        await documents.clearOutbox(odd.map((id) => ({ id, v: 1, sent: [id] })));
        await documents.write(all.map((document) => ({ expected: 1, document: { ...document, v: 2 } })));
        expect(await documents.load(odd)).toEqual(
          new Map(all.map((document) => [document._id, { ...document, v: 2 }])),
        );
      });

      it('keeps JSON, and nothing else', async () => {
        const state = {
          at: new Date(0),
          gone: undefined,
          list: [undefined],
          not: NaN,
          big: 2 ** 53 - 1,
          small: -1.5e-9,
        };
        await create(aDocument('a', { state }));
        expect((await stored('a'))?.state).toStrictEqual(JSON.parse(JSON.stringify(state)));
        await create(aDocument('b', { state: undefined, effects: [] }));
        expect((await stored('b'))?.state).toBeUndefined();
      });
    });

    describe('writing many', () => {
      it('judges each write alone', async () => {
        const [moved, kept] = [await create(aDocument('moved')), await create(aDocument('kept'))];
        await documents.write([{ expected: 1, document: nextOf(moved) }]);
        const circle: { self?: unknown } = {};
        circle.self = circle;

        const outcome = await documents.write([
          { expected: 0, document: aDocument('new') },
          { expected: 0, document: aDocument('circular', { state: circle }) },
          { expected: 1, document: nextOf(moved) },
          { expected: 0, document: aDocument('big', { state: 'x'.repeat(17 * 1024 * 1024) }) },
          {
            expected: 0,
            document: aDocument('full', { outbox: [{ ...anEntry('evt_1'), value: 'ü'.repeat(9 * 1024 * 1024) }] }),
          },
          { expected: 0, document: aDocument('x'.repeat(5_000)) },
          { expected: 1, document: nextOf(kept, { state: 'kept' }) },
        ]);

        expect([...outcome.rejected.keys()].sort()).toEqual(['big', 'circular', 'full', 'x'.repeat(5_000)].sort());
        for (const error of outcome.rejected.values()) expect(error).toBeInstanceOf(Error);
        expect(outcome.lost).toEqual(new Set(['moved']));
        expect([...(await documents.load(['new', 'circular', 'big', 'full'])).keys()]).toEqual(['new']);
      });

      it('writes two hundred at once', async () => {
        const all = Array.from({ length: 200 }, (_, index) => aDocument(`d${index}`, { state: 'x'.repeat(2_000) }));
        await documents.write(all.map((document) => ({ expected: 0, document })));
        const outcome = await documents.write(all.map((document) => ({ expected: 1, document: nextOf(document) })));
        expect(outcome).toEqual({ lost: new Set(), rejected: new Map() });
        const found = await documents.load(all.map(({ _id }) => _id));
        expect([...found.values()].filter(({ v }) => v === 2)).toHaveLength(200);
      });

      it('takes an empty batch', async () => {
        expect(await documents.write([])).toEqual({ lost: new Set(), rejected: new Map() });
        await documents.clearOutbox([]);
        await documents.delete([]);
      });

      it('applies every acknowledged write of 32 writers to one document exactly once', async () => {
        await create(aDocument('hot', { state: [], outbox: [] }));
        const rounds = 4;
        const writer = async (name: string) => {
          for (let round = 0; round < rounds;) {
            const read = await stored('hot');
            if (!read) throw new Error('the document is gone');
            const mine = nextOf(read, { state: [...(read.state as string[]), `${name}.${round}`] });
            if ((await documents.write([{ expected: read.v, document: mine }])).lost.size === 0) round++;
          }
        };
        await Promise.all(Array.from({ length: 32 }, (_, index) => writer(`w${index}`)));
        const hot = await stored('hot');
        expect(hot?.v).toBe(1 + 32 * rounds);
        expect(new Set(hot?.state as string[]).size).toBe(32 * rounds);
        expect(hot?.state).toHaveLength(32 * rounds);
      }, 60_000);
    });

    keepingContract(() => opened);
    wakeUpContract(() => documents);
    projectionContract(() => opened.store.projection('rows'));
  });
}
