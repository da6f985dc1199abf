import type { DocumentStore, OutboxEntry, StoredDocument } from '../documents';

/** A store under test. `reopen`: closes it and opens it again on the same data, where the store outlives its process. */
export interface OpenStore {
  store: DocumentStore;
  reopen?: () => Promise<DocumentStore>;
  close(): Promise<void>;
}

let writes = 0;
export const freshWriteId = () => `w${++writes}`;

/** A document with something in every place. */
export function aDocument(id: string, changes: Partial<StoredDocument> = {}): StoredDocument {
  return {
    _id: id,
    v: 1,
    writeId: freshWriteId(),
    positions: { '/shop/context|cnv_x': 3, '/shop/intent|cnv_x|attune.intent.IntentAssessed.v1': 12 },
    state: { status: 'open', turns: [{ number: 1, answered: false, note: null }] },
    personal: {
      kid: 'adr_x',
      alg: 'A256GCM',
      iv: 'aXY=',
      ct: 'Y3Q=',
      tag: 'dGFn',
      origin: { id: 'evt_x', type: 'attune.context.TurnStarted.v1', subject: 'cnv_x' },
    },
    sequence: { cnv_x: 7 },
    outbox: [anEntry('evt_1'), anEntry('evt_2')],
    effects: [
      {
        id: 'eff_1',
        kind: 'call',
        args: { amount: 12.5 },
        attempts: 0,
        leaseUntil: 0,
        cause: { turn: 'trn_x' },
      },
    ],
    timers: { 'overdue:trn_x': 2_000 },
    ...changes,
  };
}

export function anEntry(id: string): OutboxEntry {
  return {
    id,
    topic: 'attune.context',
    key: 'cnv_x',
    headers: { ce_id: id, 'ce_data.content': 'json' },
    value: '{"said":"größer 🙂"}',
  };
}

/** The next version of a document. */
export function nextOf(document: StoredDocument, changes: Partial<StoredDocument> = {}): StoredDocument {
  return { ...document, v: document.v + 1, writeId: freshWriteId(), ...changes };
}

/** What `read` gives once `holds` is true of it, or what it gave last when that takes longer than 5 s. */
export async function eventually<T>(read: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
  const end = performance.now() + 5_000;
  for (;;) {
    const value = await read();
    if (holds(value) || performance.now() > end) return value;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
