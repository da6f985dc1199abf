import { loadTests, type ConversationTest } from '@attune/domain';
import { mutants } from '@attune/testing';
import { exampleShop, shopFolder } from './business';
import { simulate, type SimulationRun } from './simulate';

jest.setTimeout(60_000); // a seed takes a second; machines are shared

describe('random conversations through all services', () => {
  let tests: ConversationTest[] = [];
  beforeAll(async () => {
    await exampleShop();
    tests = await loadTests(shopFolder);
  }, 60_000);
  const play = async (run: Pick<SimulationRun, 'seed' | 'conversations' | 'weather' | 'mutation'>) =>
    simulate({ ...(await exampleShop()), tests, ...run });

  it('tell the same story twice for the same seed', async () => {
    const run = { seed: 5, conversations: 2, weather: 'rough' as const };
    expect(await play(run)).toEqual(await play(run));
  });

  it.each([1, 2, 3, 4, 5, 6])('have nothing wrong in them on a rough day (seed %i)', async (seed) => {
    const { violations, turns } = await play({ seed, conversations: 6, weather: 'rough' });
    expect(violations).toEqual([]);
    expect(turns).toBeGreaterThan(6);
  });

  it('have nothing wrong in them on a calm day, and every turn is answered by somebody', async () => {
    const { violations, turns, handoffs } = await play({ seed: 1, conversations: 12, weather: 'calm' });
    expect(violations).toEqual([]);
    expect([turns > 20, handoffs > 0]).toEqual([true, true]);
  });

  // A judge that finds nothing wrong with these would prove nothing.
  it.each(['no dedupe', 'commit before write', 'entry removed before it is acknowledged', 'relay out of order'])(
    'show the mistake: %s',
    async (name) => {
      const { mutation } = mutants[name]!;
      for (let seed = 1; seed <= 10; seed++) {
        const { violations } = await play({ seed, conversations: 3, weather: 'rough', ...(mutation && { mutation }) });
        if (violations.length > 0) return;
      }
      throw new Error('nothing wrong was found in ten seeds');
    },
  );
});
