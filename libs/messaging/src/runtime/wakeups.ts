import type { DocumentStore, StoredDocument } from '@attune/storage';
import type { DocumentKind } from '../handlers';
import { laneKey } from './lanes';
import type { Relay } from './relay';
import { outboxRecoveryMs, wakeUpOf } from './stored';
import type { Clock, Logger } from './types';

/** Others' work is looked at only when its owner should have done it by now, ms. */
const ownersStartMs = 1_000;
const maxDelayMs = 2 ** 31 - 1;

export interface WakeUpsOptions {
  store: DocumentStore;
  kinds: readonly DocumentKind<object>[];
  clock: Clock;
  logger: Logger;
  relay: Relay;
  sweepMs: number;
  /** A timer is due: `name` and the time that it was set to. */
  onTimer(kind: DocumentKind<object>, id: string, name: string, dueAt: number): void;
  /** The lease of an effect has run out. */
  onLease(kind: DocumentKind<object>, id: string, effectId: string): void;
  onParked(kind: DocumentKind<object>, id: string): void;
}

/**
 * Sees that what is due happens: timers of documents written here by clocks of their own; what other processes left behind
 * (timers, outboxes, leases, parked conversations) by looking for it.
 */
export class WakeUps {
  private readonly clocks = new Map<string, { at: number; handle: unknown }>();
  private sweeping: unknown;
  private sweep: Promise<void> | undefined;
  private stopped = false;

  constructor(private readonly options: WakeUpsOptions) {}

  start(): void {
    // Everything that an earlier life of this service left behind, outboxes at once.
    this.sweep = this.look(this.options.clock.now() + outboxRecoveryMs, 0).finally(() => this.next());
  }

  async stop(): Promise<void> {
    this.stopped = true;
    const { clock } = this.options;
    clock.clearTimeout(this.sweeping);
    for (const { handle } of this.clocks.values()) clock.clearTimeout(handle);
    this.clocks.clear();
    await this.sweep;
  }

  /** Keeps this document's earliest timer on a clock of this process. */
  watch(kind: DocumentKind<object>, document: StoredDocument): void {
    const { clock } = this.options;
    const key = laneKey(kind, document._id);
    const set = this.clocks.get(key);
    const [name, at] = earliest(document.timers);
    if (set?.at === at) return;
    if (set) clock.clearTimeout(set.handle);
    this.clocks.delete(key);
    if (name === undefined || at === undefined || this.stopped) return;
    const fire = () => {
      this.clocks.delete(key);
      this.options.onTimer(kind, document._id, name, at);
    };
    const delay = Math.max(0, at - clock.now());
    if (delay < maxDelayMs) this.clocks.set(key, { at, handle: clock.setTimeout(fire, delay) });
  }

  private next(): void {
    if (this.stopped) return;
    const { clock, sweepMs } = this.options;
    this.sweeping = clock.setTimeout(() => {
      this.sweep = this.look(clock.now() - ownersStartMs, outboxRecoveryMs).finally(() => this.next());
    }, sweepMs);
  }

  private async look(until: number, outboxAgeMs: number): Promise<void> {
    for (const kind of this.options.kinds) {
      try {
        const due = await this.options.store.documents(kind.collection).due(until, 200);
        for (const document of due) this.wake(kind, document, outboxAgeMs);
      } catch (error) {
        this.options.logger.warn(
          { error: (error as Error).message, collection: kind.collection },
          'could not look for unfinished work',
        );
      }
    }
  }

  private wake(kind: DocumentKind<object>, document: StoredDocument, outboxAgeMs: number): void {
    const { options } = this;
    const now = options.clock.now();
    for (const [name, dueAt] of Object.entries(document.timers))
      if (dueAt <= now) options.onTimer(kind, document._id, name, dueAt);
    for (const { id, leaseUntil } of document.effects) if (leaseUntil <= now) options.onLease(kind, document._id, id);
    if (document.parked && document.parked.nextAt <= now) options.onParked(kind, document._id);
    const first = document.outbox[0];
    const written = first && Date.parse(first.headers['ce_recordedtime'] ?? '');
    if (first && now - (written || 0) >= outboxAgeMs && !document.outbox.some(({ id }) => options.relay.has(id)))
      this.publishAgain(kind, document);
  }

  private publishAgain(kind: DocumentKind<object>, document: StoredDocument): void {
    const { relay, store, clock, logger } = this.options;
    void relay
      .publish(document.outbox)
      .then(() => {
        const wakeAt = wakeUpOf({ ...document, outbox: [] }, clock.now());
        const sent = document.outbox.map(({ id }) => id);
        return store
          .documents(kind.collection)
          .clearOutbox([{ id: document._id, v: document.v, sent, ...(wakeAt !== undefined && { wakeAt }) }]);
      })
      .catch((error: Error) => logger.debug({ error: error.message }, 'outbox not cleared; a duplicate may follow'));
  }
}

function earliest(timers: Readonly<Record<string, number>>): [string | undefined, number | undefined] {
  let name: string | undefined;
  for (const candidate of Object.keys(timers))
    if (name === undefined || timers[candidate]! < timers[name]!) name = candidate;
  return [name, name === undefined ? undefined : timers[name]];
}
