import { bankToken, type Backend, startBank } from './index';

let bank: Backend;
beforeEach(async () => {
  bank = await startBank({ port: 0, now: () => new Date('2026-03-02T10:00:00Z') });
});
afterEach(() => bank.close());

const headers = { authorization: `Bearer ${bankToken}`, 'content-type': 'application/json' };
const ask = async (path: string, init: RequestInit = {}) => {
  const response = await fetch(`${bank.url}${path}`, { ...init, headers: { ...headers, ...init.headers } });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
const post = (path: string, key: string, body: object = {}) =>
  ask(path, { method: 'POST', body: JSON.stringify(body), headers: { 'idempotency-key': key } });

it('blocks a card once, and takes the block off again', async () => {
  expect(await post('/cards/k20441/block', 'a')).toMatchObject({ status: 200, body: { newCardBy: '2026-03-06' } });
  expect(await post('/cards/K-20441/block', 'b')).toMatchObject({ status: 409 });
  expect((await ask('/cards/K-20441')).body).toMatchObject({ status: 'blocked' });
  expect(await post('/cards/K-20441/unblock', 'c')).toMatchObject({ status: 200 });
});

it('stops a transfer only before it has left', async () => {
  expect(await post('/transfers/T-3001/cancel', 'a')).toMatchObject({
    status: 200,
    body: { amount: { minor: 25000 } },
  });
  expect(await post('/transfers/T-3002/cancel', 'b')).toMatchObject({ status: 409, body: { error: 'sent' } });
});

it('changes a limit within reason, and says what it was', async () => {
  const limit = { minor: 150_000, currency: 'GBP' };
  expect((await post('/cards/K-20441/limit', 'a', { amount: limit })).body).toMatchObject({
    limit,
    previousLimit: { minor: 100_000 },
  });
  expect(await post('/cards/K-20441/limit', 'b', { amount: { minor: 900_000 } })).toMatchObject({ status: 409 });
  expect(await post('/cards/K-20441/limit', 'c', {})).toMatchObject({ status: 422 });
});

it('opens a dispute once, and knows which payments are too old', async () => {
  expect(await post('/payments/P-7001/dispute', 'a', { reason: 'not me' })).toMatchObject({ status: 200 });
  expect(await post('/payments/P-7001/dispute', 'b', { reason: 'not me' })).toMatchObject({ status: 409 });
  expect((await ask('/payments/P-7003')).body).toMatchObject({ tooOld: true });
});

it('pays a fee back once', async () => {
  expect(await post('/fees/K-20441/refund', 'a')).toMatchObject({ status: 200, body: { amount: { minor: 600 } } });
  expect(await post('/fees/K-20441/refund', 'b')).toMatchObject({ status: 409 });
  expect(await ask('/fees/K-20999')).toMatchObject({ status: 404 });
});
