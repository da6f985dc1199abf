import type { DocumentStore } from '../documents';
import { opened } from '../opened';
import type { EmbeddedDatabase } from './database';
import { EmbeddedDocuments } from './documents';
import { EmbeddedProjection } from './projection';

export { openEmbeddedDatabase, type EmbeddedDatabase } from './database';
export { embeddedKeys } from './keys';

/**
 * The store of one service in the product's embedded database. LMDB would let other processes in; the composition does not,
 * so it is exclusive. Closing it leaves the database open for the others.
 */
export function openEmbeddedStore({ env, service }: { env: EmbeddedDatabase; service: string }): DocumentStore {
  const documents = new Map<string, EmbeddedDocuments>();
  const projections = new Map<string, EmbeddedProjection>();
  return {
    exclusive: true,
    documents: (collection) =>
      opened(documents, collection, () => new EmbeddedDocuments(env, `${service}/${collection}`)),
    projection: (collection) =>
      opened(projections, collection, () => new EmbeddedProjection(env, `${service}/${collection}`)),
    async ping() {
      env.getStats();
    },
    async close() {},
  };
}
