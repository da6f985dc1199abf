import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import {
  messageOffered,
  replyPreparedByResolution,
  seal,
  toHeaders,
  topics,
  turnReceived,
  type Turn,
} from '@attune/contracts';
import { startService, tokensOf, type RunningService, type ServiceParts } from '@attune/hosting';
import { fact, silentLogger, systemChance, systemClock, type Bus, type BusRecord } from '@attune/messaging';
import { embeddedBus, memoryLog } from '@attune/messaging/embedded';
import { memoryKeys, memoryStore } from '@attune/storage';
import { inboundKid } from './address-key';
import { channelService } from './channel.module';
import { webhookSecretOf } from './signatures';
import { atOnce, event, pack } from './testing';

const secret = 'a secret of at least thirty-two characters';
const config = {
  domainDir: '',
  secret,
  origin: 'http://localhost',
  demo: true,
  requestsPerMinute: 0,
  trustProxy: false,
  environment: {},
};
let bus: Bus;
let keys: ReturnType<typeof memoryKeys>;
let service: RunningService;
let base: string;

beforeAll(async () => {
  bus = embeddedBus({ log: memoryLog() });
  keys = memoryKeys();
  await bus.ensureTopics(topics);
  const parts: ServiceParts = {
    config,
    pack: { ...pack, id: 'shop', version: '1', channels: { chat: atOnce, email: atOnce } },
    bus,
    keys,
    store: memoryStore(),
    clock: systemClock,
    chance: systemChance,
    logger: silentLogger,
    tokens: tokensOf(secret, Date.now),
  };
  service = await startService(channelService, parts);
  await service.app.listen(0, '127.0.0.1');
  base = `http://127.0.0.1:${(service.app.getHttpServer().address() as AddressInfo).port}/api/channel`;
});
afterAll(async () => {
  await service.stop();
  await bus.close();
});

interface Answer {
  token: string;
  addressId: string;
  messageId: string;
  messages: object[];
}
async function ask(path: string, body?: object, headers: Record<string, string> = {}) {
  const response = await fetch(base + path, {
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
    headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
  });
  return { status: response.status, body: (await response.json()) as Answer };
}
const session = async (body = {}, headers = {}) => {
  const { token, addressId } = (await ask('/sessions', body, headers)).body;
  return { addressId, headers: { authorization: `Bearer ${token}` }, token };
};
async function records(type: string): Promise<(BusRecord & { data: Record<string, unknown> })[]> {
  const all: BusRecord[] = [];
  await service.runtime.idle();
  await new Promise<void>((resolve) => {
    void bus.follow({
      topics: ['attune.channel'],
      from: 'start',
      onRecord: (r) => void all.push(r),
      onCaughtUp: resolve,
    });
  });
  return all
    .filter(({ headers }) => headers['ce_type'] === type)
    .map((record) => ({ ...record, ...JSON.parse(Buffer.from(record.value!).toString()) }));
}
const publish = (
  topic: string,
  key: string,
  definition: typeof replyPreparedByResolution | typeof messageOffered,
  value: object,
) => {
  const { data: _, ...envelope } = event(
    definition as typeof messageOffered,
    {},
    { subject: key, id: `evt_${Math.random()}` },
  );
  return bus.publish([{ topic, key, headers: toHeaders(envelope), value: JSON.stringify(value) }]);
};
async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

it('a message is accepted durably, once, encrypted, and shown in the history', async () => {
  const { headers, addressId } = await session({ name: 'Ada' });
  const said = { text: ' Where is\u0000 my order? ', clientId: 'c1' };
  const first = await ask('/messages', said, headers);
  expect(first).toMatchObject({ status: 202, body: { turn: 1, again: false } });
  expect((await ask('/messages', said, headers)).body).toMatchObject({ messageId: first.body.messageId, again: true });
  expect((await ask('/history', undefined, headers)).body).toMatchObject({
    holder: 'automation',
    messages: [{ from: 'customer', text: 'Where is my order?', delivered: true }],
  });
  const turns = (await records(turnReceived.type)).filter(({ key }) => key === addressId);
  expect(turns).toHaveLength(1);
  expect(String(Buffer.from(turns[0]!.value!))).not.toContain('order');
});

