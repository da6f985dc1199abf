import { dataOf, type LiveEvent } from './shapes';

/** An event with the time that it was recorded, epoch ms. */
export interface StoryEvent extends LiveEvent {
  at: number;
}

/**
 * How one event led to another: `event` as the envelope says; the others where something outside stands between them, which the
 * envelope names by an id of its own (a timer, a call, a customer's device, a person).
 */
export type Via = 'event' | 'timer' | 'call' | 'delivery' | 'person' | 'dead letter';
export interface Cause {
  event: StoryEvent;
  via: Via;
}

/** All events that the page knows, in order, and how they hang together. */
export class Story {
  private readonly byId = new Map<string, StoryEvent>();
  /** What events without an event as their cause are found by: `message:…`, `action:…`. */
  private readonly anchors = new Map<string, StoryEvent>();
  private readonly turnOfMessage = new Map<string, string>();
  private readonly conversationOfTurn = new Map<string, string>();
  private ordered: StoryEvent[] = [];
  private followers: Map<string, StoryEvent[]> | undefined;

  constructor(private readonly limit = 3000) {}

  /** In order: by the time of recording, causes before effects. */
  get events(): readonly StoryEvent[] {
    return this.ordered;
  }
  get(id: string | undefined): StoryEvent | undefined {
    return id === undefined ? undefined : this.byId.get(id);
  }

  /** Events that are known already are completed by what is new about them (their conversation, their personal part). */
  add(events: readonly LiveEvent[], keep?: (event: StoryEvent) => boolean): void {
    for (const event of events) {
      const known = this.byId.get(event.id);
      if (known) Object.assign(known, event);
      else this.insert({ ...event, at: Date.parse(event.recordedTime) });
    }
    this.ordered.sort((a, b) => a.at - b.at || this.depth(a) - this.depth(b) || a.sequence - b.sequence);
    this.prune(keep);
    this.followers = undefined;
  }

  link(conversationId: string, ids: readonly string[]): void {
    for (const id of ids) {
      const event = this.byId.get(id);
      if (event) event.conversationId = conversationId;
    }
  }

  conversationOf(event: StoryEvent): string | undefined {
    const turnId = this.turnOf(event);
    return (
      event.conversationId ??
      dataOf(event).conversationId ??
      (turnId === undefined ? undefined : this.conversationOfTurn.get(turnId))
    );
  }
  of(conversationId: string): StoryEvent[] {
    return this.ordered.filter((event) => this.conversationOf(event) === conversationId);
  }

  turnOf(event: LiveEvent): string | undefined {
    const { turn, turnId, answers, messageId } = dataOf(event);
    if (turn) return turn.turnId;
    if (turnId !== undefined) return turnId;
    if (event.correlationId.startsWith('trn_')) return event.correlationId;
    if (event.name === 'MessageReceived' && messageId !== undefined) return this.turnOfMessage.get(messageId);
    if (event.name === 'ReplyDelivered' || event.name === 'DeliveryFailed') {
      const released = this.anchors.get(`released:${messageId}`);
      return released && this.turnOf(released);
    }
    return answers?.[0];
  }
  /** The events of one turn, in order. */
  turn(turnId: string): StoryEvent[] {
    return this.ordered.filter((event) => this.turnOf(event) === turnId);
  }

  cause(event: StoryEvent): Cause | undefined {
    const direct = this.byId.get(event.causationId);
    if (direct) return { event: direct, via: 'event' };
    const { turn, actionId, messageId, handoffId, promiseId, origin } = dataOf(event);
    switch (event.name) {
      case 'TurnReceived':
        return this.anchored('timer', `message:${turn?.messageIds.at(-1)}`);
      case 'TurnOverdue':
        return this.anchored('timer', `turn:${turn?.turnId}`);
      case 'ActionPerformed':
      case 'ActionFailed':
      case 'ActionInDoubt':
        return this.anchored('call', `action:${actionId}`);
      case 'ReplyDelivered':
      case 'DeliveryFailed':
        return this.anchored('delivery', `released:${messageId}`);
      case 'HandoffAccepted':
        return this.anchored('person', `handoff:${handoffId}`);
      case 'HandoffReleased':
      case 'ConversationReturned':
      case 'ConversationClosed':
        return this.anchored('person', `accepted:${handoffId}`);
      case 'ReplyPrepared':
        return event.service === 'desk' ? this.anchored('person', `held:${event.subject}`) : undefined;
      case 'PromiseDue':
        return this.anchored('timer', `promise:${promiseId}`);
      case 'EventDeadLettered': {
        const broken = this.get(origin?.id);
        return broken && { event: broken, via: 'dead letter' };
      }
      default:
        return undefined;
    }
  }

