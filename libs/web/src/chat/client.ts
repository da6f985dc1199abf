import { customerSocket, history, say, startSession, type CustomerSession } from '../doors/customer';
import { DoorError, wordsOf } from '../doors/http';
import { backoffMs, openSocket, type LiveSocket } from '../doors/socket';
import { keep, readKept } from './kept';
import { changed, emptyChat, unconfirmed, type Change, type Chat, type Holder, type ShownMessage } from './state';

export type Connection = 'starting' | 'open' | 'lost';
export interface Seen {
  chat: Chat;
  connection: Connection;
}

/**
 * One customer's conversation on this page: keeps the session, the socket and the outbox. Messages are sent one after the other,
 * so that they arrive in the order in which they were written, and again until the service has confirmed them.
 */
export class ChatClient {
  private seen: Seen;
  private session: CustomerSession | undefined;
  private socket: LiveSocket | undefined;
  private sending = false;
  private attempt = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly confirmed = new Set<string>();

  constructor(private readonly show: (seen: Seen) => void) {
    const { session, outbox } = readKept();
    this.session = session;
    this.seen = {
      chat: {
        ...emptyChat,
        outbox: outbox.map((one) => (one.status === 'refused' ? one : { ...one, status: 'waiting' })),
      },
      connection: 'starting',
    };
  }

  async start(): Promise<void> {
    this.show(this.seen);
    try {
      this.session ??= await startSession();
    } catch {
      this.connection('lost');
      return this.later(() => this.start());
    }
    keep({ session: this.session });
    this.attempt = 0;
    this.socket = openSocket(
      customerSocket,
      {
        onState: (state) => {
          if (state === 'open') void this.opened();
          if (state === 'lost') this.connection('lost');
        },
        onMessage: (message) => this.heard(message),
      },
      this.session.token,
    );
  }

  stop(): void {
    clearTimeout(this.timer);
    this.socket?.close();
  }

  say(text: string): void {
    this.change({
      type: 'say',
      message: { clientId: crypto.randomUUID(), text, at: Date.now(), status: 'sending' },
    });
    void this.flush();
  }

  retry(clientId: string): void {
    this.change({ type: 'retry', clientId });
    void this.flush();
  }

  discard(clientId: string): void {
    this.change({ type: 'discard', clientId });
  }

  private async opened(): Promise<void> {
    this.attempt = 0;
    try {
      if (this.session) this.change({ type: 'loaded', ...(await history(this.session)) });
    } catch (error) {
      if (error instanceof DoorError && error.status === 401) return this.startAnew();
      this.connection('lost');
      return this.later(() => this.opened());
    }
    this.connection('open');
    this.confirm();
    void this.flush();
  }

  /** The session has run out: a new one, and what was not sent goes with it. */
  private startAnew(): Promise<void> {
    this.socket?.close();
    this.session = undefined;
    return this.start();
  }

  private async flush(): Promise<void> {
    if (this.sending || !this.session) return;
    this.sending = true;
    try {
      for (let next = this.nextToSend(); next; next = this.nextToSend()) {
        const { clientId } = next;
        try {
          const { messageId } = await say(this.session, next.text, clientId);
          this.change({ type: 'accepted', clientId, messageId, now: Date.now() });
          this.attempt = 0;
        } catch (error) {
          if (!(error instanceof DoorError) || error.passing) {
            this.change({ type: 'waiting', clientId });
            return this.later(() => this.flush());
          }
          this.change({ type: 'refused', clientId, why: wordsOf(error) });
        }
      }
    } finally {
      this.sending = false;
    }
  }

  private nextToSend = () => this.seen.chat.outbox.find(({ status }) => status !== 'refused');

  private heard(message: { type: string } & Record<string, unknown>): void {
    const now = Date.now();
    switch (message.type) {
      case 'message':
        this.change({ type: 'message', message: message['message'] as ShownMessage });
        return this.confirm();
      case 'holder':
        return this.change({ type: 'holder', ...(message as unknown as { holder: Holder; name?: string }) }); // as the door documents it
      case 'typing':
        return this.change({ type: 'typing', now });
      case 'accepted':
        return this.change({
          type: 'accepted',
          clientId: String(message['clientId']),
          messageId: String(message['messageId']),
          now,
        });
      case 'delivered':
        return this.change({ type: 'delivered', messageId: String(message['messageId']) });
    }
  }

  /** Tells the service what has arrived here; a few at a time, because the door takes only so many in a second. */
  private confirm(): void {
    const due = unconfirmed(this.seen.chat).filter((messageId) => !this.confirmed.has(messageId));
    for (const messageId of due.slice(0, 10))
      if (this.socket?.send({ type: 'received', messageId })) this.confirmed.add(messageId);
    if (due.length > 10) setTimeout(() => this.confirm(), 1100);
  }

  private later(work: () => Promise<void>): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void work(), backoffMs(this.attempt++, Math.random()));
  }

  private connection(connection: Connection): void {
    this.seen = { ...this.seen, connection };
    this.show(this.seen);
  }

  private change(change: Change): void {
    const chat = changed(this.seen.chat, change);
    if (chat.outbox !== this.seen.chat.outbox) keep({ outbox: chat.outbox });
    this.seen = { ...this.seen, chat };
    this.show(this.seen);
  }
}
