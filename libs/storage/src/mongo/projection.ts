import { type Connection, type mongo } from 'mongoose';
import type { Projection, ProjectionRow } from '../documents';
import { checkId, checkSize } from '../limits';
import { durable, nativeCollection } from './connection';
import { IndexedCollection } from './models';

/** `body` is JSON text, for the reasons that stand at `MongoDocument`. */
type MongoRow = Omit<ProjectionRow, 'body'> & { body?: string };

export class MongoProjection implements Projection {
  private readonly collection: mongo.Collection<MongoRow>;
  private readonly indexes: IndexedCollection;

  constructor(connection: Connection, name: string) {
    this.collection = nativeCollection(connection, name);
    this.indexes = new IndexedCollection(connection, 'rows', name);
  }

  async upsert(rows: readonly ProjectionRow[]): Promise<void> {
    // An unordered bulk does not say in which order two writes of one id come to pass.
    const last = new Map(rows.map((row) => [row._id, toMongo(row)]));
    if (last.size === 0) return;
    await this.indexes.ready();
    const bulk = this.collection.initializeUnorderedBulkOp();
    for (const row of last.values()) bulk.find({ _id: row._id }).upsert().replaceOne(row);
    await bulk.execute({ writeConcern: durable });
  }

  async get(id: string): Promise<ProjectionRow | undefined> {
    const row = await this.collection.findOne({ _id: id });
    return row === null ? undefined : fromMongo(row);
  }

  async find(options: { group?: string; since?: number; until?: number; limit: number }): Promise<ProjectionRow[]> {
    const { group, since = -Infinity, until = Infinity, limit } = options;
    await this.indexes.ready();
    const rows = await this.collection
      .find({ ...(group === undefined ? {} : { group }), at: { $gte: since, $lt: until } })
      .sort({ at: -1, _id: -1 })
      .limit(limit)
      .toArray();
    return rows.map(fromMongo);
  }

  async prune(before: number): Promise<number> {
    await this.indexes.ready();
    return (await this.collection.deleteMany({ at: { $lt: before } })).deletedCount;
  }
}

function toMongo({ _id, at, group, body }: ProjectionRow): MongoRow {
  checkId(group, _id);
  const text: string | undefined = JSON.stringify(body);
  if (text !== undefined) checkSize(text);
  return { _id, at, group, body: text };
}

const fromMongo = ({ body, ...row }: MongoRow): ProjectionRow => ({
  ...row,
  body: body === undefined ? undefined : JSON.parse(body),
});