  effects(event: StoryEvent): readonly StoryEvent[] {
    this.followers ??= this.follow();
    return this.followers.get(event.id) ?? [];
  }

  /** The chain that led to an event and everything that followed from it, itself included. */
  related(event: StoryEvent): ReadonlySet<string> {
    const found = new Set([event.id]);
    for (let cause = this.cause(event); cause && !found.has(cause.event.id); cause = this.cause(cause.event))
      found.add(cause.event.id);
    const open = [event];
    for (let next = open.pop(); next; next = open.pop())
      for (const effect of this.effects(next))
        if (!found.has(effect.id)) {
          found.add(effect.id);
          open.push(effect);
        }
    return found;
  }

  private insert(event: StoryEvent): void {
    const {
      turn,
      messageId,
      actionId,
      handoffId,
      promiseId,
      holder,
      conversationId = event.conversationId,
    } = dataOf(event);
    this.byId.set(event.id, event);
    this.ordered.push(event);
    const turnId = this.turnOf(event);
    if (turnId !== undefined && conversationId !== undefined) this.conversationOfTurn.set(turnId, conversationId);
    for (const id of turn?.messageIds ?? []) this.turnOfMessage.set(id, turn?.turnId ?? '');
    switch (event.name) {
      case 'MessageReceived':
        return void this.anchors.set(`message:${messageId}`, event);
      case 'TurnReceived':
        return void this.anchors.set(`turn:${turn?.turnId}`, event);
      case 'ReplyReleased':
        return void this.anchors.set(`released:${messageId}`, event);
      case 'ActionStarted':
        return void this.anchors.set(`action:${actionId}`, event);
      case 'HandoffQueued':
        return void this.anchors.set(`handoff:${handoffId}`, event);
      case 'HandoffAccepted':
        return void this.anchors.set(`accepted:${handoffId}`, event);
      case 'PromiseMade':
        return void this.anchors.set(`promise:${promiseId}`, event);
      case 'ControlDecided':
        if (holder === 'person') this.anchors.set(`held:${event.subject}`, event);
    }
  }

  private anchored(via: Via, anchor: string): Cause | undefined {
    const event = this.anchors.get(anchor);
    return event && { event, via };
  }

  private depth(event: StoryEvent): number {
    let depth = 0;
    for (let cause = this.byId.get(event.causationId); cause && depth < 40; cause = this.byId.get(cause.causationId))
      depth += 1;
    return depth;
  }

  private follow(): Map<string, StoryEvent[]> {
    const followers = new Map<string, StoryEvent[]>();
    for (const event of this.ordered) {
      const cause = this.cause(event);
      if (!cause) continue;
      const known = followers.get(cause.event.id);
      if (known) known.push(event);
      else followers.set(cause.event.id, [event]);
    }
    return followers;
  }

  private prune(keep: (event: StoryEvent) => boolean = () => false): void {
    let surplus = this.ordered.length - this.limit;
    if (surplus <= 0) return;
    this.ordered = this.ordered.filter((event) => {
      if (surplus <= 0 || keep(event)) return true;
      surplus -= 1;
      this.byId.delete(event.id);
      return false;
    });
    for (const [anchor, event] of this.anchors) if (!this.byId.has(event.id)) this.anchors.delete(anchor);
    const bounded = 20_000;
    for (const map of [this.turnOfMessage, this.conversationOfTurn])
      for (const oldest of map.keys()) {
        if (map.size <= bounded) break;
        map.delete(oldest);
      }
  }
}
