import type { ConversationTest } from '@attune/domain';
import { type Faults, type Mutation, type SeededChance } from '@attune/testing';
import type { Business } from '@attune/rehearsal';
import { judge } from './judge';
import { visit, visitOf, work } from './load';
import { World } from './world';

export type Weather = 'calm' | 'rough';

export interface SimulationRun extends Business {
  seed: number;
  conversations: number;
  weather: Weather;
  tests: readonly ConversationTest[];
  mutation?: Mutation;
}

export interface Report {
  seed: number;
  /** What must not be, one line each; empty: nothing wrong. */
  violations: string[];
  turns: number;
  events: number;
  handoffs: number;
  /** Virtual ms. */
  tookMs: number;
}

const faultsOf: Record<Weather, Partial<Faults>> = {
  calm: { latencyMs: 10 },
  rough: { crash: 0.008, fail: 0.04, lostAnswer: 0.04, duplicate: 0.2, latencyMs: 60 },
};
const acceptedWithinMs = 20 * 60_000;
/** Time-outs, presence: after this long nearly everything that was begun has come to its end. */
const settlesWithinMs = 3 * 60_000;
/** A turn that was held when its customer was forgotten is found after a quarter of an hour. */
const foundWithinMs = 16 * 60_000;

/** Random customers and people through all services, two processes each; then all is healed, and judged. The same seed is the same story. */
export async function simulate({
  seed,
  conversations,
  weather,
  tests,
  mutation,
  ...business
}: SimulationRun): Promise<Report> {
  const rough = weather === 'rough';
  const world = new World({
    ...business,
    seed,
    replicas: 2,
    faults: faultsOf[weather],
    ...(mutation && { mutation }),
  });
  await world.start();
  const { clock, simulation } = world;
  const { chance } = simulation;
  const began = clock.now();
  let over = false;
  const visits = Array.from({ length: conversations }, (_, n) => visitOf(n, chance, business.pack, tests));
  const customers = visits.map(async (one) => {
    await clock.sleep(chance.between(0, conversations * 500));
    await visit(world, one);
  });
  for (const agentId of ['agt_robin', 'agt_sasha']) void work(world, agentId, chance, () => over);
  if (rough) strike(world, chance, () => over);
  let accepted = false;
  void Promise.all(customers).then(() => (accepted = true));
  const finished = await world.until(() => accepted, acceptedWithinMs);
  await world.passes(20_000);
  over = true;
  simulation.heal();
  await world.passes(settlesWithinMs);
  let violations = await judge(world);
  if (violations.length > 0) {
    await world.passes(foundWithinMs);
    violations = await judge(world);
  }
  if (!finished) violations.push('the doors did not take everything in 20 minutes');
  return {
    seed,
    violations,
    turns: world.chronicle.of('TurnReceived').length,
    events: world.chronicle.events.length,
    handoffs: world.chronicle.of('HandoffRequested').length,
    tookMs: clock.now() - began,
  };
}

/** Something goes wrong every few seconds: a process dies, or is taken for dead; a group is shared out anew; a service is away for a while. */
function strike(world: World, chance: SeededChance, isOver: () => boolean): void {
  const { simulation, clock } = world;
  clock.setTimeout(
    () => {
      if (isOver()) return;
      const living = simulation.replicas.filter(({ life }) => !life.dead);
      const victim = living.length > 0 ? chance.pick(living) : undefined;
      const how = chance.next();
      if (victim && how < 0.3) simulation.kill(victim);
      else if (victim && how < 0.5) simulation.zombie(victim);
      else if (victim && how < 0.7) simulation.bus.revoke(`attune.${victim.service}`);
      else if (victim && how < 0.8) {
        const { service } = victim;
        simulation.stopService(service);
        clock.setTimeout(
          () => simulation.down.has(service) && simulation.startService(service),
          chance.between(1_000, 20_000),
        );
      }
      strike(world, chance, isOver);
    },
    chance.between(300, 3_000),
  );
}
