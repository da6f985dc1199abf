import { startOrderService } from './order-service';

async function main(): Promise<void> {
  const { PORT = '7070', HOST, LEDGER_FILE, SHOP_ORDERS_TOKEN } = process.env;
  const service = await startOrderService({
    port: Number(PORT),
    ...(HOST === undefined ? {} : { host: HOST }),
    ...(LEDGER_FILE === undefined ? {} : { ledgerFile: LEDGER_FILE }),
    ...(SHOP_ORDERS_TOKEN === undefined ? {} : { token: SHOP_ORDERS_TOKEN }),
  });
  console.log(`The example shop's orders are at ${service.url}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void service.close());
}

void main();
