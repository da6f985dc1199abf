import type { Faults } from '@attune/testing';
import { exampleShop } from './business';
import type { Happened } from './chronicle';
import { judge } from './judge';
import { World, type SaidWhere } from './world';

export const customer = 'kim@example.com';
const heartbeatMs = 20_000;

/** A rough day for a story: every fault, less often than for random load, so that a story still gets where it wants to go. */
export const roughly: Partial<Faults> = {
  crash: 0.001,
  fail: 0.02,
  lostAnswer: 0.02,
  lostAck: 0.02,
  outside: 0.02,
  duplicate: 0.1,
  latencyMs: 40,
};

export interface SceneOptions {
  seed: number;
  faults?: Partial<Faults>;
  replicas?: number;
}

/** A world with one story in it. */
export class Scene {
  private constructor(readonly world: World) {}

  static async begin({ seed, faults = { latencyMs: 3 }, replicas = 1 }: SceneOptions): Promise<Scene> {
    const world = new World({ seed, faults, replicas, ...(await exampleShop()) });
    await world.start();
    return new Scene(world);
  }

  of(name: string, where: object = {}): Happened[] {
    return this.world.chronicle.of(name, where);
  }
  has = (name: string, where: object = {}): boolean => this.of(name, where).length > 0;

  says(text: string, where: SaidWhere & { address?: string } = {}) {
    return this.world.during(() => this.world.say(where.address ?? customer, text, where));
  }

  passes(ms: number): Promise<void> {
    return this.world.passes(ms);
  }

  /** Lets time pass until it happened; throws where it does not. */
  async until(name: string, where: object = {}, times = 1, limitMs = 60_000): Promise<Happened> {
    const enough = () => this.of(name, where).length >= times;
    if (!(await this.world.until(enough, limitMs)))
      throw new Error(`${name} ${JSON.stringify(where)} did not happen ${times} times; there was: ${this.told()}`);
    return this.of(name, where)[times - 1]!;
  }

  /** Says something and lets time pass until that turn has its outcome. */
  async hears(text: string, where: SaidWhere & { address?: string } = {}): Promise<Happened> {
    const before = this.of('TurnClosed').length;
    await this.says(text, where);
    await this.world.until(() => this.of('TurnClosed').length > before, 120_000);
    const closed = this.of('TurnClosed')[before];
    if (!closed) throw new Error(`"${text}" had no outcome; there was: ${this.told()}`);
    return closed;
  }

  get conversationId(): string {
    return this.of('TurnStarted')[0]?.subject ?? '';
  }
  agent(name: string): Agent {
    return new Agent(this.world, name, () => this.conversationId);
  }

  /** All faults over, everybody back, everything at rest: what is wrong now is wrong. */
  async end(restMs = 60_000): Promise<string[]> {
    this.world.simulation.heal();
    await this.passes(restMs);
    return judge(this.world);
  }

  told(): string {
    return this.world.chronicle.events.map(({ service, name }) => `${service}.${name}`).join(' ');
  }
}

/** A person at the desk, who is there until they go. */
export class Agent {
  readonly agentId: string;
  private there = true;

  constructor(
    private readonly world: World,
    readonly name: string,
    private readonly conversationId: () => string,
  ) {
    this.agentId = `agt_${name.toLowerCase()}`;
  }

  accepts() {
    this.beat();
    return this.does('accept', { holding: 0 });
  }
  replies(text: string) {
    return this.does('reply', { text, clientId: `client_${this.world.clock.now()}` });
  }
  returns(promises: { what: string; inMs: number }[] = []) {
    const dated = promises.map(({ what, inMs }) => ({
      what,
      dueAt: new Date(this.world.clock.now() + inMs).toISOString(),
    }));
    return this.does('returnToAutomation', { decided: 'done', leftOpen: '', promises: dated, kept: [], facts: {} });
  }
  closes() {
    return this.does('close', { outcome: 'solved', note: '' });
  }
  /** Is gone without a word. */
  leaves(): void {
    this.there = false;
  }

  private does(what: Parameters<World['atDesk']>[0], input: object) {
    const { agentId, name, world } = this;
    return world.during(async () => {
      // As the page of a person does: again until there is an answer, with the same words.
      for (let tries = 0; ; tries++) {
        const answer = await world.atDesk(what, this.conversationId(), { agentId, name, ...input });
        if ((answer && answer.refused !== 'notYet') || tries === 15) return answer;
        await world.clock.sleep(300);
      }
    }, 120_000);
  }

  private beat(): void {
    this.world.clock.setTimeout(() => {
      if (!this.there) return;
      void this.world.atDesk('stillThere', this.conversationId(), { agentId: this.agentId });
      this.beat();
    }, heartbeatMs);
  }
}
