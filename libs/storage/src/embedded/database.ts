import { open, type Database, type Key, type RootDatabase } from 'lmdb';

/** The one LMDB environment of the product; every service and the embedded bus keep their own named databases in it. */
export type EmbeddedDatabase = RootDatabase;

/**
 * Opens or creates the environment in the folder `path`. Whoever opens it closes it (`await database.close()`), after the
 * stores. The map grows with the data; nothing is cached but by the operating system.
 *
 * A commit is durable when its promise resolves: overlapping sync, which would resolve before the flush, is off. Waiting
 * transactions share the next flush anyway, so that it costs nothing measurable.
 */
export function openEmbeddedDatabase(path: string): EmbeddedDatabase {
  return open({ path, maxDbs: 512, overlappingSync: false });
}

/** Text as UTF-8 bytes, so that it is encoded outside the write lock. */
export const openTexts = (env: EmbeddedDatabase, name: string): Database<Buffer, string> =>
  env.openDB<Buffer, string>({ name, encoding: 'binary' });

/** A database that is nothing but its ordered keys. */
export const openIndex = <K extends Key>(env: EmbeddedDatabase, name: string): Database<string, K> =>
  env.openDB<string, K>({ name, encoding: 'string' });

/**
 * Runs `action` inside one write transaction; resolves when it is flushed to disk. Transactions that are waiting at the same time
 * share one flush. What was put before an exception stays put, so `action` must not throw half way.
 */
export async function commit<T>(env: EmbeddedDatabase, action: () => T): Promise<T> {
  try {
    return await env.transaction(action);
  } catch (error) {
    // lmdb rejects with a general error and hands over the real one (disk full, say) as a promise beside it.
    if (error instanceof Error && 'commitError' in error) await error.commitError;
    throw error;
  }
}
