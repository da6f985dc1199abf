import { join } from 'node:path';
import { loadPack } from '@attune/domain';
import { trainedModel } from '@attune/intent';
import type { Business } from '@attune/rehearsal';

export const shopFolder = join(__dirname, '../../../domains/shop');

let shop: Promise<Business> | undefined;

/** The example shop and its model; trained once a process. */
export const exampleShop = (): Promise<Business> =>
  (shop ??= loadPack(shopFolder).then((pack) => ({ pack, model: remembering(trainedModel(pack)) })));

/** Simulated customers say the same few hundred things again and again, and a model says the same of the same text. */
function remembering(model: Business['model']): Business['model'] {
  const known = new Map<string, ReturnType<typeof model.assess>>();
  return {
    ...model,
    assess(text) {
      const scores = known.get(text) ?? model.assess(text);
      known.set(text, scores);
      return scores;
    },
  };
}
