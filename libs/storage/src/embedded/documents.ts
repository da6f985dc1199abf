import type { Database } from 'lmdb';
import type { Documents, DocumentWrite, StoredDocument, WriteOutcome } from '../documents';
import { errorOf, maxIdLength } from '../limits';
import { documentOf, documentText, headOf, withoutSent, type Head } from '../stored-text';
import { commit, openIndex, openTexts, type EmbeddedDatabase } from './database';

/** Documents as text by id, and an index `[wakeAt, id]` that changes in the same transactions. */
export class EmbeddedDocuments implements Documents {
  private readonly texts: Database<Buffer, string>;
  private readonly wake: Database<string, [number, string]>;

  constructor(
    private readonly env: EmbeddedDatabase,
    name: string,
  ) {
    this.texts = openTexts(env, name);
    this.wake = openIndex(env, `${name}/wake`);
  }

  async load(ids: readonly string[]): Promise<Map<string, StoredDocument>> {
    const found = new Map<string, StoredDocument>();
    for (const id of ids) {
      const text = this.textOf(id);
      if (text !== undefined) found.set(id, documentOf(text));
    }
    return found;
  }

  async write(writes: readonly DocumentWrite[]): Promise<WriteOutcome> {
    const outcome: WriteOutcome = { lost: new Set(), rejected: new Map() };
    const puts: { expected: number; document: StoredDocument; bytes: Buffer }[] = [];
    for (const { expected, document } of writes) {
      try {
        puts.push({ expected, document, bytes: Buffer.from(documentText(document)) });
      } catch (thrown) {
        outcome.rejected.set(document._id, errorOf(thrown));
      }
    }
    if (puts.length === 0) return outcome;
    await commit(this.env, () => {
      for (const { expected, document, bytes } of puts) {
        const head = this.headOf(document._id);
        if ((head?.v ?? 0) === expected) this.put(document._id, bytes, head?.wakeAt, document.wakeAt);
        else if (head?.writeId !== document.writeId) outcome.lost.add(document._id);
      }
    });
    return outcome;
  }

  async clearOutbox(
    cleared: readonly { id: string; v: number; sent: readonly string[]; wakeAt?: number }[],
  ): Promise<void> {
    if (cleared.length === 0) return;
    await commit(this.env, () => {
      for (const { id, v, sent, wakeAt } of cleared) {
        const text = this.textOf(id);
        const head = text === undefined ? undefined : headOf(text);
        if (text === undefined || head?.v !== v) continue;
        this.put(id, Buffer.from(withoutSent(text, sent, wakeAt)), head.wakeAt, wakeAt);
      }
    });
  }

  async due(now: number, limit: number): Promise<StoredDocument[]> {
    const found: StoredDocument[] = [];
    for (const [, id] of this.wake.getKeys({ end: [now, afterEveryId], limit })) {
      const text = this.textOf(id);
      if (text !== undefined) found.push(documentOf(text));
    }
    return found;
  }

  async scan({ after, limit }: { after?: string; limit?: number } = {}): Promise<StoredDocument[]> {
    const range = this.texts.getRange({ start: after, exclusiveStart: after !== undefined, limit });
    return Array.from(range, ({ value }) => documentOf(value.toString()));
  }

  async delete(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await commit(this.env, () => {
      for (const id of ids) {
        const head = this.headOf(id);
        if (head === undefined) continue;
        if (head.wakeAt !== undefined) this.wake.removeSync([head.wakeAt, id]);
        this.texts.removeSync(id);
      }
    });
  }

  /** Only inside a transaction. */
  private put(id: string, bytes: Buffer, oldWakeAt: number | undefined, wakeAt: number | undefined): void {
    this.texts.putSync(id, bytes);
    if (oldWakeAt === wakeAt) return;
    if (oldWakeAt !== undefined) this.wake.removeSync([oldWakeAt, id]);
    if (wakeAt !== undefined) this.wake.putSync([wakeAt, id], '');
  }

  // The bytes that lmdb hands out are overwritten by its next read: both take what they need at once.
  private textOf(id: string): string | undefined {
    return storable(id) ? this.texts.getBinaryFast(id)?.toString() : undefined;
  }

  private headOf(id: string): Head | undefined {
    const bytes = this.texts.getBinaryFast(id);
    return bytes === undefined ? undefined : headOf(bytes.toString('utf8', 0, bytes.indexOf(lineBreak)));
  }
}

const lineBreak = 10;
const afterEveryId = '\u{10ffff}';
/** lmdb throws at keys that it could never hold; to us they are just missing. */
const storable = (id: string) => id.length > 0 && id.length <= maxIdLength;
