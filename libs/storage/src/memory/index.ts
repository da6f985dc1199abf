import type { DocumentStore } from '../documents';
import { opened } from '../opened';
import { MemoryDocuments } from './documents';
import { MemoryProjection } from './projection';

export { memoryKeys } from './keys';

/**
 * A store that lives as long as the process, for tests and the simulator. Documents are kept as text, so that nothing is
 * shared by reference. `exclusive: false` says that several runtimes use this store, as several processes would.
 */
export function memoryStore({ exclusive = true } = {}): DocumentStore {
  const documents = new Map<string, MemoryDocuments>();
  const projections = new Map<string, MemoryProjection>();
  return {
    exclusive,
    documents: (collection) => opened(documents, collection, () => new MemoryDocuments()),
    projection: (collection) => opened(projections, collection, () => new MemoryProjection()),
    async ping() {},
    async close() {},
  };
}
