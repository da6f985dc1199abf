/**
 * kafkajs 2.2.4, owned: the only place that loads it. It has no maintainer any more, so its faults are mended here, and the
 * exact version is asserted because the mending reaches into its insides.
 */
import { createRequire } from 'node:module';
import type { Batch } from 'kafkajs';

export * from 'kafkajs';

const load = createRequire(__filename);

const { version } = load('kafkajs/package.json') as { version: string };
if (version !== '2.2.4') throw new Error(`kafkajs ${version} is installed; the driver is made for 2.2.4 and no other`);

interface RequestQueue {
  pending: unknown[];
  scheduleCheckPendingRequests(): void;
}

/** Without this, every idle connection runs thousands of timers a second (kafkajs #1556, #1704; a regression of 2.2.4). */
function quietIdleConnections({ prototype }: { prototype: RequestQueue }): void {
  const schedule = prototype.scheduleCheckPendingRequests;
  prototype.scheduleCheckPendingRequests = function () {
    if (this.pending.length > 0) schedule.call(this);
  };
}

interface ConsumerGroup {
  /** A new one with each generation of the group. */
  offsetManager: unknown;
  fetch(nodeId: number): Promise<Batch[]>;
}

const generations = new WeakMap<Batch, () => boolean>();

/**
 * Several fetches run at once, one a broker. When one of them finds that the group must be joined again, what another one had
 * fetched before would be handed over afterwards and move the new generation's position past records that nobody has seen.
 */
function dropWhatWasFetchedBefore({ prototype }: { prototype: ConsumerGroup }): void {
  const { fetch } = prototype;
  prototype.fetch = async function (nodeId) {
    const generation = this.offsetManager;
    const isCurrent = () => this.offsetManager === generation;
    const batches = await fetch.call(this, nodeId);
    if (!isCurrent()) return [];
    for (const batch of batches) if (!batch.isEmpty()) generations.set(batch, isCurrent);
    return batches;
  };
}

/** Whether the group is still in the generation that the batch was fetched in. */
export const isCurrent = (batch: Batch): boolean => generations.get(batch)?.() ?? false;

quietIdleConnections(load('kafkajs/src/network/requestQueue') as { prototype: RequestQueue });
dropWhatWasFetchedBefore(load('kafkajs/src/consumer/consumerGroup') as { prototype: ConsumerGroup });
