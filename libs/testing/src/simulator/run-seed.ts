import { SeededChance } from './chance';
import { Checker, type Story } from './checker';
import { dayOf, faultKinds, type Day, type FaultKind } from './faults';
import { poisonFor } from './poison';
import { Nemesis, type Strike } from './nemesis';
import { Simulation, type Mutation } from './simulation';
import {
  channelHandlers,
  controlHandlers,
  deskHandlers,
  Ledger,
  resolutionHandlers,
  said,
  say,
  type Rules,
} from './small';

export interface SeedOptions {
  seed: number;
  mutation?: Mutation;
  rules?: Rules;
  /** Default: every kind. */
  faults?: readonly FaultKind[];
  places?: number;
  turnsEach?: number;
}

/** A story with everything that happened in it. */
export interface ToldStory extends Story {
  struck: readonly Strike[];
  happened: readonly Strike[];
}

/** When all is well again, every turn has its outcome after so long, ms: what is under way, then the deadline, then a handover. */
const answeredWithinMs = 25_000;
const atRestWithinMs = 60_000;

/** One story of the small services: load under faults, then healing, then judgement. */
export async function runSeed({
  seed,
  mutation,
  rules = {},
  faults = faultKinds,
  places = 3,
  turnsEach = 4,
}: SeedOptions): Promise<ToldStory> {
  const ledger = new Ledger();
  const checker = new Checker();
  const day = dayOf(faults, new SeededChance(seed));
  const simulation = new Simulation({
    seed,
    faults: day.faults,
    ...(mutation && { mutation }),
    onRecord: (record) => checker.take(record),
    services: [
      { service: 'channel', replicas: 2, handlers: () => channelHandlers(rules) },
      { service: 'escalation', replicas: 2, handlers: () => controlHandlers(rules) },
      { service: 'resolution', replicas: 2, handlers: (life) => resolutionHandlers(ledger, life, rules) },
      { service: 'desk', replicas: 2, handlers: () => deskHandlers },
    ],
  });
  const { clock } = simulation;
  const isWrong = () => checker.violations.length + simulation.violations.length > 0;
  const nemesis = new Nemesis(simulation, day);
  const began = clock.now();
  const story = (): ToldStory => ({
    violations: [...checker.violations, ...simulation.violations],
    events: simulation.records.length,
    turns: checker.turns,
    handoffs: checker.named('Decided').filter(({ data }) => data['holder'] === 'queue').length,
    tookMs: clock.now() - began,
    struck: nemesis.struck,
    happened: checker.events.map(({ at, name, subject, data }) => ({
      at,
      what: `${name} of ${subject} ${JSON.stringify(data).slice(0, 120)}`,
    })),
  });

  void simulation.start();
  nemesis.begin();
  const poisoned: string[] = [];
  let accepted = 0;
  for (let i = 0; i < places; i++)
    void customer(simulation, `place${i}`, turnsEach, day, poisoned, rules).then(() => (accepted += 1));
  await clock.run(() => accepted === places || isWrong(), 30 * 60_000);
  if (!isWrong() && accepted < places) checker.violations.push('the doors did not accept everything in half an hour');
  nemesis.end();
  simulation.heal();
  await clock.run(isWrong, answeredWithinMs);
  if (isWrong()) return story();
  checker.answered();
  await clock.run(isWrong, atRestWithinMs);
  if (isWrong()) return story();
  checker.end({ accepted: places * turnsEach, poisoned }, ledger.done);
  await emptyOutboxes(simulation, checker);
  return story();
}

/** Says things one after another, again until the door has said that it has them; the client's id makes that once. */
async function customer(
  simulation: Simulation,
  place: string,
  turns: number,
  day: Day,
  poisoned: string[],
  rules: Rules,
): Promise<void> {
  const { clock } = simulation;
  const chance = simulation.chance.fork(place);
  for (let i = 1; i <= turns; i++) {
    const clientId = `${place}/${i}`;
    const knock = () => {
      const answer = simulation
        .door('channel')
        ?.runtime.execute(say(rules), place, { place, clientId }, { commandId: clientId, correlationId: place })
        .then(
          () => true,
          () => false,
        );
      return Promise.race([answer ?? false, clock.sleep(2_000).then(() => false)]);
    };
    while (!(await knock())) await clock.sleep(200);
    if (chance.happens(day.webhookRetry)) clock.setTimeout(() => void knock(), chance.between(0, 20_000));
    if (chance.happens(day.poison)) await poison(simulation, place, poisoned);
    await clock.sleep(chance.between(10, 9_000));
  }
}

/** Somebody writes what nobody can read into a stream that is not theirs. */
async function poison({ bus, clock, chance }: Simulation, place: string, poisoned: string[]): Promise<void> {
  poisoned.push(place);
  await bus.publish([poisonFor(said, place, poisoned.length, clock.now(), chance)]);
}

async function emptyOutboxes(simulation: Simulation, checker: Checker): Promise<void> {
  for (const [service, collection] of [
    ['channel', 'doors'],
    ['escalation', 'controls'],
    ['resolution', 'cases'],
    ['desk', 'seats'],
  ] as const)
    for (const { _id, outbox, effects, parked } of await simulation.store(service).documents(collection).scan()) {
      if (outbox.length > 0) checker.violations.push(`${collection} ${_id}: ${outbox.length} events are not published`);
      if (effects.length > 0) checker.violations.push(`${collection} ${_id}: ${effects.length} effects are not done`);
      if (parked) checker.violations.push(`${collection} ${_id}: ${parked.pending.length} events are parked`);
    }
}
