import type { Documents, DocumentWrite, StoredDocument, WriteOutcome } from '../documents';
import { errorOf } from '../limits';
import { documentOf, documentText, withoutSent, type Head } from '../stored-text';
import { OrderedIds } from './ordered-ids';

export class MemoryDocuments implements Documents {
  private readonly stored = new Map<string, { head: Head; text: string }>();
  private readonly wake = new OrderedIds();

  async load(ids: readonly string[]): Promise<Map<string, StoredDocument>> {
    const found = new Map<string, StoredDocument>();
    for (const id of ids) {
      const text = this.stored.get(id)?.text;
      if (text !== undefined) found.set(id, documentOf(text));
    }
    return found;
  }

  async write(writes: readonly DocumentWrite[]): Promise<WriteOutcome> {
    const outcome: WriteOutcome = { lost: new Set(), rejected: new Map() };
    for (const { expected, document } of writes) {
      const { _id, v, writeId, wakeAt } = document;
      try {
        const text = documentText(document);
        const held = this.stored.get(_id)?.head;
        if ((held?.v ?? 0) === expected) this.put(_id, { v, writeId, wakeAt }, text);
        else if (held?.writeId !== writeId) outcome.lost.add(_id);
      } catch (thrown) {
        outcome.rejected.set(_id, errorOf(thrown));
      }
    }
    return outcome;
  }

  async clearOutbox(
    cleared: readonly { id: string; v: number; sent: readonly string[]; wakeAt?: number }[],
  ): Promise<void> {
    for (const { id, v, sent, wakeAt } of cleared) {
      const held = this.stored.get(id);
      if (held?.head.v === v) this.put(id, { ...held.head, wakeAt }, withoutSent(held.text, sent, wakeAt));
    }
  }

  async due(now: number, limit: number): Promise<StoredDocument[]> {
    return [...(await this.load(this.wake.upTo(now, limit))).values()];
  }

  async scan({ after, limit = Infinity }: { after?: string; limit?: number } = {}): Promise<StoredDocument[]> {
    const ids = [...this.stored.keys()].filter((id) => after === undefined || id > after).sort();
    return [...(await this.load(ids.slice(0, limit))).values()];
  }

  async delete(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      this.forgetWakeUp(id);
      this.stored.delete(id);
    }
  }

  private put(id: string, head: Head, text: string): void {
    this.forgetWakeUp(id);
    if (head.wakeAt !== undefined) this.wake.add(head.wakeAt, id);
    this.stored.set(id, { head, text });
  }

  private forgetWakeUp(id: string): void {
    const wakeAt = this.stored.get(id)?.head.wakeAt;
    if (wakeAt !== undefined) this.wake.remove(wakeAt, id);
  }
}
