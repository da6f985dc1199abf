import { mongo, type Connection } from 'mongoose';
import type { Documents, DocumentWrite, StoredDocument, WriteOutcome } from '../documents';
import { errorOf } from '../limits';
import { durable, nativeCollection } from './connection';
import { IndexedCollection } from './models';
import { fromMongo, toMongo, type MongoDocument } from './stored-document';

export class MongoDocuments implements Documents {
  private readonly collection: mongo.Collection<MongoDocument>;
  private readonly indexes: IndexedCollection;

  constructor(
    private readonly connection: Connection,
    name: string,
  ) {
    this.collection = nativeCollection(connection, name);
    this.indexes = new IndexedCollection(connection, 'documents', name);
  }

  async load(ids: readonly string[]): Promise<Map<string, StoredDocument>> {
    if (ids.length === 0) return new Map();
    const found = await this.collection.find({ _id: { $in: [...ids] } }).toArray();
    return new Map(found.map((document) => [document._id, fromMongo(document)]));
  }

  async write(writes: readonly DocumentWrite[]): Promise<WriteOutcome> {
    const outcome: WriteOutcome = { lost: new Set(), rejected: new Map() };
    const bulk = this.collection.initializeUnorderedBulkOp();
    const sent: StoredDocument[] = [];
    for (const { expected, document } of writes) {
      try {
        // Creating is an upsert that finds nothing, so that a batch is one command: E11000 says that the document exists.
        const found = bulk.find({ _id: document._id, v: expected });
        (expected === 0 ? found.upsert() : found).replaceOne(toMongo(document)); // serialises here, throws here
        sent.push(document);
      } catch (thrown) {
        outcome.rejected.set(document._id, errorOf(thrown));
      }
    }
    if (sent.length === 0) return outcome;
    await this.indexes.ready();
    try {
      const { matchedCount, upsertedCount } = await bulk.execute({ writeConcern: durable });
      if (matchedCount + upsertedCount < sent.length) await this.judge(sent, outcome);
    } catch (thrown) {
      await this.settle(errorOf(thrown));
      await this.judge(sent, outcome, refusals(thrown));
    }
    return outcome;
  }

  async clearOutbox(
    cleared: readonly { id: string; v: number; sent: readonly string[]; wakeAt?: number }[],
  ): Promise<void> {
    if (cleared.length === 0) return;
    const bulk = this.collection.initializeUnorderedBulkOp();
    for (const { id, v, sent, wakeAt } of cleared) {
      bulk.find({ _id: id, v }).updateOne({
        $pull: { outbox: { id: { $in: sent } } },
        ...(wakeAt === undefined ? { $unset: { wakeAt: 1 } } : { $set: { wakeAt } }),
      });
    }
    await bulk.execute({ writeConcern: { w: 1 } });
  }

  async due(now: number, limit: number): Promise<StoredDocument[]> {
    await this.indexes.ready();
    const found = await this.collection
      .find({ wakeAt: { $lte: now } })
      .sort({ wakeAt: 1 })
      .limit(limit)
      .toArray();
    return found.map(fromMongo);
  }

  async scan({ after, limit }: { after?: string; limit?: number } = {}): Promise<StoredDocument[]> {
    const found = this.collection.find(after === undefined ? {} : { _id: { $gt: after } }).sort({ _id: 1 });
    return (await (limit === undefined ? found : found.limit(limit)).toArray()).map(fromMongo);
  }

  async delete(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.collection.deleteMany({ _id: { $in: [...ids] } });
  }

  /**
   * Counts are sums, and an error may still mean "applied": what is stored decides. A write whose version was taken by another is
   * lost; one that the server refused for good is rejected; one that failed in passing is lost too, so that it is decided again.
   */
  private async judge(
    sent: readonly StoredDocument[],
    outcome: WriteOutcome,
    refused = new Map<number, Error>(),
  ): Promise<void> {
    const ids = sent.map(({ _id }) => _id);
    const stored = await this.collection.find({ _id: { $in: ids } }, { projection: { writeId: 1 } }).toArray();
    const writeIds = new Map(stored.map(({ _id, writeId }) => [_id, writeId]));
    sent.forEach(({ _id, writeId }, index) => {
      if (writeIds.get(_id) === writeId) return;
      const refusal = refused.get(index);
      if (refusal) outcome.rejected.set(_id, refusal);
      else outcome.lost.add(_id);
    });
  }

  /**
   * After an ambiguous error a majority has perhaps not yet what the primary has, and a majority read would not show it. A write
   * of ours that a majority has acknowledged stands behind it in the log; after that the read tells the truth.
   */
  private async settle(error: Error): Promise<void> {
    if (
      error instanceof mongo.MongoBulkWriteError &&
      writeErrorsOf(error).length > 0 &&
      !error.result.getWriteConcernError()
    )
      return;
    const barrier = nativeCollection<{ _id: string; count: number }>(this.connection, 'attune.barrier');
    await barrier.updateOne({ _id: 'barrier' }, { $inc: { count: 1 } }, { upsert: true });
  }
}

const duplicateKey = 11_000;
/** Gone on the next try: write conflict, interrupted, not primary, shutdown and the like. */
const passing = new Set([50, 91, 112, 189, 262, 10_058, 10_107, 11_600, 11_601, 11_602, 13_435, 13_436]);

const writeErrorsOf = (error: mongo.MongoBulkWriteError): mongo.WriteError[] => [error.writeErrors].flat();

/** What the server will never take, by the place in the batch. */
function refusals(thrown: unknown): Map<number, Error> {
  if (!(thrown instanceof mongo.MongoBulkWriteError)) return new Map();
  const errors = writeErrorsOf(thrown).filter(({ code }) => code !== duplicateKey && !passing.has(code));
  return new Map(
    errors.map(({ index, errmsg, code }) => [index, new Error(`MongoDB refused the document: ${errmsg} (${code})`)]),
  );
}
