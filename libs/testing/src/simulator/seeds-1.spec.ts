import { runSeed } from './run-seed';
import { runSeeds } from './seeds';

// In two files, so that two workers share the work: seeds 1 to 500.
it('keeps order, one outcome a turn and the epoch through seeds 1 to 250 of crashes, zombies, lost answers and duplicates', async () => {
  const { failed, events } = await runSeeds(1, 250);
  expect(failed).toEqual([]);
  expect(events).toBeGreaterThan(250 * 40);
}, 900_000);

it('tells the same story twice for the same seed', async () => {
  expect(await runSeed({ seed: 7 })).toEqual(await runSeed({ seed: 7 }));
}, 60_000);
