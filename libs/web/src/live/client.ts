import { ask } from '../doors/http';
import { openSocket, type LiveSocket } from '../doors/socket';
import { withEvents } from './conversation-lines';
import { dueNow } from './pacing';
import type { ConversationLine, Figures, LiveEvent } from './shapes';
import { Story } from './story';

const recentLimit = 1000;
const figuresEveryMs = 5_000;

/** What the page shows; a new object with each change. */
export interface Seen {
  story: Story;
  lines: ReadonlyMap<string, ConversationLine>;
  figures: Figures | undefined;
  connected: boolean;
  /** Of events that came just now, when they appeared (`performance.now()`). */
  appeared: ReadonlyMap<string, number>;
  loaded: boolean;
}

/** Follows all streams: what was before from the doors, what happens now from the socket, at a pace that can be watched. */
export class LiveClient {
  slowMotion = true;
  private readonly story = new Story();
  private seen: Seen = {
    story: this.story,
    lines: new Map(),
    figures: undefined,
    connected: true,
    appeared: new Map(),
    loaded: false,
  };
  private waiting: LiveEvent[] = [];
  private lastAt = 0;
  private frame = 0;
  private chosen: string | undefined;
  private socket: LiveSocket | undefined;
  private figuresTimer: ReturnType<typeof setTimeout> | undefined;
  private detailsTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly show: (seen: Seen) => void) {}

  start(): void {
    this.socket = openSocket('/api/insights/socket', {
      onState: (state) => {
        if (state === 'open') void this.catchUp();
        if (state !== 'connecting') this.change({ connected: state === 'open' });
      },
      onMessage: (message) => this.heard(message),
    });
    void this.readFigures();
  }

  stop(): void {
    this.socket?.close();
    cancelAnimationFrame(this.frame);
    clearTimeout(this.figuresTimer);
    clearTimeout(this.detailsTimer);
  }

  /** All of one conversation, with its words where this person may read them. */
  choose(conversationId: string | undefined): void {
    this.chosen = conversationId;
    clearTimeout(this.detailsTimer);
    void this.readDetails();
  }

  private async readDetails(): Promise<void> {
    const wanted = this.chosen;
    if (wanted === undefined) return;
    const path = `/api/insights/conversations/${encodeURIComponent(wanted)}/events`;
    const { events } = await ask<{ events: LiveEvent[] }>('GET', path).catch(() => ({ events: [] }));
    if (this.chosen !== wanted || events.length === 0) return;
    const notYet = new Set(this.waiting.map(({ id }) => id));
    this.add(events.filter(({ id }) => !notYet.has(id)));
  }

  private async catchUp(): Promise<void> {
    try {
      const [recent, known] = await Promise.all([
        ask<{ events: LiveEvent[] }>('GET', `/api/insights/recent?limit=${recentLimit}`),
        ask<{ conversations: ConversationLine[] }>('GET', '/api/insights/conversations?limit=100'),
      ]);
      this.change({ lines: new Map(known.conversations.map((line) => [line.conversationId, line])) });
      this.add(recent.events);
      this.change({ loaded: true });
    } catch {
      setTimeout(() => void this.catchUp(), 2_000);
    }
  }

  private async readFigures(): Promise<void> {
    clearTimeout(this.figuresTimer);
    if (document.visibilityState === 'visible') {
      const answer = await ask<{ figures: Figures }>('GET', '/api/insights/figures?origin=all').catch(() => undefined);
      if (answer) this.change({ figures: answer.figures });
    }
    this.figuresTimer = setTimeout(() => void this.readFigures(), figuresEveryMs);
  }

  private heard(message: { type: string } & Record<string, unknown>): void {
    if (message.type === 'link') this.story.link(String(message['conversationId']), message['ids'] as string[]);
    if (message.type !== 'event') return;
    this.waiting.push(message['event'] as LiveEvent);
    if (this.frame === 0) this.frame = requestAnimationFrame((now) => this.reveal(now));
  }

  private reveal(now: number): void {
    this.frame = 0;
    const due = dueNow(this.waiting.length, now - this.lastAt, this.slowMotion);
    if (due > 0) {
      this.waiting.sort((a, b) => a.recordedTime.localeCompare(b.recordedTime) || Number(a.id === b.causationId) * -1);
      const events = this.waiting.splice(0, due);
      this.lastAt = now;
      const appeared = new Map([...this.seen.appeared].filter(([, at]) => now - at < 2_000));
      for (const { id } of events) appeared.set(id, now);
      this.seen = { ...this.seen, appeared };
      this.add(events);
      this.readDetailsSoon(events);
    }
    if (this.waiting.length > 0) this.frame = requestAnimationFrame((at) => this.reveal(at));
  }

  /** The stream has no words of people: where this person may read them, they are fetched once it is quiet for a moment. */
  private readDetailsSoon(events: readonly LiveEvent[]): void {
    if (this.chosen === undefined || !events.some((event) => event.hasPersonal ?? true)) return;
    clearTimeout(this.detailsTimer);
    this.detailsTimer = setTimeout(() => void this.readDetails(), 600);
  }

  private add(events: readonly LiveEvent[]): void {
    this.story.add(events, (event) => this.chosen !== undefined && this.story.conversationOf(event) === this.chosen);
    const added = events.flatMap(({ id }) => this.story.get(id) ?? []);
    this.change({ lines: withEvents(this.seen.lines, added, (event) => this.story.conversationOf(event)) });
  }

  private change(change: Partial<Seen>): void {
    this.seen = { ...this.seen, ...change };
    this.show(this.seen);
  }
}
