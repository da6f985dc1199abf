import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exampleToken, type OrderService, startOrderService } from './index';

const now = () => new Date('2026-03-02T10:00:00Z');
let service: OrderService;
beforeEach(async () => {
  service = await startOrderService({ port: 0, now });
});
afterEach(() => service.close());

const headers = { authorization: `Bearer ${exampleToken}`, 'content-type': 'application/json' };
async function ask(path: string, init: RequestInit = {}): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${service.url}${path}`, { ...init, headers: { ...headers, ...init.headers } });
  const text = await response.text();
  return { status: response.status, body: (text ? JSON.parse(text) : {}) as Record<string, unknown> };
}
const post = (path: string, key: string, body: object = {}) =>
  ask(path, { method: 'POST', body: JSON.stringify(body), headers: { 'idempotency-key': key } });
const fault = (body: object) => ask('/_faults', { method: 'POST', body: JSON.stringify(body) });

describe('looking up an order', () => {
  it('tells status, carrier and the day that it is expected, counted from the start', async () => {
    const { status, body } = await ask('/orders/a-1042');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      number: 'A-1042',
      status: 'shipped',
      carrier: 'Royal Mail',
      expectedOn: '2026-03-04',
    });
    expect(body).toMatchObject({ total: { minor: 4900, currency: 'GBP' }, cancellable: false });
  });

  it('does not know other orders, and lets nobody in without the token', async () => {
    expect(await ask('/orders/A-9999')).toMatchObject({ status: 404, body: { error: 'orderNotFound' } });
    expect((await fetch(`${service.url}/orders/A-1042`)).status).toBe(401);
  });
});

describe('effects', () => {
  it('cancels what has not left, and says when the money comes back', async () => {
    const { status, body } = await post('/orders/A-1044/cancel', 'k1');
    expect(status).toBe(200);
    expect(body).toEqual({
      number: 'A-1044',
      status: 'cancelled',
      refundAmount: { minor: 3800, currency: 'GBP' },
      refundBy: '2026-03-09',
    });
    expect((await ask('/orders/A-1044')).body).toMatchObject({ status: 'cancelled', refundState: 'onItsWay' });
  });

  it('refuses what has left the warehouse or was cancelled before', async () => {
    expect(await post('/orders/A-1042/cancel', 'k1')).toMatchObject({ status: 409, body: { error: 'alreadyShipped' } });
    expect(await post('/orders/A-1047/cancel', 'k2')).toMatchObject({
      status: 409,
      body: { error: 'alreadyCancelled' },
    });
    expect(service.ledger).toEqual([]);
  });

  it('gives the same key the same answer and does it once', async () => {
    const first = await post('/orders/A-1044/cancel', 'k1');
    expect(await post('/orders/A-1044/cancel', 'k1')).toEqual(first);
    expect(service.ledger).toHaveLength(1);
    expect(await post('/orders/A-1050/cancel', 'k1')).toMatchObject({ status: 422, body: { error: 'keyReused' } });
  });

  it('needs a key, and JSON', async () => {
    expect(await ask('/orders/A-1044/cancel', { method: 'POST', body: '{}' })).toMatchObject({ status: 400 });
    expect(await ask('/orders/A-1044/cancel', { method: 'POST', body: '{' })).toMatchObject({ status: 400 });
  });

  it('takes a return of an item as people call it, once, and within the days', async () => {
    const opened = await post('/orders/A-1043/returns', 'k1', { item: 'the jacket please' });
    expect(opened).toMatchObject({ status: 201, body: { item: 'wool jacket in navy, 12', sendBy: '2026-03-16' } });
    expect(await post('/orders/A-1043/returns', 'k2', { item: 'jacket' })).toMatchObject({ status: 409 });
    expect(await post('/orders/A-1043/returns', 'k3', { item: 'umbrella' })).toMatchObject({ status: 422 });
    expect(await post('/orders/A-1046/returns', 'k4', { item: 'knit' })).toMatchObject({ body: { error: 'tooLate' } });
    expect(await post('/orders/A-1042/returns', 'k5', { item: 'shirt' })).toMatchObject({
      body: { error: 'notDelivered' },
    });
  });

  it('changes the address of what has not left', async () => {
    expect((await post('/orders/A-1050/address', 'k1', { address: '4 Mill Lane, Bath BA1 2XY' })).status).toBe(200);
    expect((await post('/orders/A-1050/address', 'k2', { address: 'Bath' })).status).toBe(422);
    expect((await post('/orders/A-1049/address', 'k3', { address: '4 Mill Lane, Bath BA1 2XY' })).status).toBe(409);
  });
});

describe('faults that tests order', () => {
  it('fails so often and then works', async () => {
    await fault({ path: '/orders/*', status: 503, times: 2 });
    const seen = [await ask('/orders/A-1042'), await ask('/orders/A-1043'), await ask('/orders/A-1042')];
    expect(seen.map(({ status }) => status)).toEqual([503, 503, 200]);
  });

  it('does the effect but loses the answer: the same key then tells what happened', async () => {
    await fault({ path: '/orders/A-1044/cancel', dropAnswer: true, times: 1 });
    await expect(post('/orders/A-1044/cancel', 'k1')).rejects.toThrow();
    expect(service.ledger).toHaveLength(1);
    expect((await post('/orders/A-1044/cancel', 'k1')).status).toBe(200);
    expect(service.ledger).toHaveLength(1);
  });

  it('refuses faults that it does not understand', async () => {
    expect((await fault({ status: 503 })).status).toBe(400);
  });
});

it('keeps its ledger in a file: after a restart what happened has happened', async () => {
  const ledgerFile = join(mkdtempSync(join(tmpdir(), 'orders-')), 'ledger.jsonl');
  await service.close();
  service = await startOrderService({ port: 0, now, ledgerFile });
  const first = await post('/orders/A-1044/cancel', 'k1');
  await service.close();
  service = await startOrderService({ port: 0, now, ledgerFile });
  expect((await ask('/orders/A-1044')).body).toMatchObject({ status: 'cancelled' });
  expect(await post('/orders/A-1044/cancel', 'k1')).toEqual(first);
  expect(service.ledger).toHaveLength(1);
});
