import { mutants } from './mutants';
import { runSeed } from './run-seed';

const seeds = 500;

describe('simulator', () => {
  it('tells the same story twice for the same seed', async () => {
    const [one, two] = [await runSeed({ seed: 7 }), await runSeed({ seed: 7 })];
    expect(two).toEqual(one);
  });

  it(`keeps order, one outcome a turn and the epoch through ${seeds} seeds of crashes, zombies, lost answers and duplicates`, async () => {
    let events = 0;
    const failed: string[] = [];
    for (let seed = 1; seed <= seeds; seed++) {
      const story = await runSeed({ seed });
      events += story.events;
      if (story.violations.length > 0) failed.push(`seed ${seed}: ${story.violations.join('; ')}`);
      if (failed.length >= 3) break;
    }
    expect(failed).toEqual([]);
    expect(events).toBeGreaterThan(seeds * 40);
  }, 600_000);

  it.each(Object.keys(mutants))(
    'catches the mistake: %s',
    async (name) => {
      let caughtAt = 0;
      for (let seed = 1; seed <= 120 && caughtAt === 0; seed++)
        if ((await runSeed({ seed, ...mutants[name] })).violations.length > 0) caughtAt = seed;
      expect(caughtAt).toBeGreaterThan(0);
    },
    600_000,
  );
});
