import { Schema, type Connection } from 'mongoose';

// Models declare what the server must know: the name of a collection and its indexes. Everything else goes through the driver.
const options = { strict: false, versionKey: false, autoIndex: false, autoCreate: false } as const;

const documentSchema = new Schema({ _id: String, v: Number, writeId: String, wakeAt: Number }, options);
documentSchema.index({ wakeAt: 1 }, { sparse: true });

const rowSchema = new Schema({ _id: String, at: Number, group: String, body: String }, options);
rowSchema.index({ at: -1, _id: -1 });
rowSchema.index({ group: 1, at: -1, _id: -1 });

/** A collection whose indexes are created before its first use, and again after a failure. */
export class IndexedCollection {
  private created: Promise<void> | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly kind: 'documents' | 'rows',
    private readonly name: string,
  ) {}

  ready(): Promise<void> {
    this.created ??= this.createIndexes().catch((error: unknown) => {
      this.created = undefined;
      throw error;
    });
    return this.created;
  }

  private async createIndexes(): Promise<void> {
    const schema = this.kind === 'documents' ? documentSchema : rowSchema;
    const known = this.connection.modelNames().includes(this.name);
    const model = known ? this.connection.model(this.name) : this.connection.model(this.name, schema, this.name);
    await model.createIndexes();
  }
}
