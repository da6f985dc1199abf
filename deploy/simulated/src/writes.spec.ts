import { services } from '@attune/contracts';
import { exampleShop } from './business';
import { World } from './world';

jest.setTimeout(30_000);

const budget = 10;
const customer = 'kim@example.com';

/** Durable writes so far, by service: each raises the version of its document by one. Projections are not documents. */
async function writesOf(world: World): Promise<Map<string, number>> {
  const counts = await Promise.all(
    services.map(async (service) => {
      const documents = await world.documents(service);
      return [service, documents.reduce((sum, { v }) => sum + v, 0)] as const;
    }),
  );
  return new Map(counts);
}

/** What a turn costs, from the first message until everything is at rest. */
async function costOf(world: World, text: string): Promise<{ total: number; by: string }> {
  const before = await writesOf(world);
  await world.during(() => world.say(customer, text));
  await world.passes(10_000);
  const after = await writesOf(world);
  const each = [...after].map(([service, n]) => [service, n - (before.get(service) ?? 0)] as const);
  const by = each.filter(([, n]) => n > 0).map(([service, n]) => `${service} ${n}`);
  return { total: each.reduce((sum, [, n]) => sum + n, 0), by: by.join(', ') };
}

describe(`a turn that automation answers without an action costs at most ${budget} durable writes`, () => {
  beforeAll(exampleShop, 60_000);

  it.each([1, 2, 3])('the first and the second of a conversation (seed %i)', async (seed) => {
    const world = new World({ seed, ...(await exampleShop()) });
    await world.start();
    for (const text of ['How long do I have to send something back?', 'What are your opening hours?']) {
      const { total, by } = await costOf(world, text);
      expect(`"${text}" ${total <= budget ? 'is within the budget' : `cost ${total}: ${by}`}`).toBe(
        `"${text}" is within the budget`,
      );
      expect(total).toBeGreaterThan(4);
    }
    expect(world.chronicle.of('TurnClosed')).toHaveLength(2);
  });
});
