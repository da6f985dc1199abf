import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { setTimeout as delay } from 'node:timers/promises';
import { type Answer, refuse } from './answer';
import { type Fault, Faults } from './faults';
import { Ledger, type LedgerEntry } from './ledger';

/** Changes a thing and answers, or refuses and changes nothing. `at` is when it happens. */
export type Effect<T> = (thing: T, request: Readonly<Record<string, unknown>>, at: Date) => Answer;

/** One kind of thing that a back end keeps: orders, cards. */
export interface Kind<T> {
  /** `/orders` */
  readonly path: string;
  readonly things: ReadonlyMap<string, T>;
  /** As people write it → as it is kept. */
  idOf(written: string): string;
  shown(thing: T): Answer;
  /** By the last part of their path: `POST /orders/A-1042/cancel`. */
  readonly effects: Readonly<Record<string, Effect<T>>>;
  /** Of the answer when there is no such thing. */
  readonly missing: { readonly error: string; readonly what: string };
}

export interface BackendOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly host?: string;
  /** JSON lines; read again at start, so that effects outlive the process. */
  readonly ledgerFile?: string;
  readonly token?: string;
  readonly now?: () => Date;
}
export interface Backend {
  readonly url: string;
  /** Every effect that has happened, in order. */
  readonly ledger: readonly LedgerEntry[];
  close(): Promise<void>;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- kinds of different things stand in one list
export type AnyKind = Kind<any>;

/**
 * A small real HTTP server that behaves like a grown one, errors included. Effects need an `Idempotency-Key`: the same key gets the
 * same answer and the effect happens once. `kinds`: what there is when the service starts.
 */
export async function startBackend(
  kinds: (now: Date) => readonly AnyKind[],
  defaultToken: string,
  options: BackendOptions,
): Promise<Backend> {
  const { port, host = '127.0.0.1', token = defaultToken, now = () => new Date() } = options;
  const things = new Things(kinds(now()), new Ledger(options.ledgerFile), now);
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
  const faults = adminDoor(app, things);
  for (const kind of things.kinds) doors(app, kind, things, faults);
  return { url: await app.listen({ port, host }), ledger: things.ledger.entries, close: () => app.close() };
}

/** What there is, and what happened to it. */
class Things {
  constructor(
    readonly kinds: readonly AnyKind[],
    readonly ledger: Ledger,
    readonly now: () => Date,
  ) {
    for (const { order, effect, request, at } of ledger.entries) {
      const kind = kinds.find(({ things, effects }) => things.has(order) && effect in effects);
      kind?.effects[effect]?.(kind.things.get(order), request, new Date(at));
    }
  }

  perform(kind: AnyKind, effect: string, id: string, request: Readonly<Record<string, unknown>>, key: string): Answer {
    const done = this.ledger.entries.find((entry) => entry.key === key);
    if (done) {
      const same = done.effect === effect && done.order === id && sameRequest(done.request, request);
      return same ? done.answer : refuse(422, 'keyReused', 'This Idempotency-Key belongs to another request.');
    }
    const thing: unknown = kind.things.get(id);
    const change = kind.effects[effect];
    if (thing === undefined || !change) return notFound(kind, id);
    const at = this.now();
    const answer = change(thing, request, at);
    if (answer.status < 300) this.ledger.append({ at: at.toISOString(), key, effect, order: id, request, answer });
    return answer;
  }
}

const notFound = ({ missing }: AnyKind, id: string): Answer =>
  refuse(404, missing.error, `There is no ${missing.what} ${id}.`);
const sameRequest = (one: object, other: object): boolean => JSON.stringify(one) === JSON.stringify(other);

function doors(app: FastifyInstance, kind: AnyKind, things: Things, faults: Faults): void {
  type ThingRequest = FastifyRequest<{ Params: { id: string } }>;
  app.get(`${kind.path}/:id`, async (request: ThingRequest, reply) => {
    const id = kind.idOf(request.params.id);
    const thing: unknown = kind.things.get(id);
    return withFault(faults, request, reply, () => (thing === undefined ? notFound(kind, id) : kind.shown(thing)));
  });
  for (const effect of Object.keys(kind.effects)) {
    app.post(`${kind.path}/:id/${effect}`, async (request: ThingRequest, reply) => {
      const key = request.headers['idempotency-key'];
      if (typeof key !== 'string' || key === '') {
        return send(reply, refuse(400, 'keyMissing', 'An Idempotency-Key is needed.'));
      }
      const body = (request.body ?? {}) as Record<string, unknown>;
      const id = kind.idOf(request.params.id);
      return withFault(faults, request, reply, () => things.perform(kind, effect, id, body, key));
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
function adminDoor(app: FastifyInstance, things: Things): Faults {
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
  app.get('/_ledger', () => things.ledger.entries);
  return faults;
}
