import { mutants } from './mutants';
import { runSeed } from './run-seed';

/** A mistake that shows in one seed of twenty is found by the first hundred of the two thousand that are played elsewhere. */
const seeds = 20;

describe('the simulator', () => {
  it('knows at least 25 mistakes', () => expect(Object.keys(mutants).length).toBeGreaterThanOrEqual(25));

  it.each(Object.keys(mutants))(
    'catches the mistake: %s',
    async (name) => {
      let caughtAt = 0;
      for (let seed = 1; seed <= seeds && caughtAt === 0; seed++)
        if ((await runSeed({ seed, turnsEach: 8, ...mutants[name] })).violations.length > 0) caughtAt = seed;
      expect(caughtAt).toBeGreaterThan(0);
    },
    600_000,
  );
});
