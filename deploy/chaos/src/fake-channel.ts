import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { Delivered } from './checker/history';
import type { Ledger } from './ledger';

/** What a customer sees of a delivered message. */
export interface Arrived extends Omit<Delivered, 'at'> {
  conversationId?: string;
  intention: string;
  text: string;
}

export interface FakeChannel {
  url: string;
  close(): Promise<void>;
}

/** Where messages reach people: an HTTP server that notes each delivery, then tells the customer. */
export async function startFakeChannel(
  ledger: Ledger<Delivered>,
  tell: (message: Arrived) => void,
): Promise<FakeChannel> {
  const server = createServer((request, answer) => {
    void json(request).then(
      (body) => {
        const message = body as Arrived;
        const { messageId, addressId, kind, answers, byAutomation, readable } = message;
        ledger.write({ at: Date.now(), messageId, addressId, kind, answers, byAutomation, readable });
        answer.writeHead(204).end();
        tell(message);
      },
      () => answer.writeHead(400).end(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
