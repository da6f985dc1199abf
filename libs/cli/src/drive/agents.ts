import type { Clock } from '@attune/messaging';
import type { Answer, Desk } from './desk';

export interface AgentsOptions {
  /** One an agent. */
  desks: readonly Desk[];
  /** From accepting to the reply, ms: what a person needs to read and write. */
  replyAfterMs: number;
  /** Whether the customer has more to say: then the conversation goes back to automation, else it is closed. */
  hasMore(conversationId: string): boolean;
  /** Whether the conversation is one of this run. */
  isOurs(conversationId: string): boolean;
  clock: Clock;
}

/** How long control may take to come over after an acceptance, ms, and how often it is tried. */
const controlWithinMs = 15_000;
const tryAgainMs = 150;
/** How often the queue is looked at for what no event told of, ms. */
const lookEveryMs = 10_000;

/**
 * People at the desk, by a script: each takes the next handoff, reads it, replies after a while, and hands back or closes. They
 * go home when they are told to, and finish what they have accepted.
 */
export class Agents {
  readonly counts = { accepted: 0, replied: 0, returned: 0, closed: 0 };
  private readonly queue: string[] = [];
  private readonly known = new Set<string>();
  private readonly idle: (() => void)[] = [];
  private goingHome = false;
  private working: Promise<void>[] = [];
  private look: unknown;
  private failure: Error | undefined;

  constructor(private readonly options: AgentsOptions) {}

  start(): void {
    const { desks } = this.options;
    this.working = desks.map((desk) => this.work(desk).catch((error: Error) => void (this.failure ??= error)));
    const [first] = desks;
    if (first) this.lookAtQueue(first);
  }

  /** A handoff stands in the queue. */
  offer(conversationId: string): void {
    if (this.known.has(conversationId)) return;
    this.known.add(conversationId);
    this.queue.push(conversationId);
    this.idle.shift()?.();
  }

  /** Resolves when everybody has finished what they had accepted, to what stopped one of them before (a token that is not valid). */
  async goHome(): Promise<Error | undefined> {
    this.goingHome = true;
    this.options.clock.clearTimeout(this.look);
    for (const wake of this.idle.splice(0)) wake();
    await Promise.all(this.working);
    return this.failure;
  }

  private async work(desk: Desk): Promise<void> {
    for (;;) {
      const conversationId = this.goingHome ? undefined : this.queue.shift();
      if (conversationId !== undefined) await this.takeCareOf(desk, conversationId);
      else if (this.goingHome) return;
      else await new Promise<void>((resolve) => this.idle.push(resolve));
    }
  }

  private async takeCareOf(desk: Desk, conversationId: string): Promise<void> {
    const { replyAfterMs, hasMore } = this.options;
    const accepted = await desk.accept(conversationId);
    this.known.delete(conversationId); // it may come to the queue again
    if (accepted !== 'done') return;
    this.counts.accepted += 1;
    await desk.read(conversationId);
    await this.pause(replyAfterMs);
    const clientId = `drive-${this.counts.accepted}-${this.options.clock.now()}`;
    const text =
      'I have read everything so far and looked into it. Here is what happens next: it is being taken care of.';
    if ((await this.whenHolding(() => desk.reply(conversationId, text, clientId))) !== 'done') return;
    this.counts.replied += 1;
    if (hasMore(conversationId)) {
      if ((await desk.handBack(conversationId)) === 'done') this.counts.returned += 1;
    } else if ((await desk.close(conversationId)) === 'done') this.counts.closed += 1;
  }

  /** An acceptance gives no control yet: escalation has to decide it. */
  private async whenHolding(act: () => Promise<Answer>): Promise<Answer> {
    const until = this.options.clock.now() + controlWithinMs;
    for (;;) {
      const answer = await act();
      if (answer !== 'notYet' || this.options.clock.now() > until) return answer;
      await this.pause(tryAgainMs);
    }
  }

  private lookAtQueue(desk: Desk): void {
    this.look = this.options.clock.setTimeout(() => {
      desk
        .queued()
        .then((ids) => ids.filter((id) => this.options.isOurs(id)).forEach((id) => this.offer(id)))
        .catch(() => undefined) // the next look tells
        .finally(() => !this.goingHome && this.lookAtQueue(desk));
    }, lookEveryMs);
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => this.options.clock.setTimeout(resolve, ms));
  }
}
