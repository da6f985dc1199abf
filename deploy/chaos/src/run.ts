import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { SeededChance } from '@attune/testing';
import { Adapter } from './adapter';
import {
  type Accepted,
  type Consumed,
  type Delivered,
  type Fault,
  ledgers,
  type Poison,
  type Run,
  type Said,
} from './checker/history';
import { Customers } from './customers';
import { startFakeChannel } from './fake-channel';
import { Ledger } from './ledger';
import { Nemesis } from './nemesis';
import { Poisoner } from './poison';
import { RecoveryWatch } from './recovery-watch';
import { schedule } from './schedule';
import type { Settings } from './settings';
import { Webhook } from './webhook';
import { startWorld, type World } from './world';

/** Before the first fault and after the last one, customers come undisturbed for so long. */
const calmMs = 5_000;
/** How long after healing everything may take to come to rest. */
const restMs = 120_000;
/** Of chat in the example pack: when an honest notice is due (domain.yaml, holdingMs). */
const noticeMs = 11_000;

/**
 * One run: everything that happened stands in the ledgers of `folder` afterwards. Resolves to whether the checker found nothing wrong
 * with it.
 */
export async function run(settings: Settings, folder: string, say: (line: string) => void): Promise<boolean> {
  mkdirSync(folder, { recursive: true });
  const { replicas } = settings;
  const world = await startWorld({ folder, say, ...(replicas !== undefined && { replicas }) });
  try {
    await underFaults(world, settings, say);
    say('Reading all topics …');
    return await passes(folder, world.kafka.brokers);
  } finally {
    say('Stopping …');
    await world.stop();
  }
}

/** The checker, in a process that loads nothing of ours besides. */
export async function passes(folder: string, brokers: readonly string[] = []): Promise<boolean> {
  const args = [join(__dirname, 'checker', 'main.js'), folder, ...(brokers.length > 0 ? [brokers.join(',')] : [])];
  const [code] = await once(spawn(process.execPath, args, { stdio: 'inherit' }), 'exit');
  return code === 0;
}

async function underFaults(world: World, settings: Settings, say: (line: string) => void): Promise<void> {
  const { seed, minutes, rate, kinds } = settings;
  const file = <Line extends object>(name: keyof typeof ledgers) => new Ledger<Line>(join(world.folder, ledgers[name]));
  const said = { said: file<Said>('said'), accepted: file<Accepted>('accepted') };
  const delivered = file<Delivered>('delivered');
  const consumed = file<Consumed>('consumed');
  const faults = file<Fault>('faults');
  const poisons = file<Poison>('poisons');

  const channel = await startFakeChannel(delivered, (message) => {
    customers.hear(message);
    poisoner.hear(message);
  });
  const adapter = await Adapter.start(world, channel.url);
  const webhook = new Webhook(world);
  const doors = { inbound: adapter.offer.bind(adapter), webhook: webhook.say.bind(webhook) };
  const customers = new Customers(doors, new SeededChance(seed), world.secret, said);
  const poisoner = new Poisoner(settings.poison, (record) => adapter.publish(record), poisons);
  const watch = new RecoveryWatch(world.kafka.brokers, consumed);
  const nemesis = new Nemesis(world, new SeededChance(seed + 1), faults, say);

  const ms = minutes * 60_000;
  const { processes } = world;
  const doubled = processes.flatMap(({ service }, n) =>
    processes.filter((one) => one.service === service).length > 1 ? [n] : [],
  );
  const options = { ms: ms - 2 * calmMs, kinds, processes: processes.length, doubled };
  const plan = schedule(new SeededChance(seed), options);
  say(`${minutes} minutes, about ${rate} turns a second, ${plan.length} faults (seed ${seed})`);
  const from = Date.now();
  watch.start();
  customers.start(rate);
  await wait(calmMs);
  await nemesis.run(plan);
  await wait(Math.max(calmMs, from + ms - Date.now()));
  await customers.stop();
  say(`Everything is healed; waiting until it is at rest (${customers.said} messages were said) …`);
  await atRest(adapter, customers, watch, processes);
  const about: Run = { seed, minutes, rate, from, to: Date.now(), noticeMs };
  writeFileSync(join(world.folder, 'run.json'), JSON.stringify(about));
  await Promise.all([watch.stop(), adapter.stop()]);
  await channel.close();
  for (const ledger of [said.said, said.accepted, delivered, consumed, faults, poisons]) ledger.close();
}

/** Resolves when every turn is closed, every input read and nobody says anything any more, or when that takes too long: the checker tells. */
async function atRest(
  adapter: Adapter,
  customers: Customers,
  watch: RecoveryWatch,
  processes: World['processes'],
): Promise<void> {
  await Promise.all(processes.map((one) => one.ready()));
  let calm = 0;
  for (const end = Date.now() + restMs; calm < 10 && Date.now() < end; await wait(500)) {
    await customers.settle();
    calm = adapter.unclosed === 0 && watch.allRead ? calm + 1 : 0;
  }
}
