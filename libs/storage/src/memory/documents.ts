import type { Documents, DocumentWrite, StoredDocument, WriteOutcome } from '../documents';
import { errorOf } from '../limits';
import { documentOf, documentText, headOf, withoutSent } from '../stored-text';
import { OrderedIds } from './ordered-ids';

export class MemoryDocuments implements Documents {
  private readonly texts = new Map<string, string>();
  private readonly wake = new OrderedIds();

  async load(ids: readonly string[]): Promise<Map<string, StoredDocument>> {
    const found = new Map<string, StoredDocument>();
    for (const id of ids) {
      const text = this.texts.get(id);
      if (text !== undefined) found.set(id, documentOf(text));
    }
    return found;
  }

  async write(writes: readonly DocumentWrite[]): Promise<WriteOutcome> {
    const outcome: WriteOutcome = { lost: new Set(), rejected: new Map() };
    for (const { expected, document } of writes) {
      try {
        const text = documentText(document);
        const stored = this.texts.get(document._id);
        const head = stored === undefined ? undefined : headOf(stored);
        if ((head?.v ?? 0) === expected) this.put(document._id, text);
        else if (head?.writeId !== document.writeId) outcome.lost.add(document._id);
      } catch (thrown) {
        outcome.rejected.set(document._id, errorOf(thrown));
      }
    }
    return outcome;
  }

  async clearOutbox(
    cleared: readonly { id: string; v: number; sent: readonly string[]; wakeAt?: number }[],
  ): Promise<void> {
    for (const { id, v, sent, wakeAt } of cleared) {
      const text = this.texts.get(id);
      if (text !== undefined && headOf(text).v === v) this.put(id, withoutSent(text, sent, wakeAt));
    }
  }

  async due(now: number, limit: number): Promise<StoredDocument[]> {
    return [...(await this.load(this.wake.upTo(now, limit))).values()];
  }

  async scan({ after, limit = Infinity }: { after?: string; limit?: number } = {}): Promise<StoredDocument[]> {
    const ids = [...this.texts.keys()].filter((id) => after === undefined || id > after).sort();
    return [...(await this.load(ids.slice(0, limit))).values()];
  }

  async delete(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      this.forgetWakeUp(id);
      this.texts.delete(id);
    }
  }

  private put(id: string, text: string): void {
    this.forgetWakeUp(id);
    const { wakeAt } = headOf(text);
    if (wakeAt !== undefined) this.wake.add(wakeAt, id);
    this.texts.set(id, text);
  }

  private forgetWakeUp(id: string): void {
    const text = this.texts.get(id);
    const wakeAt = text === undefined ? undefined : headOf(text).wakeAt;
    if (wakeAt !== undefined) this.wake.remove(wakeAt, id);
  }
}
