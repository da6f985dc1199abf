import { loadTests } from '@attune/domain';
import { exampleShop, shopFolder } from './business';
import { playConversation } from './conversation';

describe('the conversations of the example shop', () => {
  beforeAll(exampleShop, 60_000);

  it('go as their tests say', async () => {
    const failures: string[] = [];
    for (const test of await loadTests(shopFolder))
      failures.push(
        ...(await playConversation(test, await exampleShop())).map((failure) => `${test.file}: ${failure}`),
      );
    expect(failures).toEqual([]);
  }, 60_000);
});
