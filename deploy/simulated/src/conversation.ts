import type { ConversationTest, ExpectedEvent, PersonAct, TestTurn } from '@attune/domain';
import { holds, isNamed, type Happened } from './chronicle';
import type { Business } from './handlers-of';
import { World } from './world';

const restMs = 1_900;
const minute = 60_000;

/** Plays a conversation test of a pack through the real services. Resolves to what was expected and did not happen, in words. */
export async function playConversation(test: ConversationTest, business: Business, seed = 1): Promise<string[]> {
  const world = new World({ seed, ...business, faults: { latencyMs: 2 }, sweepMs: minute });
  await world.start();
  const player = new Player(world, test);
  const failures: string[] = [];
  let before = 0;
  for (const turn of test.turns) {
    if (turn.waitMs > 0) await world.passes(turn.waitMs);
    const refused = await player.play(turn);
    await rest(world);
    const now = world.chronicle.events.slice(before);
    before = world.chronicle.events.length;
    player.learn(now);
    const where = `line ${turn.line}`;
    failures.push(...missed(now, turn.must, where), ...unwanted(now, turn.mustNot, where));
    // What follows would only say the same again.
    if (refused !== undefined) return [...failures, `${where}: ${refused}`];
  }
  await world.passes(60 * minute);
  const all = world.chronicle.events;
  failures.push(...missed(all, test.finally.must, 'finally'), ...unwanted(all, test.finally.mustNot, 'finally'));
  return failures;
}

/** Until nobody has published anything for a while (in virtual time). */
async function rest(world: World): Promise<void> {
  for (let before = -1; before !== world.chronicle.records.length;) {
    before = world.chronicle.records.length;
    await world.passes(restMs);
  }
}

const is = (happened: Happened, { event, with: fields }: ExpectedEvent): boolean =>
  isNamed(happened, event) && holds(happened.data, fields);
const words = ({ event, with: fields }: ExpectedEvent) => `${event} ${JSON.stringify(fields)}`;

function missed(events: readonly Happened[], must: readonly ExpectedEvent[], where: string): string[] {
  return must
    .filter((expected) => !events.some((one) => is(one, expected)))
    .map((expected) => {
      const near = events.filter((one) => is(one, { ...expected, with: {} }));
      const instead =
        near.length > 0
          ? ` There was: ${near
              .map(({ data }) => JSON.stringify(data))
              .join(' ')
              .slice(0, 1200)}`
          : ` There were: ${events.map(({ service, name }) => `${service}.${name}`).join(' ')}`;
      return `${where}: ${words(expected)} did not happen.${instead}`;
    });
}
const unwanted = (events: readonly Happened[], mustNot: readonly ExpectedEvent[], where: string): string[] =>
  mustNot.flatMap((expected) =>
    events
      .filter((one) => is(one, expected))
      .map(
        ({ data }) => `${where}: ${words(expected)} must not happen, and did: ${JSON.stringify(data).slice(0, 600)}`,
      ),
  );

/** The customer and the person of a test. */
class Player {
  private conversationId = '';

  constructor(
    private readonly world: World,
    private readonly test: ConversationTest,
  ) {}

  learn(all: readonly Happened[]): void {
    for (const { name, subject } of all) if (name === 'TurnStarted') this.conversationId = subject;
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
