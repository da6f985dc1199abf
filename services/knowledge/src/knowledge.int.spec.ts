import type { AddressInfo } from 'node:net';
import { topics } from '@attune/contracts';
import type { Article, Pack } from '@attune/domain';
import { startService, tokensOf, type RunningService, type ServiceParts } from '@attune/hosting';
import { silentLogger, systemChance, systemClock } from '@attune/messaging';
import { embeddedBus, memoryLog } from '@attune/messaging/embedded';
import { memoryKeys, memoryStore } from '@attune/storage';
import { knowledgeService } from './knowledge.module';

const secret = 'a secret of at least thirty-two characters';
const tokens = tokensOf(secret, Date.now);
const article = (id: string, more: Partial<Article> = {}): Article => ({
  ...{ id, title: id, language: 'en', audience: 'customers', owner: 'care', version: '1', body: `About ${id}.` },
  ...more,
});
const packOf = (...articles: Article[]) =>
  ({ id: 'shop', version: String(articles.length), languages: ['en'], articles }) as unknown as Pack;

const bus = embeddedBus({ log: memoryLog() });
const store = memoryStore();
let service: RunningService;
let address: string;
const lead = () => tokens.signAgent({ agentId: 'agt_lee', name: 'Lee', roles: ['lead'] });
const agent = () => tokens.signAgent({ agentId: 'agt_kim', name: 'Kim', roles: ['agent'] });

async function start(pack: Pack): Promise<void> {
  const parts: ServiceParts = {
    config: {
      domainDir: '',
      secret,
      origin: 'http://localhost',
      demo: false,
      requestsPerMinute: 0,
      trustProxy: false,
      environment: {},
    },
    pack,
    bus,
    store,
    keys: memoryKeys(),
    clock: systemClock,
    chance: systemChance,
    logger: silentLogger,
    tokens,
  };
  service = await startService(knowledgeService, parts);
  await service.app.listen(0, '127.0.0.1');
  address = `http://127.0.0.1:${(service.app.getHttpServer().address() as AddressInfo).port}/api/knowledge/articles`;
}
const get = async (path = '', token?: string) => {
  const response = await fetch(`${address}${path}`, { headers: token ? { authorization: `Bearer ${token}` } : {} });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
const send = async (method: 'PUT' | 'DELETE', id: string, token: string, body?: object) => {
  const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) };
  const response = await fetch(`${address}/${id}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  return { status: response.status, text: await response.text() };
};
const ids = async (token?: string) =>
  ((await get('', token)).body['articles'] as { articleId: string }[]).map(({ articleId }) => articleId).sort();
/** What was published comes back over the bus. */
const until = async (check: () => Promise<boolean>): Promise<void> => {
  while (!(await check())) await new Promise((resolve) => setImmediate(resolve));
};

beforeAll(async () => {
  await bus.ensureTopics(topics);
  await start(packOf(article('art_returns'), article('art_notes', { audience: 'agents' })));
});
afterAll(async () => {
  await service.stop();
  await bus.close();
});

it('shows customers what is for them, and agents everything', async () => {
  expect(await ids()).toEqual(['art_returns']);
  expect(await ids(await agent())).toEqual(['art_notes', 'art_returns']);
  expect(await get('/art_returns')).toMatchObject({ status: 200, body: { body: 'About art_returns.' } });
  expect((await get('/art_notes')).status).toBe(404);
});

it('lets a lead write and retire, and nobody else', async () => {
  const written = { title: 'Delivery', body: 'Three days.', owner: 'care' };
  expect((await send('PUT', 'art_delivery', await agent(), written)).status).toBe(403);
  expect((await send('PUT', 'art_delivery', await lead(), { title: 'Delivery' })).text).toContain('body');
  expect((await send('PUT', 'art_delivery', await lead(), written)).status).toBe(200);
  await until(async () => (await get('/art_delivery')).status === 200);
  expect((await send('DELETE', 'art_delivery', await lead())).status).toBe(204);
  await until(async () => (await get('/art_delivery')).status === 404);
  expect((await send('DELETE', 'art_nowhere', await lead())).status).toBe(404);
});

it('knows after a restart what a person wrote, and does not let the pack undo it', async () => {
  await send('PUT', 'art_returns', await lead(), { title: 'Returns', body: 'Sixty days.', owner: 'care' });
  await until(async () => (await get('/art_returns')).body['body'] === 'Sixty days.');
  await service.stop();
  await start(packOf(article('art_returns'), article('art_new'), article('art_more')));
  expect((await get('/art_returns')).body).toMatchObject({ body: 'Sixty days.' });
  await until(async () => (await ids(await agent())).join() === 'art_more,art_new,art_returns');
});
