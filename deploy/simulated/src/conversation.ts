import type { ConversationTest, ExpectedEvent, Pack, PersonAct, TestTurn } from '@attune/domain';
import type { IntentEnv } from '@attune/intent';
import { holds, told, type Told } from './told';
import { World } from './world';

const restMs = 1_900;
const minute = 60_000;

/** Plays a conversation test of a pack through the real services. Resolves to what was expected and did not happen, in words. */
export async function playConversation(
  test: ConversationTest,
  pack: Pack,
  model: IntentEnv['model'],
  seed = 1,
): Promise<string[]> {
  const world = new World({ seed, pack, model, faults: { latencyMs: 2 }, sweepMs: minute });
  void world.start();
  await world.clock.run(() => false, 1_000);
  const player = new Player(world, test);
  const failures: string[] = [];
  let before = 0;
  for (const turn of test.turns) {
    if (turn.waitMs > 0) await world.clock.run(() => false, turn.waitMs);
    const refused = await player.play(turn);
    await rest(world);
    const all = await told(await world.history(), world.simulation.keys);
    const now = all.slice(before);
    before = all.length;
    player.learn(all);
    const where = `line ${turn.line}`;
    failures.push(...missed(now, turn.must, where), ...unwanted(now, turn.mustNot, where));
    // What follows would only say the same again.
    if (refused !== undefined) return [...failures, `${where}: ${refused}`];
  }
  await world.clock.run(() => false, 60 * minute);
  const all = await told(await world.history(), world.simulation.keys);
  failures.push(...missed(all, test.finally.must, 'finally'), ...unwanted(all, test.finally.mustNot, 'finally'));
  return failures;
}

/** Until nobody has published anything for a while (in virtual time). */
async function rest(world: World): Promise<void> {
  for (let before = -1, now = 0; before !== now;) {
    before = now;
    await world.clock.run(() => false, restMs);
    now = (await world.history()).length;
  }
}

const is = ({ name, service, event }: Told, expected: ExpectedEvent): boolean => {
  const [first, second] = expected.event.split('.');
  const named = second === undefined ? name === first : service === first && name === second;
  return named && holds(event.data, expected.with);
};
const words = ({ event, with: fields }: ExpectedEvent) => `${event} ${JSON.stringify(fields)}`;

function missed(events: readonly Told[], must: readonly ExpectedEvent[], where: string): string[] {
  return must
    .filter((expected) => !events.some((one) => is(one, expected)))
    .map((expected) => {
      const near = events.filter((one) => is(one, { ...expected, with: {} }));
      const instead =
        near.length > 0
          ? ` There was: ${near
              .map(({ event }) => JSON.stringify(event.data))
              .join(' ')
              .slice(0, 1200)}`
          : ` There were: ${events.map(({ service, name }) => `${service}.${name}`).join(' ')}`;
      return `${where}: ${words(expected)} did not happen.${instead}`;
    });
}
const unwanted = (events: readonly Told[], mustNot: readonly ExpectedEvent[], where: string): string[] =>
  mustNot.flatMap((expected) =>
    events
      .filter((one) => is(one, expected))
      .map(
        ({ event }) =>
          `${where}: ${words(expected)} must not happen, and did: ${JSON.stringify(event.data).slice(0, 600)}`,
      ),
  );

/** The customer and the person of a test. */
class Player {
  private conversationId = '';
  private epoch = 1;

  constructor(
    private readonly world: World,
    private readonly test: ConversationTest,
  ) {}

  learn(all: readonly Told[]): void {
    for (const { name, event } of all) {
      if (name === 'TurnStarted') this.conversationId = (event.data as { conversationId: string }).conversationId;
      if (name === 'ControlDecided') this.epoch = (event.data as { epoch: number }).epoch;
    }
  }

  /** Resolves to why the desk refused what the person wanted to do, where it did. */
  async play({ say, person }: TestTurn): Promise<string | undefined> {
    const { channel, verified } = this.test;
    return this.world.during(async () => {
      for (const text of say)
        await this.world.say('kim@example.com', text, { channel, ...(verified && { verifiedAs: 'cus_kim' }) });
      return person && this.act(person);
    });
  }

  private async act(person: PersonAct): Promise<string | undefined> {
    const agent = { agentId: 'agt_robin', name: 'Robin' };
    const at = (what: Parameters<World['atDesk']>[0], input: object) =>
      this.world.atDesk(what, this.conversationId, { ...agent, ...input });
    const answer = await this.answerTo(person, at);
    return answer?.done ? undefined : `the desk refused "${person.kind}": ${JSON.stringify(answer)}`;
  }

  private answerTo(
    person: PersonAct,
    at: (what: Parameters<World['atDesk']>[0], input: object) => ReturnType<World['atDesk']>,
  ) {
    const { world } = this;
    switch (person.kind) {
      case 'accepts':
        return at('accept', { holding: 0 });
      case 'replies':
        return at('reply', { text: person.text, clientId: `client_${world.clock.now()}` });
      case 'returns': {
        const promises = person.promises.map(({ what, inHours }) => ({
          what,
          dueAt: new Date(world.clock.now() + inHours * 3_600_000).toISOString(),
        }));
        return at('returnToAutomation', {
          decided: person.decided,
          leftOpen: person.leftOpen,
          promises,
          kept: [],
          facts: {},
        });
      }
      case 'closes':
        return at('close', { outcome: person.solved ? 'solved' : 'notSolved', note: '' });
    }
  }
}
