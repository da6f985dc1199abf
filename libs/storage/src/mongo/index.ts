import type { DocumentStore } from '../documents';
import { opened } from '../opened';
import { connect } from './connection';
import { MongoDocuments } from './documents';
import { MongoProjection } from './projection';

export { mongoKeys } from './keys';

/**
 * The store of one service in MongoDB 6 or later (a replica set, since writes are acknowledged by a majority), in a database
 * of its own, `attune_<service>`. Other processes write to it too, so it is not exclusive.
 *
 * @throws when no primary can be reached within seconds
 */
export async function openMongoStore({ uri, service }: { uri: string; service: string }): Promise<DocumentStore> {
  const connection = await connect(uri, `attune_${service}`);
  const documents = new Map<string, MongoDocuments>();
  const projections = new Map<string, MongoProjection>();
  return {
    exclusive: false,
    documents: (collection) => opened(documents, collection, () => new MongoDocuments(connection, collection)),
    projection: (collection) => opened(projections, collection, () => new MongoProjection(connection, collection)),
    async ping() {
      await connection.db?.command({ ping: 1 });
    },
    close: () => connection.close(),
  };
}
