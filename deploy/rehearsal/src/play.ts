import type { ConversationTest, OutsideAnswer, PersonAct, TestTurn } from '@attune/domain';
import type { deskCommands } from '@attune/desk';
import { differences, type Told } from './expect';

const minute = 60_000;
const address = 'kim@example.com';

export type DeskCommand = keyof typeof deskCommands;

/** Where a conversation is played: all services, on the light stage or in the simulator with its bus and its faults. */
export interface Theatre {
  readonly events: readonly (Told & { subject: string })[];
  now(): number;
  /** Time passes, and what falls due in it happens. */
  passes(ms: number): Promise<void>;
  say(address: string, text: string, where: { channel: string; verifiedAs?: string }): Promise<unknown>;
  atDesk(what: DeskCommand, conversationId: string, input: object): Promise<{ done?: boolean } | undefined>;
  /** What was released last does not arrive. */
  lose(address: string, channel: string): Promise<void>;
  outside(answers: readonly OutsideAnswer[]): void;
}

/** Something that was expected and did not happen, or must not happen and did. */
export interface Failure {
  /** Line of the step in its file; absent: the conversation as a whole. */
  line?: number;
  what: string;
}

export interface PlayOptions {
  /** How long nobody must have said anything until everything is at rest, ms of virtual time. */
  restMs: number;
  onTurn?(turn: TestTurn): void;
}

/** Plays a conversation; resolves to what did not go as its test says. */
export async function play(test: ConversationTest, theatre: Theatre, options: PlayOptions): Promise<Failure[]> {
  const failures: Failure[] = [];
  const player = new Player(theatre, test);
  let before = 0;
  for (const turn of test.turns) {
    options.onTurn?.(turn);
    theatre.outside(turn.outside);
    if (turn.waitMs > 0) await theatre.passes(turn.waitMs);
    const refused = await player.takes(turn);
    await rest(theatre, options.restMs);
    const now = theatre.events.slice(before);
    before = theatre.events.length;
    failures.push(...differences(now, turn).map((what) => ({ line: turn.line, what })));
    // What follows would only say the same again.
    if (refused !== undefined) return [...failures, { line: turn.line, what: refused }];
  }
  await theatre.passes(60 * minute);
  return [...failures, ...differences(theatre.events, test.finally).map((what) => ({ what }))];
}

/** Until nobody has published anything for a while (in virtual time). */
async function rest(theatre: Theatre, restMs: number): Promise<void> {
  for (let before = -1; before !== theatre.events.length;) {
    before = theatre.events.length;
    await theatre.passes(restMs);
  }
}

/** The customer and the person of a test. */
class Player {
  private acts = 0;

  constructor(
    private readonly theatre: Theatre,
    private readonly test: ConversationTest,
  ) {}

  /** Resolves to why the desk refused what the person wanted to do, where it did. */
  async takes({ say, person, lost }: TestTurn): Promise<string | undefined> {
    const { channel, verified } = this.test;
    for (const text of say)
      await this.theatre.say(address, text, { channel, ...(verified && { verifiedAs: 'cus_kim' }) });
    if (lost) await this.theatre.lose(address, channel);
    return person && this.act(person);
  }

  private async act(person: PersonAct): Promise<string | undefined> {
    const conversationId = this.theatre.events.findLast(({ name }) => name === 'TurnStarted')?.subject ?? '';
    const agent = { agentId: 'agt_robin', name: 'Robin' };
    const [what, input] = this.commandOf(person);
    const answer = await this.theatre.atDesk(what, conversationId, { ...agent, ...input });
    return answer?.done ? undefined : `the desk refused "${person.kind}": ${JSON.stringify(answer)}`;
  }

  private commandOf(person: PersonAct): [DeskCommand, object] {
    switch (person.kind) {
      case 'accepts':
        return ['accept', { holding: 0 }];
      case 'replies':
        return ['reply', { text: person.text, clientId: `client_${++this.acts}` }];
      case 'returns': {
        const promises = person.promises.map(({ what, inHours }) => ({
          what,
          dueAt: new Date(this.theatre.now() + inHours * 60 * minute).toISOString(),
        }));
        const { decided, leftOpen } = person;
        return ['returnToAutomation', { decided, leftOpen, promises, kept: [], facts: {} }];
      }
      case 'closes':
        return ['close', { outcome: person.solved ? 'solved' : 'notSolved', note: '' }];
    }
  }
}
