import { WebSocket } from 'ws';
import { ask } from '../doors/ask';
import { PlainError } from '../plain-error';
import type { EventSource, Following } from './event-source';
import type { SeenEvent } from './seen-event';

const againAfterMs = 500;
const giveUpAfterMs = 120_000;
/** What insights gives of the past: its latest events. */
const recentLimit = 2_000;

/**
 * Events as insights shows them over its socket, of all conversations. Where the connection breaks it is made anew, and what was
 * missed is taken from the latest events that insights still has; `onGap` says where that was not enough.
 */
export function socketEvents(url: string, token: string): EventSource {
  const open = new Set<SocketFollower>();
  return {
    async follow(following) {
      const follower = new SocketFollower(url, token, following);
      open.add(follower);
      await follower.connect();
      return { stop: async () => follower.stop() };
    },
    async close() {
      for (const follower of open) follower.stop();
    },
  };
}

class SocketFollower {
  private socket: WebSocket | undefined;
  private readonly topics: ReadonlySet<string>;
  /** The latest events handed over, oldest first. */
  private readonly seen = new Set<string>();
  /** What came while the past was being fetched. */
  private waiting: SeenEvent[] | undefined;
  private begun = false;
  private connected = false;
  private stopped = false;
  private lostAt: number | undefined;

  constructor(
    private readonly url: string,
    private readonly token: string,
    private readonly following: Following,
  ) {
    this.topics = new Set(following.topics);
  }

  /** @throws PlainError where the connection is refused. */
  async connect(): Promise<void> {
    this.waiting = [];
    await this.opened();
    if (this.begun || this.following.from !== 'end') await this.catchUp();
    for (const event of this.waiting) this.handOver(event);
    this.waiting = undefined;
    this.lostAt = undefined;
    if (!this.begun) this.following.onCaughtUp?.();
    this.begun = true;
    this.connected = true;
  }

  stop(): void {
    this.stopped = true;
    this.socket?.close();
  }

  private opened(): Promise<void> {
    const address = `${this.url.replace(/^http/, 'ws')}/api/insights/socket`;
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(address, { headers: { authorization: `Bearer ${this.token}` } });
      this.socket = socket;
      socket.on('message', (data) => this.take(String(data)));
      socket.on('open', resolve);
      socket.on('unexpected-response', (_, { statusCode }) => {
        const mend =
          statusCode === 401 ? 'The token is not valid (any more); attune token --role lead makes one.' : undefined;
        socket.terminate();
        reject(new PlainError(`${address} refused the connection (${statusCode}).`, mend));
      });
      socket.on('error', (error) =>
        reject(new PlainError(`${address} does not answer (${error.message}).`, 'Does the product run there?')),
      );
      socket.on('close', () => {
        if (!this.connected) return; // whoever is connecting hears of it
        this.connected = false;
        this.again();
      });
    });
  }

  private async catchUp(): Promise<void> {
    const { from } = this.following;
    const { events } = await ask<{ events: SeenEvent[] }>(`${this.url}/api/insights/recent?limit=${recentLimit}`, {
      token: this.token,
    });
    const missed = this.begun && this.seen.size > 0 && !events.some(({ id }) => this.seen.has(id));
    if (missed) this.following.onGap?.();
    for (const event of events)
      if (this.begun || from === 'start' || Date.parse(event.recordedTime) >= Number(from)) this.handOver(event);
  }

  private again(): void {
    if (this.stopped) return;
    this.lostAt ??= Date.now();
    setTimeout(() => {
      if (this.stopped) return;
      this.connect().catch((error: Error) => {
        this.socket?.terminate();
        if (Date.now() - (this.lostAt ?? 0) < giveUpAfterMs) this.again();
        else this.following.onLost(error);
      });
    }, againAfterMs);
  }

  private take(text: string): void {
    const message = JSON.parse(text) as { type?: string; event?: SeenEvent };
    if (message.type !== 'event' || !message.event) return;
    if (this.waiting) this.waiting.push(message.event);
    else this.handOver(message.event);
  }

  private handOver(event: SeenEvent): void {
    if (this.seen.has(event.id)) return;
    this.seen.add(event.id);
    if (this.seen.size > 2 * recentLimit) this.seen.delete(this.seen.values().next().value ?? '');
    if (this.topics.has(event.topic)) this.following.onEvent(event);
  }
}
