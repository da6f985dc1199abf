import type { Bus, PartitionBatch } from '@attune/messaging';
import type { Documents, DocumentStore, Keys, Projection } from '@attune/storage';
import { never, type Life, type Risks } from './life';

/** What is down just now, and what the group of a process does. */
export interface Surroundings {
  /** Keys that processes do not see yet. */
  unseen: ReadonlySet<string>;
  down(server: 'broker' | 'store'): string | undefined;
  /** Shares the partitions of this process' group out anew. */
  rebalance(): void;
}

export function faultyBus(bus: Bus, life: Life, around: Surroundings): Bus {
  const { faults, chance, clock } = life;
  /** Batches keep their order while they wait. */
  let arrived = Promise.resolve();
  const call = <T>(does: () => Promise<T>) =>
    life.call(does, { fail: faults.fail, lost: faults.lostAck, slow: faults.slow, down: () => around.down('broker') });
  return {
    publish: (records) =>
      call(async () => {
        if (records.length > 1 && chance.happens(faults.lostAck)) {
          await bus.publish(records.slice(0, chance.between(1, records.length - 1)));
          throw new Error('simulated: the connection broke in the middle');
        }
        await bus.publish(records);
        if (!chance.happens(faults.duplicate)) return;
        if (chance.happens(0.5)) await bus.publish(records);
        else clock.setTimeout(() => void bus.publish(records), chance.between(0, 10_000));
      }),
    async consume(options) {
      const subscription = await bus.consume({
        ...options,
        onBatch: (batch) => receive(batch, options.onBatch.bind(options)),
        onAssigned: (partitions) => life.dead || options.onAssigned?.(partitions),
      });
      life.subscriptions.push(subscription);
      return subscription;
    },
    follow: (options) =>
      bus.follow({ ...options, onRecord: (record) => (life.dead ? undefined : options.onRecord(record)) }),
    ensureTopics: (topics) => bus.ensureTopics(topics),
    endOffsets: (topic) => call(() => bus.endOffsets(topic)),
    committed: (group, topic) => call(() => bus.committed(group, topic)),
    close: () => Promise.resolve(),
  };

  async function receive(batch: PartitionBatch, onBatch: (batch: PartitionBatch) => Promise<void>): Promise<void> {
    arrived = arrived.then(reachable);
    await arrived;
    // What was taken away before it arrived is somebody else's.
    if (life.dead || batch.signal.aborted) return never();
    if (chance.happens(faults.rebalance)) clock.setTimeout(() => around.rebalance(), chance.between(0, 100));
    return onBatch(batch);
  }

  async function reachable(): Promise<void> {
    while (!life.dead && (around.down('broker') || clock.now() < life.frozenUntil)) {
      await clock.sleep(100);
      await life.thaw();
    }
  }
}

export function faultyStore(store: DocumentStore, life: Life, around: Surroundings): DocumentStore {
  const { faults } = life;
  const call = <T>(does: () => Promise<T>) =>
    life.call(does, {
      fail: faults.fail,
      lost: faults.lostAnswer,
      slow: faults.slow,
      down: () => around.down('store'),
    });
  return {
    exclusive: false,
    documents: (collection) => faultyDocuments(store.documents(collection), life, call),
    projection: (collection) => faultyProjection(store.projection(collection), call),
    ping: () => call(() => store.ping()),
    close: () => Promise.resolve(),
  };
}

type Call = <T>(does: () => Promise<T>) => Promise<T>;

function faultyDocuments(documents: Documents, { chance, faults }: Life, call: Call): Documents {
  return {
    load: (ids) => call(() => documents.load(ids)),
    write: (writes) =>
      call(async () => {
        if (writes.length > 1 && chance.happens(faults.lostAnswer)) {
          await documents.write(writes.filter(() => chance.happens(0.5)));
          throw new Error('simulated: the connection broke in the middle of a bulk');
        }
        return documents.write(writes);
      }),
    clearOutbox: (cleared) => call(() => documents.clearOutbox(cleared)),
    due: (now, limit) => call(() => documents.due(now, limit)),
    scan: (options) => call(() => documents.scan(options)),
    delete: (ids) => call(() => documents.delete(ids)),
  };
}

const faultyProjection = (projection: Projection, call: Call): Projection => ({
  upsert: (rows) => call(() => projection.upsert(rows)),
  get: (id) => call(() => projection.get(id)),
  find: (options) => call(() => projection.find(options)),
  prune: (before) => call(() => projection.prune(before)),
});

export function faultyKeys(keys: Keys, life: Life, { unseen }: Surroundings): Keys {
  const { faults } = life;
  const risks = (lost = 0): Risks => ({ fail: faults.fail, lost, slow: faults.slow });
  return {
    create: (kid) => life.call(() => keys.create(kid), risks()),
    read: (kids) =>
      life.call(async () => {
        const seen = await keys.read(kids);
        return new Map([...seen].map(([kid, key]) => [kid, unseen.has(kid) ? 'unknown' : key]));
      }, risks()),
    destroy: (kids) => life.call(() => keys.destroy(kids), risks(faults.lostAnswer)),
    close: () => Promise.resolve(),
  };
}
