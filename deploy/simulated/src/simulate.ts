import type { ConversationTest } from '@attune/domain';
import type { Business } from '@attune/rehearsal';
import { dayOf, Nemesis, SeededChance, type FaultKind, type Mutation, type Strike } from '@attune/testing';
import type { Happened } from './chronicle';
import { judge, unanswered } from './judge';
import { visit, visitOf, work } from './load';
import { World } from './world';

export interface SimulationRun extends Business {
  seed: number;
  conversations: number;
  /** What may go wrong; none: a calm day. */
  faults: readonly FaultKind[];
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

/** A report, and what happened in it. */
export interface Told extends Report {
  struck: readonly Strike[];
  happened: readonly Happened[];
}

/** Looking for others' work is a third of what a quiet minute costs; a second later is soon enough. */
const sweepMs = 1_500;
const acceptedWithinMs = 30 * 60_000;
/** What is still under way when all is well again (a slow call, a zombie's last steps, leases) delays an answer by so much at most. */
const underWayMs = 20_000;
/** From the deadline on, once nothing is wrong. */
const graceMs = 3_000;
/** Time-outs, presence: after this long nearly everything that was begun has come to its end. */
const settlesWithinMs = 3 * 60_000;
/** A turn that was held when its customer was forgotten is found after a quarter of an hour. */
const foundWithinMs = 16 * 60_000;

/**
 * Random customers and people through all services, two processes each, under faults; looked at after every step. Then all is healed,
 * and what must have come of it is judged. The same seed is the same story.
 */
export async function simulate(run: SimulationRun): Promise<Report> {
  const { struck: _, happened: __, ...report } = await tell(run);
  return report;
}

/** Like `simulate`, with the whole story. */
export async function tell({
  seed,
  conversations,
  faults,
  tests,
  mutation,
  ...business
}: SimulationRun): Promise<Told> {
  const day = dayOf(faults, new SeededChance(seed));
  const { poison, webhookRetry } = day;
  const world = new World({
    ...business,
    seed,
    replicas: 2,
    sweepMs,
    faults: day.faults,
    poison,
    webhookRetry,
    ...(mutation && { mutation }),
  });
  const { clock, simulation } = world;
  const began = clock.now();
  const nemesis = new Nemesis(simulation, day);
  const told = (violations: readonly string[]): Told => ({
    seed,
    violations: [...violations],
    turns: world.chronicle.of('TurnReceived').length,
    events: world.chronicle.events.length,
    handoffs: world.chronicle.of('HandoffRequested').length,
    tookMs: clock.now() - began,
    struck: nemesis.struck,
    happened: world.chronicle.events,
  });
  const isWrong = () => world.violations.length > 0;

  await world.start();
  nemesis.begin();
  let over = false;
  const accepted = play(world, conversations, tests, business, () => over);
  const finished = await world.until(() => accepted() || isWrong(), acceptedWithinMs);
  if (!finished) return told(['the doors did not take everything in half an hour']);
  await world.until(isWrong, 20_000);
  over = true;
  nemesis.end();
  simulation.heal();
  await world.until(isWrong, underWayMs);
  await world.until(isWrong, lastDeadline(world) + graceMs - clock.now());
  if (isWrong()) return told(world.violations);
  const late = unanswered(world, graceMs);
  if (late.length > 0) return told(late);
  await world.until(isWrong, settlesWithinMs);
  if (isWrong()) return told(world.violations);
  // Where nothing goes wrong nobody waits for a deadline.
  const waited = faults.length === 0 ? world.chronicle.of('TurnOverdue') : [];
  if (waited.length > 0) return told(waited.map(({ correlationId }) => `${correlationId} was overdue on a calm day`));
  if ((await judge(world)).length === 0) return told([]);
  await world.until(isWrong, foundWithinMs);
  return told(await judge(world));
}

/** Of those that come within a minute: a chat's, not an e-mail's. */
function lastDeadline({ chronicle, clock }: World): number {
  const deadlines = chronicle
    .of('TurnReceived')
    .map(({ data }) => Date.parse((data['turn'] as { deadline: string }).deadline));
  return Math.max(clock.now(), ...deadlines.filter((at) => at < clock.now() + 60_000));
}

/** Customers come, two people work; tells whether everything that is said was taken. */
function play(
  world: World,
  conversations: number,
  tests: readonly ConversationTest[],
  { pack }: Business,
  isOver: () => boolean,
): () => boolean {
  const { chance } = world.simulation;
  let left = conversations;
  for (let n = 0; n < conversations; n++) {
    const own = chance.fork(`customer ${n}`);
    const comes = world.clock.sleep(own.between(0, conversations * 500));
    void comes.then(() => visit(world, visitOf(n, own, pack, tests))).then(() => (left -= 1));
  }
  for (const agentId of ['agt_robin', 'agt_sasha']) void work(world, agentId, chance.fork(agentId), isOver);
  return () => left === 0;
}
