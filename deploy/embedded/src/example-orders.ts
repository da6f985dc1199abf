import { join } from 'node:path';
import type { Pack } from '@attune/domain';
import { exampleToken, startOrderService, type OrderService } from '@attune/example-backends';
import type { Environment } from '@attune/hosting';

/**
 * The example shop's tools call an order service. Unless the environment names one, the example of it is started here; what is
 * returned says where it is. Undefined: this pack needs none.
 */
export async function exampleOrders(
  pack: Pack,
  environment: Environment,
  dataDir: string,
): Promise<{ service: OrderService; environment: Environment } | undefined> {
  const needed = pack.tools.some(({ url }) => url.includes('${SHOP_ORDERS_URL}'));
  if (!needed || environment['SHOP_ORDERS_URL']) return undefined;
  const service = await startOrderService({ port: 0, ledgerFile: join(dataDir, 'example-orders.jsonl') });
  return { service, environment: { SHOP_ORDERS_URL: service.url, SHOP_ORDERS_TOKEN: exampleToken } };
}
