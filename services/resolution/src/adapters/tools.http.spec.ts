import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { shop } from '../shop.testkit';
import { httpTools } from './tools.http';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
let answers: Answer[] = [];
let seen: IncomingMessage[] = [];
const server = createServer((request, response) => {
  seen.push(request);
  (answers.shift() ?? json(200, {}))(request, response);
});
const json =
  (status: number, body: unknown): Answer =>
  (_, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  answers = [];
  seen = [];
});

const tools = (port = (server.address() as AddressInfo).port) =>
  httpTools({
    pack: shop,
    environment: { ORDERS: `http://127.0.0.1:${port}`, TOKEN: 'secret' },
    pause: () => Promise.resolve(),
  });
const { signal } = new AbortController();
const read = () => tools().call({ tool: 'lookUpOrder', with: { number: 'A 1' }, signal });
const write = () => tools().call({ tool: 'cancelOrder', with: { order: 'A-1' }, idempotencyKey: 'act_1', signal });

describe('tools over HTTP', () => {
  it('send what the pack says, with its authorisation', async () => {
    answers = [json(200, { number: 'A 1', status: 'shipped' })];
    expect(await read()).toMatchObject({ kind: 'done', value: { status: 'shipped' }, attempts: 1 });
    expect(seen[0]?.url).toBe('/orders/A%201');
    expect(seen[0]?.headers.authorization).toBe('Bearer secret');
  });

  it('try a read again after a transient failure', async () => {
    answers = [json(503, {}), json(503, {}), json(200, { number: 'A', status: 's' })];
    expect(await read()).toMatchObject({ kind: 'done', attempts: 3 });
    answers = [json(503, {}), json(503, {}), json(503, {})];
    expect(await read()).toMatchObject({ kind: 'failed', meaning: 'transient', attempts: 3 });
  });

  it('do not ask twice for what is not there', async () => {
    answers = [json(404, {})];
    expect(await read()).toMatchObject({ kind: 'failed', meaning: 'notFound', attempts: 1 });
  });

  it('send a write once, with its idempotency key', async () => {
    expect(await write()).toMatchObject({ kind: 'done', attempts: 1 });
    expect(seen[0]?.headers['idempotency-key']).toBe('act_1');
    answers = [json(409, {})];
    expect(await write()).toMatchObject({ kind: 'failed', meaning: 'refused' });
  });

  it('leave a write without a certain answer in doubt', async () => {
    answers = [(request) => request.socket.destroy()];
    expect(await write()).toEqual({ kind: 'inDoubt', reason: 'noAnswer', attempts: 1 });
    answers = [json(500, {})];
    expect(await write()).toEqual({ kind: 'inDoubt', reason: 'status500', attempts: 1 });
    expect(seen).toHaveLength(2);
  });

  it('know that a connection which was never made has done nothing', async () => {
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    const outcome = await tools(port).call({ tool: 'cancelOrder', with: { order: 'A-1' }, signal });
    expect(outcome).toMatchObject({ kind: 'failed', meaning: 'transient' });
  });

  it('have done nothing where the environment lacks a name', async () => {
    const outcome = await httpTools({ pack: shop, environment: {} }).call({
      tool: 'cancelOrder',
      with: { order: 'A-1' },
      signal,
    });
    expect(outcome).toMatchObject({ kind: 'failed', meaning: 'denied', attempts: 0 });
  });
});
