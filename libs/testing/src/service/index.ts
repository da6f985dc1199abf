import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { exampleValues as x, seal, topics, type EventDefinition } from '@attune/contracts';
import type { Pack } from '@attune/domain';
import { startService, tokensOf, type Role, type RunningService, type ServiceDefinition } from '@attune/hosting';
import { encode, fact, silentLogger, systemChance, systemClock, type Bus } from '@attune/messaging';
import { embeddedBus, memoryLog } from '@attune/messaging/embedded';
import { memoryKeys, memoryStore } from '@attune/storage';

/** For specs only: the service as it runs, on a bus and a store in memory, with its doors on a port. */
export async function runningService(definition: ServiceDefinition, pack: Pack) {
  const bus = embeddedBus({ log: memoryLog() });
  await bus.ensureTopics(topics);
  const keys = memoryKeys();
  const key = (await keys.create(x.addressId)) as Uint8Array;
  const tokens = tokensOf('a secret of at least thirty-two characters', Date.now);
  const config = {
    domainDir: '',
    secret: 'a secret of at least thirty-two characters',
    origin: 'http://localhost',
    demo: true,
  };
  const service: RunningService = await startService(definition, {
    config: { ...config, requestsPerMinute: 0, trustProxy: false, environment: {} },
    pack,
    bus,
    store: memoryStore(),
    keys,
    clock: systemClock,
    chance: systemChance,
    logger: silentLogger,
    tokens,
  });
  await service.app.listen(0, '127.0.0.1');
  const { port } = service.app.getHttpServer().address() as AddressInfo;
  const seen = await following(bus);

  return {
    service,
    keys,
    seen,
    socketUrl: (path: string, token: string) => `ws://127.0.0.1:${port}${path}?token=${token}`,
    publish: publisher(bus, key),
    tokenOf: (agentId: string, ...roles: Role[]) => tokens.signAgent({ agentId, name: agentId.slice(4), roles }),
    async ask(token: string, path: string, body?: object) {
      const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) };
      const init = body ? { method: 'POST', body: JSON.stringify(body), headers } : { headers };
      const response = await fetch(`http://127.0.0.1:${port}${path}`, init);
      return { status: response.status, body: (await response.json()) as Record<string, never> };
    },
    async stop() {
      await service.stop();
      await bus.close();
    },
  };
}

/** Publishes as another service would; `twice` sends the same record again. */
function publisher(bus: Bus, key: Uint8Array) {
  const sequences = new Map<string, number>();
  return async <D, P>(
    definition: EventDefinition<D, P>,
    data: Partial<NoInfer<D>> = {},
    twice = false,
  ): Promise<string> => {
    const { example, service, type } = definition;
    const whole = { ...example.data, ...data };
    const subject = definition.key(whole);
    const stream = `${service} ${subject}`;
    const sequence = (sequences.get(stream) ?? 0) + 1;
    sequences.set(stream, sequence);
    const id = `${stream} ${sequence}`;
    const block =
      example.personal === undefined
        ? undefined
        : seal(example.personal, x.addressId, key, randomBytes(12), { id, type, subject });
    const cause = { id, correlationId: x.turnId, origin: 'live' as const };
    const context = { source: `/shop/${service}`, domainVersion: 'v1', now: Date.now(), cause, handlerId: 'spec' };
    const record = encode(fact(definition, whole as NoInfer<D>), 0, sequence, block, context);
    await bus.publish(twice ? [record, record] : [record]);
    return record.id;
  };
}

/** What stands on the bus, and waiting for it. */
async function following(bus: Bus) {
  const names: string[] = [];
  const events: { name: string; data: Record<string, never>; headers: Record<string, string> }[] = [];
  await bus.follow({
    topics: topics.map(({ name }) => name),
    from: 'start',
    onRecord({ headers, value }) {
      const name = headers['ce_type']?.split('.')[2] ?? '';
      names.push(name);
      events.push({ name, headers, data: (JSON.parse(Buffer.from(value ?? []).toString()) as { data: never }).data });
    },
  });
  return { names, of: (name: string) => events.filter((one) => one.name === name) };
}

/** Until it is so; asks again and again, at most for 5 s. */
export async function until<T>(ask: () => T | undefined | false | Promise<T | undefined | false>): Promise<T> {
  const end = Date.now() + 5_000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`not within 5 s: ${ask.toString().slice(0, 200)}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
