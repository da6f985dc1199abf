import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { installKafka, type KafkaServer, missing, startKafka } from '@attune/servers';
import type { Bus } from '../bus';
import { busContract, collect, record, until } from '../bus-contract';
import { kafkaBus } from '.';

const available = missing(installKafka) === undefined;
const sessionTimeoutMs = process.env.KAFKA_BROKERS ? 6_000 : 2_000; // brokers allow 6 s and more; ours less
const busOn = (server: KafkaServer): Bus =>
  kafkaBus({ brokers: server.brokers, clientId: 'contract', sessionTimeoutMs, maxWaitMs: 50 });

async function doomed({ brokers }: KafkaServer, options: { group: string; topics: string[] }) {
  const about = JSON.stringify({ brokers, sessionTimeoutMs, ...options });
  const child = fork(join(__dirname, 'doomed-member.cjs'), [about], { execArgv: [] });
  const received: string[] = [];
  let ready = false;
  child.on('message', (message: { value?: string; ready?: boolean }) => {
    if (message.value !== undefined) received.push(message.value);
    if (message.ready) ready = true;
  });
  await until('the member in the other process is ready', () => ready);
  const kill = async (): Promise<void> => {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  return { received: () => received, kill };
}

if (available) {
  jest.setTimeout(60_000);
  busContract('the Kafka bus', async () => {
    const server = await startKafka();
    const bus = busOn(server);
    return {
      bus,
      doomed: (options) => doomed(server, options),
      async close() {
        await bus.close();
        await server.stop();
      },
    };
  });
}

(available ? describe : describe.skip)('the Kafka bus when something is wrong', () => {
  let server: KafkaServer;
  let bus: Bus;
  const topic = `faults.${Date.now()}`;

  beforeAll(async () => {
    server = await startKafka();
    bus = busOn(server);
    await bus.ensureTopics([{ name: topic, partitions: 4 }]);
  }, 120_000);
  afterAll(async () => {
    await bus.close();
    await server.stop();
  });

  it('runs no timer for requests that do not exist (kafkajs #1704)', async () => {
    const member = await collect(bus, { group: 'idle', topics: [topic] });
    await bus.publish([record(topic, 'k', 'v')]);
    await until('it has come', () => member.records.length === 1);
    const busy = jest.spyOn(global, 'setTimeout');
    const began = performance.now();
    await until('a second has passed', () => performance.now() - began > 1_000);
    const ofTheQueue = busy.mock.calls.filter(([, ms]) => (ms ?? 0) < 1);
    busy.mockRestore();
    expect(ofTheQueue).toHaveLength(0);
    await member.subscription.stop();
  });

  const itWithOurBroker = process.env.KAFKA_BROKERS ? it.skip : it;

  itWithOurBroker(
    'loses nothing when the broker is killed, and goes on by itself when it is back',
    async () => {
      const fatal: Error[] = [];
      const member = await collect(bus, { group: 'killed', topics: [topic], onFatal: (error) => fatal.push(error) });
      const follower: string[] = [];
      await bus.follow({ topics: [topic], from: 'end', onRecord: ({ value }) => void follower.push(String(value)) });
      const published: string[] = [];
      let publishing = true;
      const publisher = (async () => {
        for (let i = 0; publishing; i++) {
          const values = Array.from({ length: 10 }, (_, k) => `${i}.${k}`);
          // After a rejection the same batch is sent again, as the relay does.
          const publish = (): Promise<void> => bus.publish(values.map((value, k) => record(topic, `key ${k}`, value)));
          await publish().catch(publish);
          published.push(...values);
        }
      })();
      await until('it runs', () => new Set(member.values()).size > 200);
      await server.kill9();
      await server.start();
      const before = published.length;
      await until('it runs again', () => published.length > before + 200, 60_000);
      publishing = false;
      await publisher;
      const missed = (seen: string[]): string[] => {
        const all = new Set(seen);
        return published.filter((value) => !all.has(value));
      };
      await until('all have come', () => missed(member.values()).length === 0, 60_000);
      await until('all were followed', () => missed(follower).length === 0, 60_000);
      expect(follower).toHaveLength(new Set(follower).size);
      expect(fatal).toEqual([]);
      for (let k = 0; k < 10; k++) expect(firstArrivals(member.values(), k)).toEqual(firstArrivals(published, k));
    },
    180_000,
  );
});

/** Of one key, each value once, in the order in which they came first. */
const firstArrivals = (values: string[], key: number): string[] => [
  ...new Set(values.filter((value) => value.endsWith(`.${key}`))),
];
