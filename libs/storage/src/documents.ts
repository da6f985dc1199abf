import type { SealedBlock } from '@attune/contracts';

/**
 * What one service keeps about one thing (an address, a customer, a conversation), together with everything that must
 * change with it in the same atomic write: how far its inputs were read, what it still has to say, do and wake up for.
 * The shape is protocols.md §2; only the runtime in libs/messaging reads or writes anything but `state`.
 */
export interface StoredDocument {
  _id: string;
  /** Version: 1 at creation, +1 with each state write. The fence against every other writer. */
  v: number;
  /** Fresh with each state write, so that a write whose answer was lost can be recognised as ours. */
  writeId: string;
  /** `source|subject` (for events of a translation `source|subject|type`) → the last subjectsequence that was read. */
  positions: Record<string, number>;
  /** The clear part of the state. */
  state: unknown;
  /** The personal part of state and effects; absent where there is none. */
  personal?: SealedBlock;
  /** subject → the last subjectsequence given out. */
  sequence: Record<string, number>;
  outbox: OutboxEntry[];
  effects: StoredEffect[];
  /** name (`kind` or `kind:what`) → epoch ms at which it falls due. */
  timers: Record<string, number>;
  parked?: Parked;
  /** Nothing was decided yet: the document only holds what is parked. */
  empty?: true;
  /** Sequences that were dead-lettered: `positionKey#sequence`. Only these are accepted by "send again". */
  skipped?: string[];
  /** Epoch ms of the earliest thing that somebody must look at (timer, outbox, lease, parking); absent: nothing. Indexed. */
  wakeAt?: number;
}

/** One event as it will stand on the bus: final bytes. */
export interface OutboxEntry {
  id: string;
  topic: string;
  key: string;
  headers: Record<string, string>;
  /** UTF-8 JSON. */
  value: string;
}

export interface StoredEffect {
  id: string;
  kind: string;
  args: unknown;
  attempts: number;
  /** Epoch ms until which its runner may be expected to be at work. */
  leaseUntil: number;
  /** Headers of the event that asked for it: cause, turn, trace. */
  cause: Record<string, string>;
}

export interface Parked {
  reason: string;
  at: number;
  attempts: number;
  nextAt: number;
  /** Inputs in the order in which they came, the failing one first; base64 of value, headers as they were. */
  pending: {
    topic: string;
    partition: number;
    offset: string;
    key: string | null;
    headers: Record<string, string>;
    value: string;
  }[];
}

/** One state write. `expected` 0: the document must not exist yet; else the stored `v` must equal it. */
export interface DocumentWrite {
  expected: number;
  document: StoredDocument;
}

export interface WriteOutcome {
  /** Ids of the writes that were not applied because the version had moved (or the document existed already). */
  lost: Set<string>;
  /** Writes that the store can never take (too large, unserialisable, id too long), and why. */
  rejected: Map<string, Error>;
}

/**
 * Documents of one collection of one service. Three implementations stand behind it (memory, embedded, MongoDB) and one
 * contract suite (`documentsContract`) runs against each. What is stored is JSON: `undefined` members vanish, dates become
 * strings. Nothing that is given or returned is shared with the store.
 */
export interface Documents {
  /** Missing ids are absent from the map. */
  load(ids: readonly string[]): Promise<Map<string, StoredDocument>>;

  /**
   * Group commit: one unordered bulk, durable (MongoDB: majority and journal) when it resolves. Each write stands alone:
   * resolves to the ids that were NOT applied because the version had moved (or the document existed already). A write
   * that was applied although the driver answered with an error counts as applied (told by `writeId`). One document that
   * the store cannot take (too large, unserialisable) must not fail its neighbours: it is returned in `rejected`.
   * Rejects only when nothing is known about the outcome (store unreachable); the caller then loads and decides again.
   * The ids of one call must differ.
   */
  write(writes: readonly DocumentWrite[]): Promise<WriteOutcome>;

  /**
   * Forgets outbox entries that were acknowledged by the bus. Not durable on purpose, and perhaps not visible at once: either
   * costs a duplicate, nothing more. Touches a document only while it still has version `v`; changes neither `v` nor `writeId`.
   * `wakeAt` is the document's new wake-up time, undefined to remove it.
   */
  clearOutbox(cleared: readonly { id: string; v: number; sent: readonly string[]; wakeAt?: number }[]): Promise<void>;

  /** Documents whose `wakeAt` ≤ now, earliest first. */
  due(now: number, limit: number): Promise<StoredDocument[]>;

  /** All documents, in id order; for pages and tools, never in the hot path. */
  scan(options?: { after?: string; limit?: number }): Promise<StoredDocument[]>;

  delete(ids: readonly string[]): Promise<void>;
}

/**
 * Opens collections by name; one store a service, so that no service can read another's. A name stands for documents or for a
 * projection, never both.
 */
export interface DocumentStore {
  documents(collection: string): Documents;
  /** A plain collection for projections (insights, pages): upsert by id, idempotent, no versions. */
  projection(collection: string): Projection;
  /** True when no other process can write to this store, so that a cached document is never stale. */
  readonly exclusive: boolean;
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface ProjectionRow {
  _id: string;
  /** Sort and filter value, indexed; usually epoch ms. */
  at: number;
  /** Second indexed filter, e.g. the conversation. */
  group: string;
  body: unknown;
}

export interface Projection {
  /** Durable when it resolves. Of two rows with the same id the last one stays. A row too large or unserialisable rejects the call. */
  upsert(rows: readonly ProjectionRow[]): Promise<void>;
  get(id: string): Promise<ProjectionRow | undefined>;
  /** Newest first by `at`, then by id downwards; `since` ≤ at < `until`. */
  find(options: { group?: string; since?: number; until?: number; limit: number }): Promise<ProjectionRow[]>;
  /** Removes rows with at < `before`; returns how many. */
  prune(before: number): Promise<number>;
}
