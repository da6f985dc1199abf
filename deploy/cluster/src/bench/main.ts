import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { topics } from '@attune/contracts';
import { loadPack } from '@attune/domain';
import { kafkaBus } from '@attune/messaging/kafka';
import { mongoKeys } from '@attune/storage/mongo';
import { mongo } from 'mongoose';
import { startCluster, type Cluster } from '../cluster';
import { measureEmbedded } from './embedded';
import { load, type Measured, type Target } from './measure';
import { productTarget } from './product';
import { startRelay } from './relay';
import { texts } from './texts';

const seconds = Number(process.env['BENCH_SECONDS'] ?? 20);
const ms = seconds * 1000;
const warmUpMs = Math.min(8_000, ms);
const customers = Number(process.env['BENCH_CUSTOMERS'] ?? 100);

/** Product, bare relay and Nest's own transport, one after another on one machine in one run; only ratios are meant. */
async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'attune-bench-'));
  const say = (line: string) => console.log(line);
  const cluster = await startCluster({
    dataDir,
    env: { ATTUNE_QUIET_MS: '0', ATTUNE_REQUESTS_PER_MINUTE: '0', LOG_LEVEL: 'warn' },
    say,
  });
  const bus = kafkaBus({ brokers: cluster.kafka.brokers, clientId: 'bench' });
  try {
    say('Product: every service its own process; no quiet window (0 ms), as the protocol asks of benches …');
    const product = await measureProduct(cluster, bus, say);
    const { writesATurn, bytesAnEvent } = await traceOf(cluster);
    say(`Measured trace: ${writesATurn.toFixed(1)} durable document writes a turn, ${bytesAnEvent} bytes an event`);
    const servers = [cluster.kafka.pid, cluster.mongo.pid];
    for (const service of cluster.services.values()) await service.stop();
    const env = { ...cluster.environment, KAFKAJS_NO_PARTITIONER_WARNING: '1' };
    say('Bare relay: the same hops without versions, dedupe, order, encryption or checks …');
    const bare = await measureRelay('bare-relay', bus, env, servers, bytesAnEvent);
    say("Nest's own Kafka transport: the same hops …");
    const nest = await measureRelay('nest-relay', bus, env, servers, bytesAnEvent);
    say('Product, embedded: all services in one process …');
    const embedded = await measureEmbedded({ customers, warmUpMs, ms, texts });
    report(product, bare, nest, embedded);
  } finally {
    await bus.close();
    await cluster.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

interface Result {
  flatOut: Measured;
  half: Measured;
  calm: Measured;
}

async function threeLoads(target: Target): Promise<Result> {
  const flatOut = await load(target, { customers, warmUpMs, ms });
  const half = await load(target, { customers: 2_000, rate: flatOut.perSecond / 2, warmUpMs: 3_000, ms });
  const calm = await load(target, { customers: 500, rate: 50, warmUpMs: 3_000, ms });
  return { flatOut, half, calm };
}

async function measureProduct(
  cluster: Cluster,
  bus: ReturnType<typeof kafkaBus>,
  say: (line: string) => void,
): Promise<Result> {
  const { environment } = cluster;
  const pack = await loadPack(environment['ATTUNE_DOMAIN']!);
  const keys = await mongoKeys({
    uri: cluster.mongo.uri,
    kek: new Uint8Array(Buffer.from(environment['ATTUNE_KEK']!, 'base64')),
  });
  const pids = () => [...[...cluster.services.values()].map(({ pid }) => pid), cluster.kafka.pid, cluster.mongo.pid];
  const { target, stop } = await productTarget(bus, keys, environment['ATTUNE_SECRET']!, pack.id, texts, pids);
  const result = await threeLoads(target);
  await stop();
  await keys.close();
  say(`  flat out ${result.flatOut.perSecond.toFixed(0)} turns/s`);
  return result;
}

async function measureRelay(
  which: 'bare-relay' | 'nest-relay',
  bus: ReturnType<typeof kafkaBus>,
  env: NodeJS.ProcessEnv,
  servers: readonly (number | undefined)[],
  bytes: number,
): Promise<Result> {
  const { target, stop } = await startRelay(which, bus, env, servers, bytes);
  try {
    return await threeLoads(target);
  } finally {
    await stop();
  }
}

/** Each state write raises a document's version by one: the sum of versions is the number of durable writes. */
async function traceOf(cluster: Cluster): Promise<{ writesATurn: number; bytesAnEvent: number }> {
  const client = await new mongo.MongoClient(cluster.mongo.uri).connect();
  const { databases } = await client.db().admin().listDatabases();
  let writes = 0;
  let turns = 0;
  for (const { name } of databases.filter((one) => /^attune_(?!keys)/.test(one.name))) {
    for (const { name: collection } of await client.db(name).listCollections().toArray()) {
      const [sum] = await client
        .db(name)
        .collection(collection)
        .aggregate<{ v: number; sequence: number }>([{ $group: { _id: null, v: { $sum: '$v' } } }])
        .toArray();
      writes += sum?.v ?? 0;
    }
  }
  await client.close();
  const bus = kafkaBus({ brokers: cluster.kafka.brokers, clientId: 'bench-trace' });
  let events = 0;
  let bytes = 0;
  let caughtUp!: () => void;
  const done = new Promise<void>((resolve) => (caughtUp = resolve));
  const following = await bus.follow({
    topics: topics.map(({ name }) => name).filter((name) => !/inbound|articles|again|dead/.test(name)),
    from: 'start',
    onRecord: ({ headers, value }) => {
      events++;
      bytes += value?.length ?? 0;
      if (headers['ce_type']?.includes('.TurnClosed.')) turns++;
    },
    onCaughtUp: caughtUp,
  });
  await done;
  await following.stop();
  await bus.close();
  return { writesATurn: writes / turns, bytesAnEvent: Math.round(bytes / events) };
}

function report(product: Result, bare: Result, nest: Result, embedded: Measured & { residentMb: number }): void {
  const row = (name: string, { flatOut, half, calm }: Result) => ({
    what: name,
    'turns/s flat out': flatOut.perSecond.toFixed(0),
    'CPU ms a turn': flatOut.cpuMsATurn.toFixed(1),
    'p50/p99 ms at half load': `${half.p50.toFixed(0)} / ${half.p99.toFixed(0)}`,
    'p50/p99 ms at 50 turns/s': `${calm.p50.toFixed(0)} / ${calm.p99.toFixed(0)}`,
  });
  console.table([row('Attune', product), row('bare relay', bare), row("Nest's Kafka transport", nest)]);
  const ratio = (a: number, b: number) => (a / b).toFixed(2);
  console.log(
    `Attune / bare relay: ${ratio(product.flatOut.perSecond, bare.flatOut.perSecond)} of its turns/s (goal ≥ 0.70), ${ratio(product.half.p99, bare.half.p99)} × its p99 at half load (goal ≤ 1.5)`,
  );
  console.log(
    `Attune / Nest's transport: ${ratio(product.flatOut.perSecond, nest.flatOut.perSecond)} × its turns/s (goal ≥ 5)`,
  );
  const { perSecond, cpuMsATurn, residentMb } = embedded;
  console.log(
    `Embedded: ${perSecond.toFixed(0)} turns/s flat out, ${cpuMsATurn.toFixed(1)} ms of CPU a turn, ${residentMb} MB resident afterwards`,
  );
  console.log(JSON.stringify({ product, bare, nest, embedded }));
}

main().then(
  () => process.exit(0),
  (error: Error) => {
    console.error(error);
    process.exit(1);
  },
);
