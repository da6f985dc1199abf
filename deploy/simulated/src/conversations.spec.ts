import { loadTests } from '@attune/domain';
import { exampleShop, shopFolder } from './business';
import { playConversation } from './conversation';

/** Those that need no other answers of the outside than the example's own back end gives; deploy/rehearsal plays them all. */
const played = [
  'a-no-is-a-no',
  'a-strangers-story',
  'cancel-an-order',
  'damaged-goods',
  'wants-a-person',
  'a-new-address',
  'a-return-of-one-of-two-things',
  'the-wrong-order-is-corrected-after-it-was-done',
];

describe('the conversations of the example shop', () => {
  beforeAll(exampleShop, 60_000);

  it('go as their tests say', async () => {
    const failures: string[] = [];
    const tests = (await loadTests(shopFolder)).filter(({ file }) =>
      played.includes(file.replace(/^.*\/|\.yaml$/g, '')),
    );
    expect(tests.length).toBe(played.length);
    for (const test of tests)
      failures.push(
        ...(await playConversation(test, await exampleShop())).map((failure) => `${test.file}: ${failure}`),
      );
    expect(failures).toEqual([]);
  }, 60_000);
});
