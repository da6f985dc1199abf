import { setTimeout as wait } from 'node:timers/promises';
import type { ServiceProcess } from '@attune/cluster';
import type { SeededChance } from '@attune/testing';
import type { Fault } from './checker/history';
import type { Ledger } from './ledger';
import type { Planned } from './schedule';
import type { Neighbour, World } from './world';

const neighbours: readonly Neighbour[] = ['broker', 'store', 'orders'];
/** Of the connections, how many a fault of the network meets. */
const share = { hang: 0.4, drop: 0.3 };

/** Does what is planned to the world, when it is planned, and notes from when to when it lasted. */
export class Nemesis {
  constructor(
    private readonly world: World,
    private readonly chance: SeededChance,
    private readonly ledger: Ledger<Fault>,
    private readonly say: (line: string) => void,
  ) {}

  /** Resolves when the last fault is over. Rejects when something did not come back. */
  async run(plan: readonly Planned[]): Promise<void> {
    const begin = Date.now();
    for (const planned of plan) {
      await wait(Math.max(0, begin + planned.at - Date.now()));
      await this.does(planned);
    }
  }

  private async does({ kind, target, lastsMs }: Planned): Promise<void> {
    const from = Date.now();
    const name = await this.inflict(kind, target, lastsMs);
    const to = Date.now();
    this.ledger.write({ kind, target: name, from, to });
    this.say(`  ${kind} ${name}${to - from > 1_000 ? ` for ${((to - from) / 1000).toFixed(1)} s` : ''}`);
  }

  /** Resolves to the name of the target when the cause is over. */
  private async inflict(kind: Planned['kind'], target: number, lastsMs: number): Promise<string> {
    const { kafka, mongo } = this.world;
    if (kind === 'hang' || kind === 'drop') return this.disturb(kind, neighbours[target]!, lastsMs);
    if (kind === 'broker') {
      await kafka.kill9();
      await wait(lastsMs);
      await kafka.start();
      return 'broker';
    }
    if (kind === 'store') {
      await mongo.kill9();
      await wait(lastsMs);
      await mongo.restart();
      return 'store';
    }
    const victim = this.world.processes[target]!;
    if (kind === 'zombie') await freeze(victim, lastsMs);
    else if (kind === 'restart') {
      await victim.stop();
      victim.start();
    } else await victim.kill9();
    return victim.service;
  }

  private async disturb(kind: 'hang' | 'drop', neighbour: Neighbour, lastsMs: number): Promise<string> {
    const proxy = this.world.proxies[neighbour];
    const affected = { share: share[kind], chance: () => this.chance.next() };
    if (kind === 'hang') proxy.hang(affected);
    else proxy.dropAnswers(affected);
    await wait(lastsMs);
    proxy.heal();
    return neighbour;
  }
}

/** It stops in the middle of whatever it does, and goes on as if nothing had happened. */
async function freeze(victim: ServiceProcess, ms: number): Promise<void> {
  const { pid } = victim;
  if (pid === undefined) return; // it is being started
  process.kill(pid, 'SIGSTOP');
  await wait(ms);
  process.kill(pid, 'SIGCONT');
}
