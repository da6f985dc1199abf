import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Effect } from './checker/history';
import type { Ledger } from './ledger';

export interface OrderSystem {
  port: number;
  close(): Promise<void>;
}

/**
 * A fake order system over HTTP that knows every order A-0000 to A-9999. It trusts its callers: whatever it is asked to do it does,
 * again where it is asked again, and notes it before it answers. Whoever asks twice has cancelled twice.
 */
export async function startOrderSystem(ledger: Ledger<Effect>): Promise<OrderSystem> {
  const server = createServer((request, answer) => take(request, answer, ledger));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function take(request: IncomingMessage, answer: ServerResponse, ledger: Ledger<Effect>): void {
  request.resume();
  request.once('end', () => {
    const [, number, effect] = /^\/orders\/(A-\d{4})(?:\/(\w+))?$/.exec(request.url ?? '') ?? [];
    if (number === undefined) return tell(answer, 404, { error: 'orderNotFound' });
    if (effect === undefined) return tell(answer, 200, orderOf(number));
    ledger.write({ at: Date.now(), effect, order: number, key: String(request.headers['idempotency-key'] ?? '') });
    tell(answer, 200, { number, status: 'cancelled', refundAmount: total, refundBy: '2026-12-24' });
  });
}

function tell(answer: ServerResponse, status: number, body: object): void {
  answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const total = { minor: 3_800, currency: 'GBP' };

function orderOf(number: string) {
  return {
    number,
    status: 'processing',
    placedOn: '2026-11-20',
    items: [{ sku: 'TB-4', name: 'set of four tea bowls', quantity: 1, price: total }],
    itemCount: 1,
    summary: 'the set of four tea bowls',
    total,
    carrier: null,
    trackingNumber: null,
    expectedOn: '2026-12-01',
    deliveredOn: null,
    returnableUntil: null,
    cancellable: true,
    refundState: 'none',
    refundAmount: null,
    refundBy: null,
  };
}
