import { loadTests, type ConversationTest } from '@attune/domain';
import { faultKinds } from '@attune/testing';
import { exampleShop, shopFolder } from './business';
import { simulate, type SimulationRun } from './simulate';

jest.setTimeout(60_000); // a seed takes a second; machines are shared

describe('random conversations through all services', () => {
  let tests: ConversationTest[] = [];
  beforeAll(async () => {
    await exampleShop();
    tests = await loadTests(shopFolder);
  }, 60_000);
  const play = async (run: Pick<SimulationRun, 'seed' | 'conversations'> & Partial<SimulationRun>) =>
    simulate({ ...(await exampleShop()), tests, faults: faultKinds, ...run });

  it('tell the same story twice for the same seed', async () => {
    const run = { seed: 5, conversations: 2 };
    expect(await play(run)).toEqual(await play(run));
  });

  it('have nothing wrong in them on a calm day, and every turn is answered by somebody', async () => {
    const { violations, turns, handoffs } = await play({ seed: 1, conversations: 12, faults: [] });
    expect(violations).toEqual([]);
    expect([turns > 20, handoffs > 0]).toEqual([true, true]);
  });
});
