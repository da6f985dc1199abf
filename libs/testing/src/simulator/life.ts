import type { Clock, Subscription } from '@attune/messaging';
import type { SeededChance } from './chance';
import type { Faults } from './faults';
import type { VirtualClock } from './virtual-clock';

export const never = <T>(): Promise<T> => new Promise<T>(() => {});

/** How likely a call goes wrong, and why it cannot be made at all. */
export interface Risks {
  fail: number;
  /** Done, but answered with an error. */
  lost: number;
  slow: number;
  /** What cannot be reached at all just now. */
  down?(): string | undefined;
}

/** One process of the simulation. When it is dead, nothing that it waits for ever comes: as if its memory were gone. */
export class Life {
  dead = false;
  /** The group takes it for dead, and it does not know. */
  expelled = false;
  /** It stands still until then, as a process under SIGSTOP does. */
  frozenUntil = 0;
  /** How far its clock is from the true time, ms. */
  skewMs = 0;
  subscriptions: Subscription[] = [];
  onDeath: () => void = () => {};

  constructor(
    readonly clock: VirtualClock,
    readonly chance: SeededChance,
    /** Shared by all and changed while the simulation runs. */
    readonly faults: Faults,
  ) {}

  crash(): void {
    if (this.dead) return;
    this.dead = true;
    this.onDeath();
  }

  /** A call to the world outside: it may also be slow, refused, or done although its answer is an error. */
  outside<T>(does: () => Promise<T>): Promise<T> {
    const { outside } = this.faults;
    return this.call(does, { fail: outside, lost: outside, slow: outside });
  }

  /** A call to a port: takes time, and may go wrong in each way that a network has. */
  async call<T>(does: () => Promise<T>, risks: Risks): Promise<T> {
    const { chance } = this;
    await this.pass(risks.slow);
    if (chance.happens(this.faults.crash)) this.crash();
    if (this.dead) return never();
    const down = risks.down?.();
    if (down !== undefined) throw new Error(`simulated: ${down} is down`);
    if (chance.happens(risks.fail)) throw new Error('simulated: not reached');
    const result = await does();
    await this.pass(0);
    if (chance.happens(this.faults.crash)) this.crash();
    if (this.dead) return never();
    if (chance.happens(risks.lost)) throw new Error('simulated: done, but the answer was lost');
    return result;
  }

  /** Until it runs again. */
  async thaw(): Promise<void> {
    while (this.clock.now() < this.frozenUntil) await this.clock.sleep(this.frozenUntil - this.clock.now());
  }

  private async pass(slow: number): Promise<void> {
    await this.clock.sleep(this.chance.next() * (this.chance.happens(slow) ? 10_000 : this.faults.latencyMs));
    if (this.clock.now() < this.frozenUntil) await this.thaw();
  }
}

/** The clock of a process: stands still with it, and may be wrong. */
export function mortalClock(life: Life): Clock {
  const { clock } = life;
  const run = (task: () => void) => {
    if (life.dead) return;
    if (clock.now() < life.frozenUntil) clock.setTimeout(() => run(task), life.frozenUntil - clock.now());
    else task();
  };
  return {
    now: () => clock.now() + life.skewMs,
    setTimeout: (task, ms) => clock.setTimeout(() => run(task), ms),
    clearTimeout: (handle) => clock.clearTimeout(handle),
  };
}
