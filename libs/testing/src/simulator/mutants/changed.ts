import type { Bus, Handler, PartitionBatch } from '@attune/messaging';
import type { Documents, DocumentStore, StoredDocument } from '@attune/storage';

/** Ways to seed a mistake at a port: what a process sees is changed, its code is not. */

export const changedDocuments = (
  store: DocumentStore,
  change: (documents: Documents, collection: string) => Partial<Documents>,
): DocumentStore => ({
  ...store,
  documents: (collection) => {
    const documents = store.documents(collection);
    return { ...documents, ...change(documents, collection) };
  },
});

/** Every document is written as `change` makes it. */
export const writtenAs =
  (change: (document: StoredDocument) => StoredDocument) =>
  (store: DocumentStore): DocumentStore =>
    changedDocuments(store, (documents) => ({
      write: (writes) =>
        documents.write(writes.map(({ expected, document }) => ({ expected, document: change(document) }))),
    }));

/** Of what is due nobody sees this. */
export const dueWithout =
  (change: (document: StoredDocument) => StoredDocument) =>
  (store: DocumentStore): DocumentStore =>
    changedDocuments(store, (documents) => ({
      due: async (now, limit) => (await documents.due(now, limit)).map(change),
    }));

export const changedBatches =
  (change: (batch: PartitionBatch, onBatch: (batch: PartitionBatch) => Promise<void>) => Promise<void>) =>
  (bus: Bus): Bus => ({
    ...bus,
    consume: (options) => bus.consume({ ...options, onBatch: (batch) => change(batch, options.onBatch.bind(options)) }),
  });

/** The handlers, but those with this id do what `change` makes of them. */
export const changedHandler = <H extends Handler>(id: string, change: (handler: H) => Partial<H>) => ({
  handlers: (handlers: readonly Handler[]): readonly Handler[] =>
    handlers.map((handler) => (handler.id === id ? { ...handler, ...change(handler as H) } : handler)),
});
