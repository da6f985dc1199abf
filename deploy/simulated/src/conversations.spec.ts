import { join } from 'node:path';
import { loadPack, loadTests, type Pack } from '@attune/domain';
import { trainedModel } from '@attune/intent';
import { playConversation } from './conversation';

const shop = join(__dirname, '../../../domains/shop');

describe('the conversations of the example shop', () => {
  let pack: Pack;
  let model: ReturnType<typeof trainedModel>;
  beforeAll(async () => {
    pack = await loadPack(shop);
    model = trainedModel(pack);
  }, 60_000);

  it('go as their tests say', async () => {
    const failures: string[] = [];
    for (const test of await loadTests(shop))
      failures.push(...(await playConversation(test, pack, model)).map((failure) => `${test.file}: ${failure}`));
    expect(failures).toEqual([]);
  }, 120_000);
});
