import type { Documents, DocumentStore } from '@attune/storage';
import type { Mutation } from './simulation';
import type { Rules } from './small-services';

const everyDocuments = (
  store: DocumentStore,
  change: (documents: Documents, collection: string) => Documents,
): DocumentStore => ({
  ...store,
  documents: (collection) => change(store.documents(collection), collection),
});

/** Mistakes that people make in systems like this one. A simulator that does not catch each of them proves nothing. */
export const mutants: Record<string, { mutation?: Mutation; rules?: Rules }> = {
  'commit before write': {
    mutation: {
      bus: (bus) => ({
        ...bus,
        consume: (options) =>
          bus.consume({
            ...options,
            onBatch: (batch) => {
              void options.onBatch(batch);
              return Promise.resolve();
            },
          }),
      }),
    },
  },
  'no version check': {
    mutation: {
      store: (store) =>
        everyDocuments(store, (documents) => ({
          ...documents,
          async write(writes) {
            const now = await documents.load(writes.map(({ document }) => document._id));
            return documents.write(
              writes.map(({ document }) => ({
                expected: now.get(document._id)?.v ?? 0,
                document: { ...document, v: (now.get(document._id)?.v ?? 0) + 1 },
              })),
            );
          },
        })),
    },
  },
  'no dedupe': {
    mutation: {
      store: (store) =>
        everyDocuments(store, (documents) => ({
          ...documents,
          async load(ids) {
            const found = await documents.load(ids);
            return new Map([...found].map(([id, document]) => [id, { ...document, positions: {} }]));
          },
        })),
    },
  },
  'positions written apart from state': {
    mutation: {
      store: (store) =>
        everyDocuments(store, (documents) => ({
          ...documents,
          async write(writes) {
            const before = await documents.load(writes.map(({ document }) => document._id));
            const first = writes.map(({ expected, document }) => {
              const old = before.get(document._id);
              return {
                expected,
                document: {
                  ...document,
                  state: old?.state ?? {},
                  outbox: old?.outbox ?? [],
                  effects: old?.effects ?? [],
                  timers: old?.timers ?? {},
                },
              };
            });
            const result = await documents.write(first);
            const second = writes
              .filter(({ document }) => !result.lost.has(document._id))
              .map(({ document }) => ({ expected: document.v, document: { ...document, v: document.v + 1 } }));
            await documents.write(second);
            return { ...result, lost: new Set([...result.lost, ...second.map(({ document }) => document._id)]) };
          },
        })),
    },
  },
  'entry removed before it is acknowledged': {
    mutation: {
      store: (store) =>
        everyDocuments(store, (documents) => ({
          ...documents,
          write: (writes) =>
            documents.write(
              writes.map(({ expected, document }) => ({ expected, document: { ...document, outbox: [] } })),
            ),
        })),
    },
  },
  'relay out of order': {
    mutation: { bus: (bus) => ({ ...bus, publish: (records) => bus.publish([...records].reverse()) }) },
  },
  'stale epoch accepted': { rules: { takesStaleEpochs: true } },
  'turn closed twice': { rules: { closesTwice: true } },
};
