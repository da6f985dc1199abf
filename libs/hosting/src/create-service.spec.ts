import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Body, Controller, Get, Inject, Module, Post } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { turnReceived } from '@attune/contracts';
import { project, silentLogger, systemChance, systemClock, type Bus, type Runtime } from '@attune/messaging';
import { memoryKeys, memoryStore } from '@attune/storage';
import type { Pack } from '@attune/domain';
import {
  AgentSession,
  attachSocket,
  Customers,
  CustomerSession,
  HANDLERS,
  parse,
  problem,
  Public,
  Roles,
  startService,
  tokensOf,
  type AgentClaims,
  type CustomerClaims,
  type RunningService,
  type ServiceDefinition,
  type ServiceParts,
} from '.';

const exampleHandlers = () => ({ rows: project({ id: 'insights.rows', on: [turnReceived], write: async () => {} }) });

@Controller()
class ExampleConsumer {
  constructor(@Inject(HANDLERS) private readonly handlers: ReturnType<typeof exampleHandlers>) {}
  @EventPattern<string>(turnReceived.type)
  rows() {
    return this.handlers.rows;
  }
}

@Controller('api/insights')
class ExampleDoors {
  @Public()
  @Post('greetings')
  greet(@Body() body: unknown) {
    const { name } = parse(z.object({ name: z.string(), age: z.number().optional() }), body);
    return { hello: name };
  }
  @Roles('lead', 'analyst')
  @Get('figures')
  figures(@AgentSession() agent: AgentClaims) {
    return { for: agent.name };
  }
  @Customers()
  @Get('mine')
  mine(@CustomerSession() customer: CustomerClaims) {
    return customer;
  }
  @Get('forgotten-to-declare')
  undeclared() {
    return 'never';
  }
  @Public()
  @Get('conflict')
  conflict() {
    throw problem(409, 'Not yours', 'Kim has it.', { agentId: 'agt_1' });
  }
  @Public()
  @Get('broken')
  broken() {
    throw new Error('secret detail');
  }
}

@Module({ controllers: [ExampleConsumer, ExampleDoors] })
class ExampleModule {}

const definition: ServiceDefinition = {
  name: 'insights',
  page: 'live',
  handlers: exampleHandlers,
  module: ExampleModule,
  health: () => ({ model: 'made by hand' }),
  onStart: (app) =>
    attachSocket(app, '/api/insights/socket', {
      authenticate: ({ agent }) => agent,
      onOpen(connection) {
        connection.send({ hello: connection.session.name });
        connection.onMessage((message) => connection.send({ echo: message }));
      },
    }),
};

let service: RunningService;
let address: string;
const stopped: string[] = [];
const tokens = tokensOf('a secret of at least thirty-two characters', Date.now);
let storeAnswers = true;
const agent: AgentClaims = { agentId: 'agt_1', name: 'Kim', roles: ['agent'] };
const lead: AgentClaims = { ...agent, name: 'Lee', roles: ['lead'] };

beforeAll(async () => {
  const runtime = {
    service: 'insights',
    start: async () => {},
    stop: async () => void stopped.push('runtime'),
    health: () => ({ consuming: true, inFlight: 0, lastProgressAt: 0, state: 'stable' }),
  } as Partial<Runtime> as Runtime;
  const store = memoryStore();
  const parts: ServiceParts = {
    config: {
      domainDir: '',
      secret: '',
      origin: 'http://localhost',
      demo: true,
      requestsPerMinute: 40,
      trustProxy: false,
      environment: {},
    },
    pack: { id: 'example', version: '1' } as Pack,
    bus: {} as Bus,
    store: { ...store, ping: async () => void (storeAnswers || (await Promise.reject(new Error('gone')))) },
    keys: memoryKeys(),
    clock: systemClock,
    chance: systemChance,
    logger: silentLogger,
    tokens,
  };
  service = await startService(definition, parts, { makeRuntime: () => runtime });
  await service.app.listen(0, '127.0.0.1');
  address = `http://127.0.0.1:${(service.app.getHttpServer().address() as AddressInfo).port}`;
});
afterAll(() => service.stop());

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
async function ask(path: string, init?: RequestInit) {
  const response = await fetch(address + path, { redirect: 'manual', ...init });
  const text = await response.text();
  const json = /json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, text, body: json ? JSON.parse(text) : undefined };
}
const post = (body: string, type = 'application/json') =>
  ask('/api/insights/greetings', { method: 'POST', body, headers: { 'content-type': type } });

