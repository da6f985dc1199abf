import type { Database } from 'lmdb';
import type { Keys } from '../keys';
import { checkId } from '../limits';
import { checkKek, newKey, unwrap, wrap } from '../wrap';
import { commit, type EmbeddedDatabase } from './database';

const tombstone = Buffer.from([0]);

/**
 * The vault in an embedded database. `kek`: 32 bytes. The bytes of a destroyed key leave the database at once; a copy of the
 * wrapped form may stay in free pages of its file until they are used again.
 */
export function embeddedKeys({ env, kek }: { env: EmbeddedDatabase; kek: Uint8Array }): Keys {
  checkKek(kek);
  const keys: Database<Buffer, string> = env.openDB({ name: 'vault', encoding: 'binary' });

  const open = (kid: string, stored: Buffer) => (stored.equals(tombstone) ? 'destroyed' : unwrap(kek, kid, stored));

  return {
    async create(kid) {
      checkId(kid);
      const known = keys.get(kid);
      if (known !== undefined) return open(kid, known);
      const wrapped = wrap(kek, kid, newKey());
      const stored = await commit(env, () => {
        const first = keys.get(kid);
        if (first === undefined) keys.putSync(kid, wrapped);
        return first ?? wrapped;
      });
      return open(kid, stored);
    },
    async read(kids) {
      const stored = kids.map((kid) => [kid, keys.get(kid)] as const);
      return new Map(stored.map(([kid, bytes]) => [kid, bytes === undefined ? 'unknown' : open(kid, bytes)]));
    },
    async destroy(kids) {
      for (const kid of kids) checkId(kid);
      await commit(env, () => {
        for (const kid of kids) keys.putSync(kid, tombstone);
      });
    },
    async close() {},
  };
}
