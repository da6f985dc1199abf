import { afterAll, beforeAll, describe } from '@jest/globals';
import type { BusRig } from './rig';
import { committing } from './committing';
import { following } from './following';
import { handingOver } from './handing-over';
import { sharing } from './sharing';

export type { BusRig, DoomedMember } from './rig';
export { collect, record, textOf, until } from './rig';

export interface Given {
  rig: BusRig;
  /** A topic of its own, with 4 partitions. */
  topic(): Promise<string>;
  /** A group of its own. */
  group(): string;
}

/** What every driver of the bus owes to its users. `open` is called once; the tests use topics and groups of their own. */
export function busContract(name: string, open: () => Promise<BusRig>): void {
  describe(`${name} keeps the contract of the bus`, () => {
    const run = Date.now().toString(36);
    let count = 0;
    const given: Given = {
      rig: undefined as never, // before all
      group: () => `contract.${run}.${(count += 1)}`,
      async topic() {
        const topic = `contract.${run}.${(count += 1)}`;
        await given.rig.bus.ensureTopics([{ name: topic, partitions: 4, retentionMs: 3_600_000 }]);
        return topic;
      },
    };
    beforeAll(async () => {
      given.rig = await open();
    }, 120_000);
    afterAll(() => given.rig?.close(), 60_000);

    handingOver(given);
    committing(given);
    sharing(given);
    following(given);
  });
}
