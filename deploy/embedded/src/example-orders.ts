import { join } from 'node:path';
import type { Pack } from '@attune/domain';
import { bankToken, exampleToken, startBank, startOrderService, type Backend } from '@attune/example-backends';
import type { Environment } from '@attune/hosting';

/** The example packs' back ends: the name in the environment that their tools use, and who starts it. */
const examples = [
  { name: 'SHOP_ORDERS', urlName: 'SHOP_ORDERS_URL', start: startOrderService, token: exampleToken, file: 'orders' },
  { name: 'BANK', urlName: 'BANK_URL', start: startBank, token: bankToken, file: 'bank' },
];

/**
 * The tools of an example pack call a back end. Unless the environment names one, the example of it is started here; what is
 * returned says where it is. Undefined: this pack needs none.
 */
export async function exampleOrders(
  pack: Pack,
  environment: Environment,
  dataDir: string,
): Promise<{ service: Backend; environment: Environment } | undefined> {
  const needed = examples.find(({ urlName }) => pack.tools.some(({ url }) => url.includes(`\${${urlName}}`)));
  if (!needed || environment[needed.urlName]) return undefined;
  const service = await needed.start({ port: 0, ledgerFile: join(dataDir, `example-${needed.file}.jsonl`) });
  return { service, environment: { [needed.urlName]: service.url, [`${needed.name}_TOKEN`]: needed.token } };
}