describe('doors', () => {
  it('answer what was asked', async () => {
    expect(await post('{"name":"Ada"}')).toMatchObject({ status: 201, body: { hello: 'Ada' } });
  });
  it('name each mistake of an input: where, what, what was expected', async () => {
    const { status, headers, body } = await post('{"age":"old"}');
    expect(status).toBe(400);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(body.errors).toEqual([
      { path: 'name', problem: 'expected string, received undefined' },
      { path: 'age', problem: 'expected number, received string' },
    ]);
    expect(body.detail).toContain('name: expected string');
  });
  it('refuse invalid JSON, other media and too much, as problems', async () => {
    expect(await post('{"name":')).toMatchObject({ status: 400, body: { title: 'Invalid JSON' } });
    expect(await post('name', 'text/plain')).toMatchObject({ status: 415, body: { title: 'Unknown media type' } });
    expect(await post(`{"name":"${'x'.repeat(70_000)}"}`)).toMatchObject({ status: 413, body: { title: 'Too large' } });
  });
  it('answer problems of their own, unknown paths, and hide what nobody expected', async () => {
    expect((await ask('/api/insights/conflict')).body).toMatchObject({
      status: 409,
      title: 'Not yours',
      agentId: 'agt_1',
    });
    expect((await ask('/api/insights/nowhere')).body).toMatchObject({ status: 404, title: 'Not found' });
    const broken = await ask('/api/insights/broken');
    expect(broken.body).toMatchObject({ status: 500, requestId: expect.any(String) });
    expect(broken.text).not.toContain('secret detail');
  });
  it('carry security headers', async () => {
    const { headers } = await ask('/api/insights/conflict');
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
  });
});

describe('sessions', () => {
  it('let in agents with the role only', async () => {
    expect((await ask('/api/insights/figures')).status).toBe(401);
    expect((await ask('/api/insights/figures', bearer('x.y.z'))).status).toBe(401);
    const refused = await ask('/api/insights/figures', bearer(await tokens.signAgent(agent)));
    expect(refused).toMatchObject({ status: 403, body: { detail: expect.stringContaining('lead or analyst') } });
    expect((await ask('/api/insights/figures', bearer(await tokens.signAgent(lead)))).body).toEqual({ for: 'Lee' });
  });
  it('let in customers only as themselves', async () => {
    const customer: CustomerClaims = { addressId: 'adr_1', channel: 'chat', origin: 'test' };
    expect((await ask('/api/insights/mine', bearer(await tokens.signCustomer(customer)))).body).toEqual(customer);
    expect((await ask('/api/insights/mine', bearer(await tokens.signAgent(lead)))).status).toBe(401);
  });
  it('keep a door closed that declares nobody', async () => {
    expect((await ask('/api/insights/forgotten-to-declare', bearer(await tokens.signAgent(lead)))).status).toBe(403);
  });
  it('start with a link that becomes a cookie', async () => {
    const { status, headers } = await ask(`/sign-in?token=${await tokens.signAgent(lead)}`);
    expect([status, headers.get('location')]).toEqual([303, '/']);
    const cookie = headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^attune=.*HttpOnly; SameSite=Strict/);
    expect((await ask('/api/insights/figures', { headers: { cookie: cookie.split(';')[0] ?? '' } })).status).toBe(200);
    expect((await ask('/sign-in?token=old')).status).toBe(401);
  });
});

describe('health', () => {
  it('is live, and ready while the service consumes and its store answers', async () => {
    expect((await ask('/api/insights/health/live')).status).toBe(200);
    expect((await ask('/api/insights/health/ready')).body).toMatchObject({
      status: 'ready',
      model: 'made by hand',
    });
    storeAnswers = false;
    expect(await ask('/api/insights/health/ready')).toMatchObject({ status: 503, body: { checks: { store: false } } });
    storeAnswers = true;
  });
});

describe('sockets', () => {
  const open = (path: string, headers = {}) => new WebSocket(address.replace('http', 'ws') + path, { headers });
  const refusal = async (socket: WebSocket) =>
    (
      await once(
        socket.on('error', () => {}),
        'unexpected-response',
      )
    )[1].statusCode as number;

  it('speak JSON with who may connect', async () => {
    const socket = open(`/api/insights/socket?token=${await tokens.signAgent(agent)}`);
    expect(JSON.parse(String((await once(socket, 'message'))[0]))).toEqual({ hello: 'Kim' });
    socket.send('{"type":"typing"}');
    expect(JSON.parse(String((await once(socket, 'message'))[0]))).toEqual({ echo: { type: 'typing' } });
    socket.send('no JSON');
    expect((await once(socket, 'close'))[0]).toBe(1007);
  });
  it('refuse others, other paths, and cookies that come from pages of others', async () => {
    expect(await refusal(open('/api/insights/socket'))).toBe(401);
    expect(await refusal(open('/api/insights/else'))).toBe(404);
    const cookie = `attune=${await tokens.signAgent(agent)}`;
    expect(await refusal(open('/api/insights/socket', { cookie, origin: 'https://evil.example' }))).toBe(403);
    const own = open('/api/insights/socket', { cookie, origin: address });
    await once(own, 'open');
    own.close();
  });
});

it('limits requests a minute, except those for health', async () => {
  let last = await ask('/api/insights/conflict');
  for (let n = 0; n < 40 && last.status !== 429; n++) last = await ask('/api/insights/conflict');
  expect(last).toMatchObject({ status: 429, body: { title: 'Too many requests' } });
  expect((await ask('/api/insights/health/live')).status).toBe(200);
});

it('closes sockets and the runtime when it stops, once', async () => {
  const socket = new WebSocket(
    `${address.replace('http', 'ws')}/api/insights/socket?token=${await tokens.signAgent(agent)}`,
  );
  await once(socket, 'message');
  const closed = once(socket, 'close');
  await Promise.all([service.stop(), service.stop()]);
  expect((await closed)[0]).toBe(1001);
  expect(stopped).toEqual(['runtime']);
});
