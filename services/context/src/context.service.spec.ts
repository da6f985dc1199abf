import type { AddressInfo } from 'node:net';
import {
  conversationContinued,
  customerForgotten,
  customerLinked,
  open,
  seal,
  toHeaders,
  topics,
  turnReceived,
  turnStarted,
  type SealedBlock,
  type TurnStarted,
} from '@attune/contracts';
import { startService, tokensOf, type RunningService, type ServiceParts } from '@attune/hosting';
import { silentLogger, systemChance, systemClock, type Bus, type BusRecord } from '@attune/messaging';
import { embeddedBus, memoryLog } from '@attune/messaging/embedded';
import { memoryKeys, memoryStore } from '@attune/storage';
import { contextService } from './context.module';
import { addressId, customerId, pack, received, verified, type SaidInTest } from './testing';

const secret = 'a secret of at least thirty-two characters';
const tokens = tokensOf(secret, Date.now);
let bus: Bus;
let keys: ReturnType<typeof memoryKeys>;
let service: RunningService;
let base: string;

beforeAll(async () => {
  bus = embeddedBus({ log: memoryLog() });
  keys = memoryKeys();
  await bus.ensureTopics(topics);
  const parts: ServiceParts = {
    config: { domainDir: '', secret, origin: '', demo: true, requestsPerMinute: 0, trustProxy: false, environment: {} },
    pack: { ...pack, id: 'shop', version: '1' },
    bus,
    keys,
    store: memoryStore(),
    clock: systemClock,
    chance: systemChance,
    logger: silentLogger,
    tokens,
  };
  service = await startService(contextService, parts);
  await service.app.listen(0, '127.0.0.1');
  base = `http://127.0.0.1:${(service.app.getHttpServer().address() as AddressInfo).port}/api/context/customers`;
});
afterAll(async () => {
  await service.stop();
  await bus.close();
});

/** Channel says that turn `n` came. */
async function publish(n: number, said: SaidInTest = {}) {
  const { data, personal, sealed, ...envelope } = received(n, n * 1_000, said);
  const { kid } = sealed!;
  const id = `evt_turn_${n}`;
  const key = (await keys.create(kid)) as Uint8Array;
  const block = seal(personal, kid, key, systemChance.bytes(12), { id, type: turnReceived.type, subject: addressId });
  const headers = toHeaders({ ...envelope, id, source: '/shop/channel', sequence: n });
  const record = {
    topic: turnReceived.topic,
    key: addressId,
    headers,
    value: JSON.stringify({ data, personal: block }),
  };
  await bus.publish([record]);
}

type Told = BusRecord & { data: Record<string, unknown>; personal: SealedBlock };
async function told(type: string, count: number): Promise<Told[]> {
  for (;;) {
    const all: BusRecord[] = [];
    await new Promise<void>((resolve) => {
      void bus.follow({
        topics: ['attune.context'],
        from: 'start',
        onRecord: (r) => void all.push(r),
        onCaughtUp: resolve,
      });
    });
    const found = all.filter(({ headers }) => headers['ce_type'] === type);
    if (found.length >= count)
      return found.map((record) => ({ ...record, ...JSON.parse(Buffer.from(record.value!).toString()) }) as Told);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
const ask = async (path: string, role: 'agent' | 'lead', method = 'GET') => {
  const token = await tokens.signAgent({ agentId: 'agt_kim', name: 'Kim', roles: [role] });
  const response = await fetch(base + path, { method, headers: { authorization: `Bearer ${token}` } });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

it('starts turns, takes along what was said before somebody signed in, and forgets', async () => {
  await publish(1, { name: 'Ada' });
  await told(turnStarted.type, 1);
  await publish(1, { name: 'Ada' });
  await publish(2, { verifiedAs: verified, anonymousBefore: true });
  const [first, second] = await told(turnStarted.type, 2);
  expect(first?.data).toMatchObject({ customerId });
  const { conversationId } = second!.data as TurnStarted['data'];
  expect(second?.data).toMatchObject({ customerId: verified, snapshot: { version: 2 } });
  const key = (await keys.read([second!.personal.kid])).get(second!.personal.kid) as Uint8Array;
  expect(open(second!.personal, key)).toMatchObject({ snapshot: { name: 'Ada', recent: [{ text: 'text 1' }] } });
  expect((await told(conversationContinued.type, 1))[0]?.data).toMatchObject({ customerId, in: conversationId });
  expect((await told(customerLinked.type, 1))[0]?.data).toMatchObject({ customerId: verified, from: customerId });

  // Who still asks for the anonymous customer finds the one that they became.
  expect((await ask(`/${customerId}`, 'agent')).body).toMatchObject({
    customerId: verified,
    name: 'Ada',
    conversations: [{ conversationId, recent: [{ text: 'text 1' }, { text: 'text 2' }] }],
  });
  expect((await ask(`/${verified}/forget`, 'agent', 'POST')).status).toBe(403);
  expect(await ask(`/${verified}/forget`, 'lead', 'POST')).toMatchObject({ status: 202, body: { conversations: 1 } });
  expect((await told(customerForgotten.type, 1))[0]?.data).toMatchObject({ conversationId, addressIds: [addressId] });
  expect((await keys.read([`key_${addressId}`])).get(`key_${addressId}`)).toBe('destroyed');
  expect((await ask(`/${verified}`, 'agent')).status).toBe(404);
  expect((await ask('/cus_nobody/forget', 'lead', 'POST')).status).toBe(404);
});
