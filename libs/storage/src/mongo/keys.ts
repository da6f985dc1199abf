import { mongo } from 'mongoose';
import type { Keys } from '../keys';
import { checkId } from '../limits';
import { checkKek, newKey, unwrap, wrap } from '../wrap';
import { connect, nativeCollection } from './connection';

/** Exactly one of the two is there. */
interface MongoKey {
  _id: string;
  wrapped?: mongo.Binary;
  destroyed?: true;
}

/**
 * The vault in MongoDB, in a database of its own (`attune_keys`). `kek`: 32 bytes. Backups and the server's own log keep the
 * wrapped bytes of a destroyed key for as long as they themselves are kept.
 */
export async function mongoKeys({
  uri,
  kek,
  database = 'attune_keys',
}: {
  uri: string;
  kek: Uint8Array;
  database?: string;
}): Promise<Keys> {
  checkKek(kek);
  const connection = await connect(uri, database);
  const keys = nativeCollection<MongoKey>(connection, 'keys');

  const open = ({ _id, wrapped }: MongoKey) => (wrapped === undefined ? 'destroyed' : unwrap(kek, _id, wrapped.buffer));

  return {
    async create(kid) {
      checkId(kid);
      // Sets nothing where a key or tombstone stands already; acknowledged by a majority either way.
      const stored = await keys.findOneAndUpdate(
        { _id: kid },
        { $setOnInsert: { wrapped: new mongo.Binary(wrap(kek, kid, newKey())) } },
        { upsert: true, returnDocument: 'after' },
      );
      if (stored === null) throw new Error('an upsert that returns nothing');
      return open(stored);
    },
    async read(kids) {
      const found = new Map<string, Uint8Array | 'destroyed' | 'unknown'>(kids.map((kid) => [kid, 'unknown']));
      if (kids.length === 0) return found;
      for (const key of await keys.find({ _id: { $in: [...kids] } }).toArray()) found.set(key._id, open(key));
      return found;
    },
    async destroy(kids) {
      for (const kid of kids) checkId(kid);
      if (kids.length === 0) return;
      const bulk = keys.initializeUnorderedBulkOp();
      for (const kid of new Set(kids))
        bulk
          .find({ _id: kid })
          .upsert()
          .updateOne({ $set: { destroyed: true }, $unset: { wrapped: 1 } });
      await bulk.execute();
    },
    close: () => connection.close(),
  };
}
