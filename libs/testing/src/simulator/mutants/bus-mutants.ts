import type { Mutation } from '../simulation';
import { changedBatches } from './changed';

/** Mistakes about what is read and published. */
export const busMutants: Record<string, Mutation> = {
  'commit before write': {
    bus: changedBatches((batch, onBatch) => {
      void onBatch(batch);
      return Promise.resolve();
    }),
  },
  'what was not committed is skipped after a rebalance': {
    bus: (bus) => {
      let fresh = true;
      return {
        ...bus,
        consume: (options) =>
          bus.consume({
            ...options,
            onAssigned(partitions) {
              fresh = true;
              options.onAssigned?.(partitions);
            },
            onBatch(batch) {
              const skips = fresh && Number(batch.records[0]?.offset) > 0;
              fresh = false;
              return skips ? Promise.resolve() : options.onBatch(batch);
            },
          }),
      };
    },
  },
  'records of a batch are taken out of order': {
    bus: changedBatches((batch, onBatch) => onBatch({ ...batch, records: [...batch.records].reverse() })),
  },
  'relay out of order': { bus: (bus) => ({ ...bus, publish: (records) => bus.publish([...records].reverse()) }) },
  'several sends under way at a time': {
    bus: (bus, { clock, chance }) => ({
      ...bus,
      async publish(records) {
        await Promise.all(
          records.map(async (record) => {
            await clock.sleep(chance.between(0, 50));
            await bus.publish([record]);
          }),
        );
      },
    }),
  },
  'a failed send is taken for done': {
    bus: (bus) => ({ ...bus, publish: (records) => bus.publish(records).catch(() => {}) }),
  },
  'only the last of a batch is sent': {
    bus: (bus) => ({ ...bus, publish: (records) => bus.publish(records.slice(-1)) }),
  },
};
