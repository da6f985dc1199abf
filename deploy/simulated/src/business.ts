import { join } from 'node:path';
import { loadPack } from '@attune/domain';
import { trainedModel } from '@attune/intent';
import type { Business } from '@attune/rehearsal';

export const shopFolder = join(__dirname, '../../../domains/shop');

let shop: Promise<Business> | undefined;

/** The example shop and its model; trained once a process. */
export const exampleShop = (): Promise<Business> =>
  (shop ??= loadPack(shopFolder).then((pack) => ({ pack, model: trainedModel(pack) })));
