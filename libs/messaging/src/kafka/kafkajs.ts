/**
 * kafkajs 2.2.4, owned: the only place that loads it. It has no maintainer any more, so its faults are mended here, and the
 * exact version is asserted because the mending reaches into its insides.
 */
import { createRequire } from 'node:module';
import { fetchInSessions } from './fetch-in-sessions';

export * from 'kafkajs';
export { deliverNoMore, deliverTo, type Fetched } from './fetch-in-sessions';

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

quietIdleConnections(load('kafkajs/src/network/requestQueue') as { prototype: RequestQueue });
fetchInSessions(load);
