import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPack } from '@attune/domain';
import { type Bus } from '@attune/messaging';
import { kafkaBus } from '@attune/messaging/kafka';
import { mongoKeys } from '@attune/storage/mongo';
import { startCluster } from '../cluster';
import { percentile } from './measure';
import { productTarget } from './product';
import { texts } from './texts';

const outageMs = Number(process.env['OUTAGE_SECONDS'] ?? 60) * 1000;
const rate = Number(process.env['OUTAGE_RATE'] ?? 2);
const only = process.env['OUTAGE_ONLY']?.split(',');
const limitMs = 12_000;
const closedWithinMs = 60_000;

interface Turn {
  receivedAt: number;
  /** When the first words after it were released, of whatever kind. */
  wordsAt?: number;
  kind?: string;
  closedAt?: number;
  closes: number;
}

/**
 * Guarantee 6 on real parts: stops each service in turn, and looks whether every customer hears something within 12 s. While channel is
 * away nothing is received: its row only shows that.
 */
async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'attune-outages-'));
  const cluster = await startCluster({
    dataDir,
    env: { ATTUNE_QUIET_MS: '0', ATTUNE_REQUESTS_PER_MINUTE: '0', LOG_LEVEL: 'warn' },
    say: console.log,
  });
  const bus = kafkaBus({ brokers: cluster.kafka.brokers, clientId: 'outages' });
  const kek = new Uint8Array(Buffer.from(cluster.environment['ATTUNE_KEK']!, 'base64'));
  const keys = await mongoKeys({ uri: cluster.mongo.uri, kek });
  const pack = await loadPack(cluster.environment['ATTUNE_DOMAIN']!);
  const { target, stop } = await productTarget(
    bus,
    keys,
    cluster.environment['ATTUNE_SECRET']!,
    pack.id,
    texts,
    () => [],
  );
  const turns = await watchTurns(bus);
  let customer = 0;
  const load = setInterval(() => void target.say([customer++]), 1000 / rate);
  const rows = [];
  try {
    await until(() => [...turns.values()].some(({ closedAt }) => closedAt !== undefined), 60_000);
    // Channel last: while it is away its doors refuse, and what waits for it on the bus comes all at once when it is back.
    const order = [...cluster.services].sort(([a], [b]) => Number(a === 'channel') - Number(b === 'channel'));
    for (const [name, service] of order) {
      if (only && !only.includes(name)) continue;
      const from = Date.now();
      await service.stop();
      await sleep(outageMs);
      const to = Date.now();
      service.start();
      await service.ready();
      const during = () => [...turns.values()].filter(({ receivedAt }) => receivedAt >= from && receivedAt < to);
      await until(() => during().every(({ closedAt }) => closedAt !== undefined), closedWithinMs);
      rows.push(judged(name, during()));
      console.log(rows.at(-1));
    }
  } finally {
    clearInterval(load);
    await stop();
    await keys.close();
    await bus.close();
    await cluster.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
  console.table(rows);
  if (
    rows.some(
      ({ stopped, turns, late, never, twice }) => late + never + twice > 0 || (turns === 0 && stopped !== 'channel'),
    )
  )
    process.exitCode = 1;
}

function judged(stopped: string, turns: Turn[]) {
  const waits = turns.map(({ receivedAt, wordsAt = Infinity }) => wordsAt - receivedAt).sort((a, b) => a - b);
  const count = (is: (turn: Turn) => boolean) => turns.filter(is).length;
  return {
    stopped,
    turns: turns.length,
    'first words p50 s': Number((percentile(waits, 50) / 1000).toFixed(1)),
    'max s': Number(((waits.at(-1) ?? NaN) / 1000).toFixed(1)),
    reply: count(({ kind }) => kind === 'reply'),
    handoffNotice: count(({ kind }) => kind === 'handoffNotice'),
    holdingNotice: count(({ kind }) => kind === 'holdingNotice'),
    late: waits.filter((ms) => ms > limitMs).length,
    never: count(({ closedAt }) => closedAt === undefined),
    twice: count(({ closes }) => closes > 1),
  };
}

async function watchTurns(bus: Bus): Promise<Map<string, Turn>> {
  const turns = new Map<string, Turn>();
  await bus.follow({
    topics: ['attune.channel'],
    from: 'end',
    onRecord({ headers, value }) {
      const fact = headers['ce_type']?.split('.')[2];
      const at = Date.parse(headers['ce_recordedtime'] ?? '');
      const id = headers['ce_correlationid']!;
      const turn = turns.get(id);
      if (fact === 'TurnReceived') turns.set(id, { receivedAt: at, closes: 0 });
      else if (fact === 'ReplyReleased' && turn && turn.wordsAt === undefined) {
        turn.wordsAt = at;
        turn.kind = (JSON.parse(Buffer.from(value!).toString()) as { data: { kind: string } }).data.kind;
      } else if (fact === 'TurnClosed' && turn) {
        turn.closedAt ??= at;
        turn.closes++;
      }
    },
  });
  return turns;
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(is: () => boolean, ms: number): Promise<void> {
  for (const end = Date.now() + ms; !is() && Date.now() < end;) await sleep(100);
}

main().then(
  () => process.exit(),
  (error: Error) => {
    console.error(error);
    process.exit(1);
  },
);