it('refuses what is too long or says nothing, and who has no session', async () => {
  const { headers } = await session();
  expect(await ask('/messages', { text: 'x'.repeat(16_001), clientId: 'c' }, headers)).toMatchObject({
    status: 413,
    body: { title: 'Too long', detail: expect.stringContaining('at most 16000') },
  });
  expect((await ask('/messages', { text: ' \n', clientId: 'c' }, headers)).status).toBe(422);
  expect((await ask('/messages', { text: 'x' }, headers)).status).toBe(400);
  expect((await ask('/messages', { text: 'x', clientId: 'c' })).status).toBe(401);
});

it('keeps the address when somebody signs in, and never gives it to somebody else', async () => {
  const anonymous = await session();
  const ada = await session({ verifiedAs: 'ada' }, anonymous.headers);
  expect(ada.addressId).toBe(anonymous.addressId);
  expect((await session({ verifiedAs: 'bob' }, ada.headers)).addressId).not.toBe(ada.addressId);
  expect((await session({}, ada.headers)).addressId).not.toBe(ada.addressId);
  await ask('/messages', { text: 'hello', clientId: 'c' }, ada.headers);
  const [turn] = (await records(turnReceived.type)).filter(({ key }) => key === ada.addressId);
  expect(turn?.data['verifiedAs']).toMatch(/^cus_/);
});

it('a released reply reaches the page over its socket, and what the page has received is noted', async () => {
  const { headers, addressId, token } = await session();
  const socket = new WebSocket(`${base.replace('http', 'ws')}/socket?token=${token}`);
  const got: { type: string; message?: { messageId: string; text: string } }[] = [];
  socket.on('message', (text) => void got.push(JSON.parse(String(text))));
  await once(socket, 'open');
  await ask('/messages', { text: 'hello', clientId: 'c' }, headers);
  const [record] = (await records(turnReceived.type)).filter(({ key }) => key === addressId);
  const { turnId } = record!.data['turn'] as Turn;

  const { definition, data } = fact(replyPreparedByResolution, {
    ...event(replyPreparedByResolution).data,
    to: addressId,
    answers: [turnId],
  });
  const kid = `key_${addressId}`;
  const key = (await keys.create(kid)) as Uint8Array;
  const origin = { id: 'evt_r', type: definition.type, subject: 'cnv_1' };
  const personal = seal({ text: 'Hello to you' }, kid, key, systemChance.bytes(12), origin);
  await publish(definition.topic, definition.key(data as never), replyPreparedByResolution, { data, personal });

  const shown = await until(async () => got.find(({ type }) => type === 'message')?.message);
  expect(shown).toMatchObject({ from: 'automation', text: 'Hello to you', delivered: false });
  expect(got.map(({ type }) => type)).toEqual(expect.arrayContaining(['typing', 'accepted']));
  socket.send(JSON.stringify({ type: 'received', messageId: shown.messageId }));
  await until(async () => got.find(({ type }) => type === 'delivered'));
  expect((await ask('/history', undefined, headers)).body.messages[1]).toMatchObject({ delivered: true });
  socket.close();
});

it('webhooks are believed only with a signature over their bytes, and once', async () => {
  const body = { id: 'w-1', from: '+44 20 1', text: 'hi' };
  const sign = (text: string) =>
    `sha256=${createHmac('sha256', webhookSecretOf('sms', config)).update(text).digest('hex')}`;
  const signed = { 'x-attune-signature': sign(JSON.stringify(body)) };
  expect((await ask('/webhooks/sms', body, signed)).body).toMatchObject({ again: false });
  expect((await ask('/webhooks/sms', body, signed)).body).toMatchObject({ again: true });
  expect((await ask('/webhooks/sms', { ...body, text: 'else' }, signed)).status).toBe(401);
  expect((await ask('/webhooks/sms', body)).status).toBe(401);
});

it('offers of adapters become turns, sealed with the key of their address', async () => {
  const addressId = 'adr_of_an_adapter';
  const data = { ...messageOffered.example.data, addressId, offerId: 'msg_offer' };
  const origin = { id: 'evt_o', type: messageOffered.type, subject: addressId };
  const key = (await keys.create(inboundKid)) as Uint8Array;
  const personal = seal({ text: 'hi', address: 'kim@example.com' }, inboundKid, key, systemChance.bytes(12), origin);
  for (let time = 0; time < 2; time++) await publish('attune.inbound', addressId, messageOffered, { data, personal });
  const turns = await until(async () => {
    const found = (await records(turnReceived.type)).filter((record) => record.key === addressId);
    return found.length > 0 ? found : undefined;
  });
  expect(turns).toHaveLength(1);
  expect((turns[0] as unknown as { personal: { kid: string } }).personal.kid).toBe(`key_${addressId}`);
});
