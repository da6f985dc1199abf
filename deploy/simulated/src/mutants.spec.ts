import { loadTests } from '@attune/domain';
import { faultKinds } from '@attune/testing';
import { exampleShop, shopFolder } from './business';
import { mutants } from './mutants';
import { simulate } from './simulate';

const seeds = 12;

// What looks on and finds nothing wrong with these would prove nothing.
describe('random conversations through all services show the mistake', () => {
  beforeAll(exampleShop, 60_000);

  it.each(Object.keys(mutants))(
    '%s',
    async (name) => {
      const tests = await loadTests(shopFolder);
      const run = { ...(await exampleShop()), tests, conversations: 4, faults: faultKinds, ...mutants[name] };
      let caughtAt = 0;
      for (let seed = 1; seed <= seeds && caughtAt === 0; seed++)
        if ((await simulate({ ...run, seed })).violations.length > 0) caughtAt = seed;
      expect(caughtAt).toBeGreaterThan(0);
    },
    300_000,
  );
});
