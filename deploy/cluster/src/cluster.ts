import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { groupOf, services, topics, type ServiceName } from '@attune/contracts';
import { startOrderService, exampleToken } from '@attune/example-backends';
import { tokensOf } from '@attune/hosting';
import { kafkaBus } from '@attune/messaging/kafka';
import { freePort, startKafka, startMongo, type KafkaServer, type MongoServer } from '@attune/servers';
import { startFront } from './front';
import { ServiceProcess } from './service-process';

export interface ClusterOptions {
  /** Data, logs and secrets. Default `var/cluster`. */
  dataDir?: string;
  /** Of the one address. Default: a free one. */
  port?: number;
  /** Folder of the domain pack. Default `domains/shop`. */
  domainDir?: string;
  /** Further environment of every service. */
  env?: Readonly<Record<string, string>>;
  say?(line: string): void;
}

export interface Cluster {
  url: string;
  /** Signs the reader in as an agent with all roles. */
  signInUrl: string;
  token: string;
  kafka: KafkaServer;
  mongo: MongoServer;
  services: ReadonlyMap<ServiceName, ServiceProcess>;
  environment: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

/** The whole product on one machine: a Kafka broker, a mongod, every service its own process, one address in front. */
export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const { say = () => {} } = options;
  const dataDir = resolve(options.dataDir ?? 'var/cluster');
  mkdirSync(join(dataDir, 'logs'), { recursive: true });
  say('Starting a Kafka broker and a MongoDB server (the first time they are downloaded) …');
  const [kafka, mongo] = await Promise.all([
    startKafka({ dataDir: join(dataDir, 'kafka') }),
    startMongo({ dataDir: join(dataDir, 'mongo') }),
  ]);
  say(`Kafka at ${kafka.brokers.join(',')}, MongoDB at ${mongo.uri}`);
  await makeTopics(kafka.brokers);
  const orders = await startOrderService({ port: 0, ledgerFile: join(dataDir, 'orders.jsonl') });
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const { secret, kek } = secrets(join(dataDir, 'secrets.json'));
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    ATTUNE_DOMAIN: resolve(options.domainDir ?? 'domains/shop'),
    ATTUNE_SECRET: secret,
    ATTUNE_KEK: kek,
    ATTUNE_ORIGIN: url,
    ATTUNE_DEMO: 'true',
    ATTUNE_TRUST_PROXY: 'true',
    KAFKA_BROKERS: kafka.brokers.join(','),
    MONGO_URI: mongo.uri,
    SHOP_ORDERS_URL: orders.url,
    SHOP_ORDERS_TOKEN: exampleToken,
    KAFKAJS_NO_PARTITIONER_WARNING: '1',
    ATTUNE_DATA: dataDir, // where trained models are kept
    ...options.env,
  };
  const processes = new Map<ServiceName, ServiceProcess>();
  for (const service of services)
    processes.set(
      service,
      new ServiceProcess(service, await freePort(), environment, join(dataDir, 'logs', `${service}.log`)),
    );
  say(`Starting ${services.length} services, each a process of its own …`);
  for (const service of processes.values()) service.start();
  const front = await startFront(port, (service) => processes.get(service)!.url);

  const token = await tokensOf(secret, () => Date.now()).signAgent({
    agentId: 'agt_demo',
    name: 'Kim',
    roles: ['agent', 'lead', 'analyst'],
  });
  const running = join(dataDir, 'running.json');
  writeFileSync(
    running,
    JSON.stringify({
      url,
      token,
      brokers: kafka.brokers.join(','),
      mongoUri: mongo.uri,
      secret,
      kek,
      pid: process.pid,
    }),
    { mode: 0o600 },
  );
  const stop = async () => {
    rmSync(running, { force: true });
    await front.close();
    await Promise.all([...processes.values()].map((service) => service.stop()));
    await Promise.all([orders.close(), kafka.stop(), mongo.stop()]);
  };
  try {
    await Promise.all([...processes.values()].map((service) => service.ready()));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    signInUrl: `${url}/sign-in?token=${token}`,
    token,
    kafka,
    mongo,
    services: processes,
    environment,
    stop,
  };
}

/** Once and before the services, so that they need not all wait for the same; and the broker's book of groups with them. */
async function makeTopics(brokers: string[]): Promise<void> {
  const bus = kafkaBus({ brokers, clientId: 'attune.cluster' });
  try {
    await bus.ensureTopics(topics);
    await bus.committed(groupOf('channel'), topics[0]!.name);
  } finally {
    await bus.close();
  }
}

/** Made at the first start; the data cannot be read without them. */
function secrets(file: string): { secret: string; kek: string } {
  if (!existsSync(file))
    writeFileSync(
      file,
      JSON.stringify({ secret: randomBytes(32).toString('base64url'), kek: randomBytes(32).toString('base64') }),
      { mode: 0o600 },
    );
  return JSON.parse(readFileSync(file, 'utf8')) as { secret: string; kek: string };
}
