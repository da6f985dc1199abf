import { services } from '@attune/contracts';
import type { Clock } from '@attune/messaging';
import type { EventSource } from '../events/event-source';
import { Agents } from './agents';
import { Refused, type Customer, type Customers } from './customers';
import type { Desk } from './desk';
import { figuresOf, type Figures } from './figures';
import { atPace, type Pace } from './pace';
import type { Conversation } from './script';
import { Watch } from './watch';

export interface DrivePlan {
  conversations: readonly Conversation[];
  pace: Pace;
  /** Rows that had nothing to say. */
  skipped: number;
  /** A held turn is waited for so long before the customer says the next thing, ms. */
  holdLimitMs: number;
  /** A turn of which nothing is heard for so long ends its conversation, ms. */
  turnLimitMs: number;
  /** How long stragglers are waited for at the end, ms. */
  lastWaitMs: number;
  agentReplyAfterMs: number;
}
export interface DrivePorts {
  customers: Customers;
  events: EventSource;
  /** One an agent. */
  desks: readonly Desk[];
  clock: Clock;
  /** Told about every half second. */
  onProgress?(progress: Progress): void;
  warn?(text: string): void;
}
export interface Progress {
  watch: Watch;
  startedAt: number;
  /** Conversations begun, and all there are. */
  begun: number;
  of: number;
  waitingForStragglers: boolean;
}

/** All streams of services: what is said and done in conversations, and the letters. */
export const drivenTopics = [...services.map((service) => `attune.${service}`), 'attune.dead-letters'];

const progressEveryMs = 500;
/** The run is over when nothing of it was seen for so long, ms: a second close of a turn would come about now. */
const quietMs = 1_000;

/** Plays the conversations and tells what became of them. Ends by itself. Rejects where the events are lost for good. */
export async function drive(plan: DrivePlan, ports: DrivePorts): Promise<Figures> {
  return new Run(plan, ports).run();
}

class Run {
  private readonly watch: Watch;
  private readonly agents: Agents;
  /** Messages that each address still has to say. */
  private readonly left = new Map<string, number>();
  private readonly counts = { messages: 0, refused: 0, unsaid: 0, gaps: 0, begun: 0 };
  private startedAt: number | undefined;
  private wake: (() => void) | undefined;
  private waitingForStragglers = false;

  constructor(
    private readonly plan: DrivePlan,
    private readonly ports: DrivePorts,
  ) {
    const { clock, desks } = ports;
    this.watch = new Watch(() => clock.now(), {
      onHandoffQueued: (conversationId) => this.agents.offer(conversationId),
      onChange: () => this.wake?.(),
    });
    this.agents = new Agents({
      desks,
      replyAfterMs: plan.agentReplyAfterMs,
      hasMore: (conversationId) => (this.left.get(this.watch.conversations.get(conversationId) ?? '') ?? 0) > 0,
      isOurs: (conversationId) => this.watch.conversations.has(conversationId),
      clock,
    });
  }

  async run(): Promise<Figures> {
    const { events } = this.ports;
    let lose!: (error: Error) => void;
    const lost = new Promise<never>((_, reject) => (lose = reject));
    const following = await events.follow({
      topics: drivenTopics,
      from: 'end',
      onEvent: (event) => this.watch.take(event),
      onGap: () => (this.counts.gaps += 1),
      onLost: lose,
    });
    const stopProgress = this.tellProgress();
    try {
      this.agents.start();
      await Promise.race([this.play(), lost]);
      return this.figures();
    } finally {
      stopProgress();
      void this.agents.goHome(); // where the run broke off
      await following.stop();
    }
  }

  private async play(): Promise<void> {
    const { conversations, pace, lastWaitMs } = this.plan;
    await atPace(conversations, pace, this.ports.clock, (conversation, index) => this.playOne(conversation, index));
    this.waitingForStragglers = true;
    await this.until(() => this.watch.open() === 0, lastWaitMs);
    const trouble = await this.agents.goHome();
    if (trouble) this.ports.warn?.(`The desk could not be worked at: ${trouble.message}`);
    await this.until(() => this.ports.clock.now() - this.watch.lastSeenAt > quietMs, 5 * quietMs);
  }

  private async playOne({ messages }: Conversation, index: number): Promise<void> {
    this.counts.begun += 1;
    let said = 0;
    try {
      const customer = await this.ports.customers.arrive(String(index + 1));
      this.watch.expect(customer.addressId);
      for (const text of messages) {
        this.left.set(customer.addressId, messages.length - said - 1);
        const goOn = await this.say(customer, text, said + 1);
        said += 1;
        if (!goOn) break;
      }
      this.left.delete(customer.addressId);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.counts.refused += 1;
      said += 1;
    }
    this.counts.unsaid += messages.length - said;
  }

  /** Says one thing and waits for its turn to end. Whether the customer goes on. */
  private async say(customer: Customer, text: string, number: number): Promise<boolean> {
    const { clock } = this.ports;
    const at = clock.now();
    this.startedAt ??= at;
    const { messageId, turnId } = await customer.say(text, number);
    this.counts.messages += 1;
    this.watch.said(messageId, at, turnId);
    let heldAt: number | undefined;
    for (;;) {
      const turn = this.watch.turnOf(messageId);
      if (turn?.closedAt !== undefined) return true;
      if (turn?.held) heldAt ??= clock.now();
      const until = heldAt === undefined ? at + this.plan.turnLimitMs : heldAt + this.plan.holdLimitMs;
      const left = until - clock.now();
      if (left <= 0) return heldAt !== undefined;
      await this.changedWithin(messageId, left);
    }
  }

  private async changedWithin(messageId: string, ms: number): Promise<void> {
    const { clock } = this.ports;
    let timer: unknown;
    const late = new Promise<void>((resolve) => (timer = clock.setTimeout(resolve, ms)));
    await Promise.race([this.watch.changed(messageId), late]);
    clock.clearTimeout(timer);
  }

  /** Looks again with everything that is seen of this run, and now and then without. */
  private async until(holds: () => boolean, withinMs: number): Promise<void> {
    const { clock } = this.ports;
    const end = clock.now() + withinMs;
    while (!holds() && clock.now() < end) {
      let timer: unknown;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        timer = clock.setTimeout(resolve, 100);
      });
      clock.clearTimeout(timer);
    }
    this.wake = undefined;
  }

  private tellProgress(): () => void {
    const { clock, onProgress } = this.ports;
    if (!onProgress) return () => {};
    const startedAt = clock.now();
    let timer: unknown;
    const tell = () => {
      const { watch, waitingForStragglers } = this;
      onProgress({
        watch,
        startedAt,
        begun: this.counts.begun,
        of: this.plan.conversations.length,
        waitingForStragglers,
      });
      timer = clock.setTimeout(tell, progressEveryMs);
    };
    tell();
    return () => clock.clearTimeout(timer);
  }

  private figures(): Figures {
    const { messages, refused, unsaid, gaps, begun } = this.counts;
    return figuresOf(this.watch, {
      conversations: begun,
      messages,
      refused,
      unsaid: unsaid + this.plan.skipped,
      gaps,
      ...(this.startedAt !== undefined && { startedAt: this.startedAt }),
      agents: this.agents.counts,
    });
  }
}
