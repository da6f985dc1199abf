import { judge, type Story } from './checker';
import type { Faults } from './faulty-ports';
import { Simulation, type Mutation } from './simulation';
import {
  channelHandlers,
  controlHandlers,
  deskHandlers,
  Ledger,
  resolutionHandlers,
  say,
  type Rules,
} from './small-services';

export interface SeedOptions {
  seed: number;
  mutation?: Mutation;
  rules?: Rules;
  faults?: Partial<Faults>;
  places?: number;
  turnsEach?: number;
}

export const roughDay: Partial<Faults> = { crash: 0.004, fail: 0.02, lostAnswer: 0.02, duplicate: 0.1, latencyMs: 40 };

/** One story of the small services: load under faults, then healing, then judgement. */
export async function runSeed({
  seed,
  mutation,
  rules,
  faults = roughDay,
  places = 3,
  turnsEach = 4,
}: SeedOptions): Promise<Story> {
  const ledger = new Ledger();
  const simulation = new Simulation({
    seed,
    faults,
    ...(mutation && { mutation }),
    services: [
      { service: 'channel', replicas: 2, handlers: () => channelHandlers(rules) },
      { service: 'escalation', replicas: 2, handlers: () => controlHandlers(rules) },
      { service: 'resolution', replicas: 2, handlers: (life) => resolutionHandlers(ledger, life) },
      { service: 'desk', replicas: 2, handlers: () => deskHandlers },
    ],
  });
  const { clock, chance } = simulation;
  void simulation.start();
  const customers = Array.from({ length: places }, (_, i) => customer(simulation, `place${i}`, turnsEach));
  let nemesis = true;
  const strike = () => {
    if (!nemesis) return;
    const living = simulation.replicas.filter(({ life }) => !life.dead);
    const victim = living.length > 0 ? chance.pick(living) : undefined;
    const how = chance.next();
    if (victim && how < 0.3) simulation.kill(victim);
    else if (victim && how < 0.5) simulation.zombie(victim);
    else if (victim && how < 0.7) simulation.bus.revoke(`attune.${victim.service}`);
    clock.setTimeout(strike, chance.between(300, 3000));
  };
  clock.setTimeout(strike, 500);
  let accepted = 0;
  let done = false;
  void Promise.all(customers).then((counts) => {
    accepted = counts.reduce((a, b) => a + b, 0);
    done = true;
  });
  const finished = await clock.run(() => done, 10 * 60_000);
  nemesis = false;
  simulation.heal();
  await clock.run(() => false, 60_000);
  const story = judge(await simulation.history(), accepted, ledger.done, await openOutboxes(simulation));
  if (!finished) story.violations.push('the doors did not accept everything in ten minutes');
  return story;
}

/** Says things one after another, again until the door has said that it has them; the client's id makes that once. */
async function customer(simulation: Simulation, place: string, turns: number): Promise<number> {
  const { clock, chance } = simulation;
  for (let i = 1; i <= turns; i++) {
    const clientId = `${place}/${i}`;
    for (let accepted = false; !accepted;) {
      const door = simulation.door('channel');
      const answer = door?.runtime.execute(
        say,
        place,
        { place, clientId },
        { commandId: clientId, correlationId: place },
      );
      accepted = await Promise.race([
        (answer ?? Promise.reject(new Error('nobody there'))).then(
          () => true,
          () => false,
        ),
        clock.sleep(2_000).then(() => false),
      ]);
      if (!accepted) await clock.sleep(200);
    }
    await clock.sleep(chance.between(10, 9_000));
  }
  return turns;
}

async function openOutboxes(simulation: Simulation): Promise<number> {
  let open = 0;
  for (const [service, collection] of [
    ['channel', 'doors'],
    ['escalation', 'controls'],
    ['resolution', 'cases'],
    ['desk', 'seats'],
  ] as const) {
    const documents = await simulation.store(service).documents(collection).scan();
    open += documents.filter(({ outbox, effects }) => outbox.length + effects.length > 0).length;
  }
  return open;
}
