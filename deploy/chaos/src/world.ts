import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join, resolve } from 'node:path';
import { ServiceProcess } from '@attune/cluster';
import { services, topics, type ServiceName } from '@attune/contracts';
import { kafkaBus } from '@attune/messaging/kafka';
import { freeLowPort, freePort, startKafka, startMongo, type KafkaServer, type MongoServer } from '@attune/servers';
import { ledgers, type Effect } from './checker/history';
import { FlakyProxy } from './flaky-proxy';
import { Ledger } from './ledger';
import { startOrderSystem } from './order-system';

/** Services that run twice unless told otherwise: those that everything waits for, and whose documents two writers may meet in. */
const doubled: readonly ServiceName[] = ['channel', 'escalation'];
/** Started at the same time: all at once would take the machine from the broker. */
const startedTogether = 3;

export interface WorldOptions {
  /** Data, logs and ledgers. */
  folder: string;
  /** Processes of each service; default: two of some, one of the others. */
  replicas?: number;
  say(line: string): void;
}

/** The product as real processes, and between them and broker, store and order system proxies that can misbehave. */
export interface World {
  folder: string;
  kafka: KafkaServer;
  mongo: MongoServer;
  proxies: Record<Neighbour, FlakyProxy>;
  processes: ServiceProcess[];
  secret: string;
  kek: Uint8Array;
  stop(): Promise<void>;
}
export type Neighbour = 'broker' | 'store' | 'orders';

export async function startWorld({ folder, replicas, say }: WorldOptions): Promise<World> {
  mkdirSync(join(folder, 'logs'), { recursive: true });
  goFirst();
  say('Starting a Kafka broker, a MongoDB server and proxies before them …');
  const broker = await startBroker(folder);
  const mongo = await startMongo({ dataDir: join(folder, 'mongo') });
  const effects = new Ledger<Effect>(join(folder, ledgers.effects));
  const orders = await startOrderSystem(effects);
  const proxies = {
    broker: broker.proxy,
    store: await FlakyProxy.start(() => mongo.port),
    orders: await FlakyProxy.start(() => orders.port),
  };
  const secret = randomBytes(32).toString('base64url');
  const kek = randomBytes(32);
  const environment = environmentOf(proxies, secret, kek);
  const processes: ServiceProcess[] = [];
  for (const service of services)
    for (let n = 1; n <= (replicas ?? (doubled.includes(service) ? 2 : 1)); n++)
      processes.push(
        new ServiceProcess(service, await freePort(), environment, join(folder, 'logs', `${service}-${n}.log`), 0),
      );
  const killAll = () => processes.forEach(({ pid }) => pid !== undefined && process.kill(pid, 'SIGKILL'));
  process.once('exit', killAll);
  const stop = async () => {
    await Promise.all(processes.map((one) => one.stop()));
    await Promise.all(Object.values(proxies).map((proxy) => proxy.close()));
    await Promise.all([orders.close(), broker.kafka.stop(), mongo.stop()]);
    effects.close();
    process.off('exit', killAll);
  };
  try {
    await makeTopics(broker.kafka.brokers);
    say(`Starting ${processes.length} processes of ${services.length} services …`);
    for (let n = 0; n < processes.length; n += startedTogether) {
      const some = processes.slice(n, n + startedTogether);
      for (const one of some) one.start();
      await Promise.all(some.map((one) => one.ready()));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { folder, kafka: broker.kafka, mongo, proxies, processes, secret, kek, stop };
}

/**
 * Broker, store, proxies and clocks go before the services, where the system allows it: a machine that has its hands full with starting
 * what was killed would otherwise make the controller take its only broker for dead.
 */
function goFirst(): void {
  try {
    setPriority(-5);
  } catch {
    // Not for everybody; then all are equal.
  }
}

/** A broker with two doors: one for us, and one that it announces as the proxy, for the services. */
async function startBroker(folder: string): Promise<{ kafka: KafkaServer; proxy: FlakyProxy }> {
  const [port, inner, controller] = [await freeLowPort(), await freeLowPort(), await freeLowPort()];
  const proxy = await FlakyProxy.start(() => inner);
  const kafka = await startKafka({
    dataDir: join(folder, 'kafka'),
    port,
    readyMs: 180_000, // on a machine that is busy with what was killed before
    properties: {
      listeners: `PLAINTEXT://127.0.0.1:${port},FLAKY://127.0.0.1:${inner},CONTROLLER://127.0.0.1:${controller}`,
      'advertised.listeners': `PLAINTEXT://127.0.0.1:${port},FLAKY://127.0.0.1:${proxy.port}`,
      'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,FLAKY:PLAINTEXT,CONTROLLER:PLAINTEXT',
      'inter.broker.listener.name': 'PLAINTEXT',
      // With less, a busy machine is enough to make the controller take its only broker for dead.
      'broker.session.timeout.ms': 9_000,
      'controller.quorum.voters': `1@127.0.0.1:${controller}`,
    },
  });
  return { kafka, proxy };
}

function environmentOf(proxies: World['proxies'], secret: string, kek: Uint8Array): NodeJS.ProcessEnv {
  return {
    ...process.env,
    ATTUNE_DOMAIN: resolve('domains/shop'),
    ATTUNE_SECRET: secret,
    ATTUNE_KEK: Buffer.from(kek).toString('base64'),
    ATTUNE_ORIGIN: 'http://127.0.0.1',
    ATTUNE_REQUESTS_PER_MINUTE: '0',
    LOG_LEVEL: 'info',
    KAFKA_BROKERS: `127.0.0.1:${proxies.broker.port}`,
    // Directly: a client that asks the replica set for its members would go past the proxy.
    MONGO_URI: `mongodb://127.0.0.1:${proxies.store.port}/?directConnection=true`,
    SHOP_ORDERS_URL: `http://127.0.0.1:${proxies.orders.port}`,
    SHOP_ORDERS_TOKEN: 'not-asked-for',
    KAFKAJS_NO_PARTITIONER_WARNING: '1',
  };
}

async function makeTopics(brokers: readonly string[]): Promise<void> {
  const bus = kafkaBus({ brokers, clientId: 'chaos.topics' });
  try {
    await bus.ensureTopics(topics);
    // The broker's book of groups is made when it is first asked for.
    await bus.committed('attune.channel', topics[0]!.name);
  } finally {
    await bus.close();
  }
}
