import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { setTimeout as delay } from 'node:timers/promises';
import { type Fault, Faults } from './faults';
import { Ledger, type LedgerEntry } from './ledger';
import { type Answer, type Effect, effects, exampleOrders, refuse, shown } from './orders';

export interface OrderServiceOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly host?: string;
  /** JSON lines; read again at start, so that effects outlive the process. */
  readonly ledgerFile?: string;
  readonly token?: string;
  readonly now?: () => Date;
}
export interface OrderService {
  readonly url: string;
  /** Every effect that has happened, in order. */
  readonly ledger: readonly LedgerEntry[];
  close(): Promise<void>;
}

/** What the example pack sends unless told otherwise. */
export const exampleToken = 'example-shop-token';

/**
 * The example shop's order system: a small real HTTP server that behaves like a grown one, errors included.
 * Effects need an `Idempotency-Key`: the same key gets the same answer and the effect happens once.
 */
export async function startOrderService(options: OrderServiceOptions): Promise<OrderService> {
  const { port, host = '127.0.0.1', token = exampleToken, now = () => new Date() } = options;
  const shop = new Shop(new Ledger(options.ledgerFile), now);
  const app = fastify({ bodyLimit: 16_384, forceCloseConnections: true });
  app.addHook('onRequest', async (request, reply) => {
    if (request.url === '/health' || request.headers.authorization === `Bearer ${token}`) return;
    await reply.code(401).send(refuse(401, 'unauthorised', 'A bearer token is needed.').body);
  });
  app.setErrorHandler((error: { statusCode?: number }, _, reply) => {
    const status = error.statusCode ?? 500;
    void reply.code(status).send(refuse(status, 'badRequest', 'This request cannot be read.').body);
  });
  app.get('/health', () => ({ ok: true }));
  const faults = adminDoor(app, shop);
  orderDoors(app, shop, faults);
  return { url: await app.listen({ port, host }), ledger: shop.ledger.entries, close: () => app.close() };
}

/** The orders and what happened to them. */
class Shop {
  readonly orders;

  constructor(
    readonly ledger: Ledger,
    readonly now: () => Date,
  ) {
    this.orders = exampleOrders(now());
    for (const { order, effect, request, at } of ledger.entries) {
      const found = this.orders.get(order);
      if (found) effects[effect](found, request, new Date(at));
    }
  }

  perform(effect: Effect, number: string, request: Readonly<Record<string, unknown>>, key: string): Answer {
    const done = this.ledger.entries.find((entry) => entry.key === key);
    if (done) {
      const same = done.effect === effect && done.order === number && sameRequest(done.request, request);
      return same ? done.answer : refuse(422, 'keyReused', 'This Idempotency-Key belongs to another request.');
    }
    const order = this.orders.get(number);
    if (!order) return notFound(number);
    const at = this.now();
    const answer = effects[effect](order, request, at);
    if (answer.status < 300) {
      this.ledger.append({ at: at.toISOString(), key, effect, order: number, request, answer });
    }
    return answer;
  }
}

const notFound = (number: string): Answer => refuse(404, 'orderNotFound', `There is no order ${number}.`);
const sameRequest = (one: object, other: object): boolean => JSON.stringify(one) === JSON.stringify(other);

function orderDoors(app: FastifyInstance, shop: Shop, faults: Faults): void {
  type OrderRequest = FastifyRequest<{ Params: { number: string } }>;
  // As people write it: A-1042, a1042, "A 1042".
  const numberOf = (request: OrderRequest) => request.params.number.toUpperCase().replace(/^A[\s-]*(\d+)$/, 'A-$1');

  app.get('/orders/:number', async (request: OrderRequest, reply) => {
    const order = shop.orders.get(numberOf(request));
    return withFault(faults, request, reply, () => (order ? shown(order) : notFound(numberOf(request))));
  });
  for (const effect of Object.keys(effects) as Effect[]) {
    app.post(`/orders/:number/${effect}`, async (request: OrderRequest, reply) => {
      const key = request.headers['idempotency-key'];
      if (typeof key !== 'string' || key === '') {
        return send(reply, refuse(400, 'keyMissing', 'An Idempotency-Key is needed.'));
      }
      const body = (request.body ?? {}) as Record<string, unknown>;
      return withFault(faults, request, reply, () => shop.perform(effect, numberOf(request), body, key));
    });
  }
}

async function withFault(
  faults: Faults,
  request: FastifyRequest,
  reply: FastifyReply,
  act: () => Answer,
): Promise<FastifyReply> {
  const fault = faults.meet(request.url.split('?')[0] ?? '');
  if (fault?.delayMs !== undefined) await delay(fault.delayMs);
  if (fault?.status !== undefined) return send(reply, refuse(fault.status, 'ordered', 'A fault was ordered.'));
  const answer = act();
  if (!fault?.dropAnswer) return send(reply, answer);
  reply.hijack();
  request.raw.socket.destroy();
  return reply;
}

const send = (reply: FastifyReply, { status, body }: Answer): FastifyReply => reply.code(status).send(body);

/** For tests: order faults, and read what happened. */
function adminDoor(app: FastifyInstance, shop: Shop): Faults {
  const faults = new Faults();
  const schema = {
    body: {
      type: 'object',
      required: ['path'],
      additionalProperties: false,
      properties: {
        path: { type: 'string' },
        status: { type: 'integer', minimum: 400, maximum: 599 },
        delayMs: { type: 'integer', minimum: 0, maximum: 60_000 },
        dropAnswer: { type: 'boolean' },
        times: { type: 'integer', minimum: 1, default: 1 },
      },
    },
  };
  app.post<{ Body: Fault }>('/_faults', { schema }, async (request, reply) => {
    faults.order(request.body);
    return reply.code(204).send();
  });
  app.delete('/_faults', async (_, reply) => {
    faults.clear();
    return reply.code(204).send();
  });
  app.get('/_ledger', () => shop.ledger.entries);
  return faults;
}
