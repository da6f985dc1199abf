import type { BusRecord } from '@attune/messaging';
import type { Documents, DocumentStore, DocumentWrite, StoredDocument } from '@attune/storage';

/** What was on the bus at some time: by id, and the highest sequence of each source and subject. */
export class Published {
  readonly ids = new Set<string>();
  private readonly highest = new Map<string, number>();

  take({ headers }: BusRecord): void {
    const { ce_id: id, ce_source: source, ce_subject: subject, ce_type: type, ce_subjectsequence: sequence } = headers;
    if (id !== undefined) this.ids.add(id);
    for (const key of [`${source}|${subject}`, `${source}|${subject}|${type}`])
      this.highest.set(key, Math.max(this.highest.get(key) ?? 0, Number(sequence) || 0));
  }

  upTo(position: string): number {
    return this.highest.get(position) ?? 0;
  }
}

type Known = Pick<StoredDocument, 'v' | 'positions' | 'sequence'> & { outbox: ReadonlySet<string> };

/**
 * Looks at every write that was applied, after every step: versions rise by one; nobody unreads or reads what was never published; sequences
 * do not go back; and nothing leaves an outbox that the bus does not have.
 */
export function watchedStore(store: DocumentStore, published: Published, wrong: (what: string) => void): DocumentStore {
  const kinds = new Map<string, Documents>();
  const documents = (collection: string): Documents => {
    const known = kinds.get(collection) ?? watched(store.documents(collection), collection, published, wrong);
    kinds.set(collection, known);
    return known;
  };
  return { ...store, documents };
}

function watched(
  documents: Documents,
  collection: string,
  published: Published,
  wrong: (what: string) => void,
): Documents {
  const known = new Map<string, Known>();
  return {
    load: (ids) => documents.load(ids),
    due: (now, limit) => documents.due(now, limit),
    scan: (options) => documents.scan(options),
    async write(writes) {
      const outcome = await documents.write(writes);
      for (const one of writes)
        if (!outcome.lost.has(one.document._id) && !outcome.rejected.has(one.document._id)) applied(one);
      return outcome;
    },
    async clearOutbox(cleared) {
      await documents.clearOutbox(cleared);
      for (const { id, v, sent } of cleared) {
        const before = known.get(id);
        if (before?.v !== v) continue;
        known.set(id, { ...before, outbox: new Set([...before.outbox].filter((entry) => !sent.includes(entry))) });
        left(id, sent);
      }
    },
    async delete(ids) {
      await documents.delete(ids);
      for (const id of ids) known.delete(id);
    },
  };

  function applied({ document }: DocumentWrite): void {
    const { _id: id, v, positions, sequence } = document;
    const before = known.get(id);
    const outbox = new Set(document.outbox.map((entry) => entry.id));
    known.set(id, { v, positions, sequence, outbox });
    for (const [position, n] of Object.entries(positions)) {
      if (n < (before?.positions[position] ?? 0)) wrong(`${collection} ${id} has unread ${position}`);
      if (!position.startsWith('again|') && n > published.upTo(position))
        wrong(`${collection} ${id} has read ${position} up to ${n}, which nobody has published`);
    }
    if (!before) return;
    if (v !== before.v + 1 && v !== before.v) wrong(`${collection} ${id} went from version ${before.v} to ${v}`);
    for (const position of Object.keys(before.positions))
      if (positions[position] === undefined) wrong(`${collection} ${id} has forgotten that it read ${position}`);
    for (const [subject, n] of Object.entries(before.sequence))
      if ((sequence[subject] ?? 0) < n) wrong(`${collection} ${id} gives out sequences of ${subject} again`);
    left(
      id,
      [...before.outbox].filter((entry) => !outbox.has(entry)),
    );
  }

  function left(id: string, entries: readonly string[]): void {
    const lost = entries.filter((entry) => !published.ids.has(entry));
    if (lost.length > 0) wrong(`${collection} ${id}: ${lost.length} events left the outbox unpublished`);
  }
}
