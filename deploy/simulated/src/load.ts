import type { ConversationTest, Pack } from '@attune/domain';
import type { SeededChance } from '@attune/testing';
import type { SaidWhere, World } from './world';

/** What somebody might say next, whatever was asked: numbers of orders that exist and that do not, a yes, a no, thanks. */
const answers = [
  'A-1042',
  "It's A-1044",
  'A-1050, I think',
  'A-9999',
  'Yes, please',
  'No, leave it',
  'Stop!',
  'One of the blue ones has a crack',
  'Thanks, that is all',
  'Can I please talk to a real person?',
  'That is not what I asked! This is the third time!',
  'Hello?',
  '12 Mill Lane, York YO1 7AB',
  '🙂 ???',
];

/** One customer who comes along: what they say, when, and on which channel. */
export interface Visit {
  address: string;
  where: SaidWhere;
  says: { text: string; afterMs: number }[];
  /** They also write from an address where nobody knows them, or are forgotten at the end. */
  ends: 'quietly' | 'forgotten' | 'elsewhere';
}

/** Half of the visits follow a test of the pack, half say what its intents have as examples, in any order. */
export function visitOf(n: number, chance: SeededChance, pack: Pack, tests: readonly ConversationTest[]): Visit {
  const verified = chance.happens(0.3);
  const told = chance.happens(0.5) && tests.length > 0 ? chance.pick(tests).turns.flatMap(({ say }) => say) : [];
  const texts =
    told.length > 0 ? told : Array.from({ length: chance.between(1, 6) }, (_, i) => anyText(i, chance, pack));
  return {
    address: `customer${n}@example.com`,
    where: { channel: 'chat', ...(verified && { verifiedAs: `cus_${n}` }) },
    says: texts.map((text) => ({
      text,
      afterMs: chance.happens(0.3) ? chance.between(0, 900) : chance.between(900, 12_000),
    })),
    ends: chance.happens(0.1) ? 'forgotten' : verified && chance.happens(0.3) ? 'elsewhere' : 'quietly',
  };
}

function anyText(i: number, chance: SeededChance, { intents }: Pack): string {
  if (i > 0 && chance.happens(0.5)) return chance.pick(answers);
  const examples = chance.pick(intents).examples;
  const text = examples.length > 0 ? chance.pick(examples) : 'Hello';
  return chance.happens(0.15) ? `${text} And ${chance.pick(answers)}` : text;
}

/** Plays a visit; resolves when everything was accepted at the door. */
export async function visit(world: World, { address, where, says, ends }: Visit): Promise<void> {
  const { clock } = world;
  for (const { text, afterMs } of says) {
    await clock.sleep(afterMs);
    await world.say(address, text, where);
  }
  if (ends === 'elsewhere')
    await world.say(`${address}.home`, 'Me again, from home. Any news?', { ...where, channel: 'email' });
  if (ends !== 'forgotten') return;
  const addressId = world.addressId(address);
  const known = () =>
    world.chronicle.events.find(({ name, data }) => name === 'TurnStarted' && turnOf(data).addressId === addressId);
  while (!known()) await clock.sleep(500);
  while (!(await world.forget(String(known()!.data['customerId'])))?.found) await clock.sleep(500);
}
const turnOf = (data: Record<string, unknown>) => data['turn'] as { addressId: string };

/** Somebody at the desk, for as long as there is work: takes what is queued, and does with it what people do. */
export async function work(world: World, agentId: string, chance: SeededChance, isOver: () => boolean): Promise<void> {
  const { clock } = world;
  const taken = new Set<string>();
  while (!isOver()) {
    await clock.sleep(chance.between(500, 5_000));
    const queued = world.chronicle.of('HandoffQueued').filter(({ id }) => !taken.has(id));
    if (queued.length === 0) continue;
    const { id, subject } = chance.pick(queued);
    taken.add(id);
    const does = (what: Parameters<World['atDesk']>[0], input: object = {}) =>
      world.atDesk(what, subject, { agentId, name: agentId.slice(4), ...input });
    if (!(await does('accept', { holding: 0 }))?.done || chance.happens(0.1)) continue; // also: gone without a word
    await clock.sleep(chance.between(50, 8_000));
    await does('reply', { text: 'I am looking into it', clientId: `${id}/1` });
    await clock.sleep(chance.between(50, 8_000));
    const dueAt = new Date(clock.now() + chance.between(30_000, 300_000)).toISOString();
    const promises = chance.happens(0.3) ? [{ what: 'a call back', dueAt }] : [];
    if (chance.happens(0.5))
      await does('returnToAutomation', { decided: 'done', leftOpen: '', promises, kept: [], facts: {} });
    else if (chance.happens(0.8))
      await does('close', { outcome: chance.happens(0.7) ? 'solved' : 'notSolved', note: '' });
    else await does('releaseHandoff');
  }
}
