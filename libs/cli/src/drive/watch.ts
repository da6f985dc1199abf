import type { SeenEvent } from '../events/seen-event';
import { nameOf } from '../events/seen-event';
import { Order } from './order';

/** What was seen of one turn. Times are epoch ms of this process. */
export interface WatchedTurn {
  turnId: string;
  addressId: string;
  number: number;
  messageIds: readonly string[];
  /** A holding notice went out while it was open. */
  held: boolean;
  /** Ids of the closings that were seen: more than one is a fault. */
  closings: Set<string>;
  outcome?: string;
  tookMs?: number;
  closedAt?: number;
  /** Automated replies and handoff notices that name it: more than one is a fault. */
  releases: Set<string>;
}

interface Said {
  at: number;
  turn?: WatchedTurn;
  waiting: (() => void)[];
}

/** What an onlooker hears besides: a handoff of one of our customers stands in a queue, or is there no more. */
export interface WatchListener {
  onHandoffQueued?(conversationId: string): void;
  onChange?(): void;
}

/**
 * Follows what becomes of the messages of this run, from the events alone. Knows its own by their addresses; everything else on
 * the bus is only looked at for its order.
 */
export class Watch {
  readonly order = new Order();
  readonly turns = new Map<string, WatchedTurn>();
  readonly conversations = new Map<string, string>();
  deadLetters = 0;
  /** Replies that stood before the turn that they answer, or behind one that answers a later turn. */
  repliesOutOfOrder = 0;
  lastSeenAt = 0;
  private readonly addresses = new Set<string>();
  private readonly messages = new Map<string, Said>();
  /** Messages of turns that a door has told of and that were not seen yet. */
  private readonly told = new Map<string, string[]>();
  /** The highest number answered, an address each. */
  private readonly answered = new Map<string, number>();

  constructor(
    private readonly now: () => number,
    private readonly listener: WatchListener = {},
  ) {}

  /** Before anything is said from it. */
  expect(addressId: string): void {
    this.addresses.add(addressId);
  }

  /** A message was said at `at`; what became of it may have been seen before the door answered. `turnId`: as the door told. */
  said(messageId: string, at: number, turnId?: string): void {
    const known = this.messages.get(messageId);
    if (known) known.at = at;
    else this.messages.set(messageId, { at, waiting: [] });
    if (turnId !== undefined && !this.turns.has(turnId))
      this.told.set(turnId, [...(this.told.get(turnId) ?? []), messageId]);
  }

  /** Resolves when the turn of the message has changed (received, held, closed). */
  changed(messageId: string): Promise<void> {
    return new Promise((resolve) => this.messages.get(messageId)?.waiting.push(resolve));
  }

  turnOf(messageId: string): WatchedTurn | undefined {
    return this.messages.get(messageId)?.turn;
  }

  /** Messages said of which no turn is known. */
  unheard(): number {
    return [...this.messages.values()].filter(({ turn }) => turn === undefined).length;
  }

  /** Turns and messages that are still to come to an end. */
  open(): number {
    let open = this.unheard();
    for (const turn of this.turns.values()) if (turn.closings.size === 0) open += 1;
    return open;
  }

  /** From saying to seeing it closed, ms, of each message whose turn is closed. */
  clientMs(): number[] {
    return [...this.messages.values()].flatMap(({ at, turn }) =>
      turn?.closedAt === undefined ? [] : turn.closedAt - at,
    );
  }

  take(event: SeenEvent): void {
    const first = this.order.take(event);
    const name = nameOf(event.type);
    if (event.topic === 'attune.dead-letters') {
      if (name === 'EventDeadLettered' && first) this.deadLetters += 1;
    } else if (event.topic === 'attune.channel' && this.addresses.has(event.subject)) {
      this.lastSeenAt = this.now();
      this.fromChannel(name, event);
    } else if (name === 'HandoffQueued' || name === 'HandoffRequested') this.handoff(name, event);
  }

  private fromChannel(name: string, event: SeenEvent): void {
    const { conversationId } = event.data as { conversationId?: string };
    if (conversationId !== undefined) this.conversations.set(conversationId, event.subject);
    if (name === 'TurnReceived') this.received(event);
    else if (name === 'ReplyReleased') this.released(event);
    else if (name === 'TurnClosed') this.closed(event);
    else return;
    this.listener.onChange?.();
  }

  private received({ data, subject }: SeenEvent): void {
    const { turn } = data as { turn: { turnId: string; number: number; messageIds: string[] } };
    if (this.turns.has(turn.turnId)) return;
    const { turnId, number, messageIds } = turn;
    const watched = { turnId, number, messageIds, addressId: subject };
    this.begin({ ...watched, held: false, closings: new Set(), releases: new Set() });
  }

  private begin(turn: WatchedTurn): WatchedTurn {
    this.turns.set(turn.turnId, turn);
    this.told.delete(turn.turnId);
    for (const messageId of turn.messageIds) {
      const said = this.messages.get(messageId) ?? { at: this.now(), waiting: [] };
      said.turn = turn;
      this.messages.set(messageId, said);
    }
    this.tell(turn);
    return turn;
  }

  private released({ id, data, subject }: SeenEvent): void {
    const { kind, by, answers } = data as { kind: string; by: { kind: string }; answers: string[] };
    if (kind === 'holdingNotice') return this.held(subject, answers);
    if (by.kind !== 'automation' || (kind !== 'reply' && kind !== 'handoffNotice')) return;
    const turns = answers.map((turnId) => this.turns.get(turnId)).filter((turn) => turn !== undefined);
    this.repliesOutOfOrder += answers.length - turns.length;
    for (const turn of turns.sort((a, b) => a.number - b.number)) {
      if (turn.releases.has(id)) continue;
      turn.releases.add(id);
      this.inOrder(turn);
    }
  }

  private inOrder({ addressId, number }: WatchedTurn): void {
    const latest = this.answered.get(addressId) ?? 0;
    if (number < latest) this.repliesOutOfOrder += 1;
    this.answered.set(addressId, Math.max(latest, number));
  }

  /** One notice an address: it is for all that is open there. */
  private held(addressId: string, answers: readonly string[]): void {
    for (const turn of this.turns.values()) {
      const meant = answers.length > 0 ? answers.includes(turn.turnId) : turn.addressId === addressId;
      if (!meant || turn.closings.size > 0) continue;
      turn.held = true;
      this.tell(turn);
    }
  }

  private closed({ id, data, subject }: SeenEvent): void {
    const { turnId, number, outcome, held, tookMs } = data as {
      turnId: string;
      number: number;
      outcome: string;
      held: boolean;
      tookMs: number;
    };
    const turn =
      this.turns.get(turnId) ??
      this.begin({
        turnId,
        number,
        addressId: subject,
        messageIds: this.told.get(turnId) ?? [],
        held,
        closings: new Set(),
        releases: new Set(),
      });
    turn.closings.add(id);
    if (turn.closedAt !== undefined) return;
    Object.assign(turn, { outcome, tookMs, held: turn.held || held, closedAt: this.now() });
    this.tell(turn);
  }

  private handoff(name: string, { data }: SeenEvent): void {
    const { conversationId, addressId } = data as { conversationId: string; addressId: string };
    if (!this.addresses.has(addressId)) return;
    this.conversations.set(conversationId, addressId);
    if (name === 'HandoffQueued') this.listener.onHandoffQueued?.(conversationId);
  }

  private tell(turn: WatchedTurn): void {
    for (const messageId of turn.messageIds) {
      const said = this.messages.get(messageId);
      for (const resolve of said?.waiting.splice(0) ?? []) resolve();
    }
  }
}
