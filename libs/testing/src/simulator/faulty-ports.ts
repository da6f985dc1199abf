import type { Bus, Clock, Subscription } from '@attune/messaging';
import type { Documents, DocumentStore, Keys, Projection } from '@attune/storage';
import type { SeededChance } from './chance';
import type { VirtualClock } from './virtual-clock';

/** How likely each fault is, per call to the outside. All 0: a quiet day. */
export interface Faults {
  /** The process dies before or after the call. */
  crash: number;
  /** The call fails and has not happened. */
  fail: number;
  /** The call has happened, but its answer is an error. */
  lostAnswer: number;
  /** A published batch arrives twice. */
  duplicate: number;
  /** ms that a call takes at most. */
  latencyMs: number;
}
export const noFaults: Faults = { crash: 0, fail: 0, lostAnswer: 0, duplicate: 0, latencyMs: 3 };

/** One process of the simulation. When it is dead, nothing that it waits for ever comes: as if its memory were gone. */
export class Life {
  dead = false;
  subscriptions: Subscription[] = [];
  onDeath: () => void = () => {};

  constructor(
    readonly clock: VirtualClock,
    readonly chance: SeededChance,
    /** Shared by all and changed while the simulation runs. */
    readonly faults: Faults,
  ) {}

  crash(): void {
    if (this.dead) return;
    this.dead = true;
    this.onDeath();
  }

  /** A call to the outside: takes time, and may go wrong in each way that a network has. */
  async call<T>(does: () => Promise<T>, canLose = true): Promise<T> {
    const { faults, chance } = this;
    await this.pass();
    if (chance.happens(faults.crash)) this.crash();
    if (this.dead) return never();
    if (chance.happens(faults.fail)) throw new Error('simulated: not reached');
    const result = await does();
    await this.pass();
    if (chance.happens(faults.crash)) this.crash();
    if (this.dead) return never();
    if (canLose && chance.happens(faults.lostAnswer)) throw new Error('simulated: done, but the answer was lost');
    return result;
  }

  private async pass(): Promise<void> {
    await this.clock.sleep(this.chance.next() * this.faults.latencyMs);
  }
}

const never = <T>(): Promise<T> => new Promise<T>(() => {});

export const mortalClock = (life: Life): Clock => ({
  now: () => life.clock.now(),
  setTimeout: (run, ms) => life.clock.setTimeout(() => life.dead || run(), ms),
  clearTimeout: (handle) => life.clock.clearTimeout(handle),
});

export function faultyBus(bus: Bus, life: Life): Bus {
  return {
    publish: (records) =>
      life.call(async () => {
        await bus.publish(records);
        if (life.chance.happens(life.faults.duplicate)) await bus.publish(records);
      }),
    async consume(options) {
      const subscription = await bus.consume({
        ...options,
        onBatch: (batch) => (life.dead ? never() : options.onBatch(batch)),
        onAssigned: (partitions) => life.dead || options.onAssigned?.(partitions),
      });
      life.subscriptions.push(subscription);
      return subscription;
    },
    follow: (options) =>
      bus.follow({ ...options, onRecord: (record) => (life.dead ? undefined : options.onRecord(record)) }),
    ensureTopics: (topics) => bus.ensureTopics(topics),
    endOffsets: (topic) => life.call(() => bus.endOffsets(topic)),
    committed: (group, topic) => life.call(() => bus.committed(group, topic)),
    close: () => Promise.resolve(),
  };
}

export function faultyStore(store: DocumentStore, life: Life): DocumentStore {
  return {
    exclusive: false,
    documents: (collection) => faultyDocuments(store.documents(collection), life),
    projection: (collection) => faultyProjection(store.projection(collection), life),
    ping: () => life.call(() => store.ping()),
    close: () => Promise.resolve(),
  };
}

function faultyDocuments(documents: Documents, life: Life): Documents {
  return {
    load: (ids) => life.call(() => documents.load(ids)),
    write: (writes) => life.call(() => documents.write(writes)),
    clearOutbox: (cleared) => life.call(() => documents.clearOutbox(cleared)),
    due: (now, limit) => life.call(() => documents.due(now, limit)),
    scan: (options) => life.call(() => documents.scan(options)),
    delete: (ids) => life.call(() => documents.delete(ids)),
  };
}

const faultyProjection = (projection: Projection, life: Life): Projection => ({
  upsert: (rows) => life.call(() => projection.upsert(rows)),
  get: (id) => life.call(() => projection.get(id)),
  find: (options) => life.call(() => projection.find(options)),
  prune: (before) => life.call(() => projection.prune(before)),
});

export const faultyKeys = (keys: Keys, life: Life): Keys => ({
  create: (kid) => life.call(() => keys.create(kid), false),
  read: (kids) => life.call(() => keys.read(kids), false),
  destroy: (kids) => life.call(() => keys.destroy(kids)),
  close: () => Promise.resolve(),
});
