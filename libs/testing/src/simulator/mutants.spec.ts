import { mutants } from './mutants';
import { runSeed } from './run-seed';

describe('the simulator', () => {
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
