import type { Documents } from '@attune/storage';
import type { Mutation } from '../simulation';
import { changedDocuments, dueWithout, writtenAs } from './changed';

/** A write that does not look at the version. */
const unfenced = (documents: Documents): Partial<Documents> => ({
  async write(writes) {
    const now = await documents.load(writes.map(({ document }) => document._id));
    return documents.write(
      writes.map(({ document }) => {
        const v = now.get(document._id)?.v ?? 0;
        return { expected: v, document: { ...document, v: v + 1 } };
      }),
    );
  },
});

/** Two writes instead of one: first how far inputs were read, then what came of it. */
const inTwoWrites = (documents: Documents): Partial<Documents> => ({
  async write(writes) {
    const before = await documents.load(writes.map(({ document }) => document._id));
    const first = writes.map(({ expected, document }) => {
      const { state = {}, outbox = [], effects = [], timers = {} } = before.get(document._id) ?? {};
      return { expected, document: { ...document, state, outbox, effects, timers } };
    });
    const result = await documents.write(first);
    const second = writes
      .filter(({ document }) => !result.lost.has(document._id))
      .map(({ document }) => ({ expected: document.v, document: { ...document, v: document.v + 1 } }));
    await documents.write(second);
    return { ...result, lost: new Set([...result.lost, ...second.map(({ document }) => document._id)]) };
  },
});

/** Mistakes about what is stored. */
export const storeMutants: Record<string, Mutation> = {
  'no version check': { store: (store) => changedDocuments(store, unfenced) },
  'a zombie is not fenced': {
    store: (store, life) =>
      changedDocuments(store, (documents) => ({
        write: (writes) => (life.expelled ? unfenced(documents).write! : documents.write.bind(documents))(writes),
      })),
  },
  'a lost race is taken for won': {
    store: (store) =>
      changedDocuments(store, (documents) => ({
        write: async (writes) => ({ ...(await documents.write(writes)), lost: new Set() }),
      })),
  },
  'a failed write is taken for done': {
    store: (store) =>
      changedDocuments(store, (documents) => ({
        write: (writes) => documents.write(writes).catch(() => ({ lost: new Set(), rejected: new Map() })),
      })),
  },
  'no dedupe': {
    store: (store) =>
      changedDocuments(store, (documents) => ({
        async load(ids) {
          const found = await documents.load(ids);
          return new Map([...found].map(([id, document]) => [id, { ...document, positions: {} }]));
        },
      })),
  },
  'positions written apart from state': { store: (store) => changedDocuments(store, inTwoWrites) },
  'positions not written': { store: writtenAs((document) => ({ ...document, positions: {} })) },
  'sequences not written': { store: writtenAs((document) => ({ ...document, sequence: {} })) },
  'an entry is removed before it is acknowledged': { store: writtenAs((document) => ({ ...document, outbox: [] })) },
  'the whole outbox is cleared': {
    store: (store) =>
      changedDocuments(store, (documents) => ({
        async clearOutbox(cleared) {
          const now = await documents.load(cleared.map(({ id }) => id));
          await documents.clearOutbox(
            cleared.map((one) => ({ ...one, sent: (now.get(one.id)?.outbox ?? []).map(({ id }) => id) })),
          );
        },
      })),
  },
  'the outbox of a process that died is forgotten': {
    store: (store) =>
      changedDocuments(store, (documents) => ({
        due: async (now, limit) => (await documents.due(now, limit)).map((one) => ({ ...one, outbox: [] })),
        async load(ids) {
          const found = await documents.load(ids);
          return new Map([...found].map(([id, document]) => [id, { ...document, outbox: [] }]));
        },
      })),
  },
  'timers are not written': { store: writtenAs((document) => ({ ...document, timers: {} })) },
  'timers of a process that died are forgotten': { store: dueWithout((document) => ({ ...document, timers: {} })) },
  'effects are not written': { store: writtenAs((document) => ({ ...document, effects: [] })) },
  'an effect of a process that died is never run again': {
    store: dueWithout((document) => ({ ...document, effects: [] })),
  },
  'nobody looks at what others left behind': {
    store: (store) => changedDocuments(store, () => ({ due: () => Promise.resolve([]) })),
  },
};
