import type { WebSocket } from 'ws';
import type { Clock, Logger } from '@attune/messaging';

/** One browser on the other end of a WebSocket. Messages are JSON objects. */
export interface Connection<C> {
  readonly session: C;
  /** Whether it was sent; a connection that cannot keep up is closed (1013), its page connects again and fetches anew. */
  send(message: object): boolean;
  close(code?: number, reason?: string): void;
  /** Called with each JSON object that comes, at most 20 a second; anything else closes the connection. */
  onMessage(listener: (message: unknown) => void): void;
  /** Called once. */
  onClose(listener: () => void): void;
}

const pingEveryMs = 25_000;
const maxUnsentBytes = 1_048_576;
const maxMessagesPerSecond = 20;

/** Wraps a socket: JSON both ways, limits, and pings, so that a peer that vanished is noticed. */
export function openConnection<C>(socket: WebSocket, session: C, clock: Clock, logger: Logger): Connection<C> {
  const listeners: ((message: unknown) => void)[] = [];
  let answered = true;
  let budget = { second: 0, left: 0 };
  let ping = clock.setTimeout(beat, pingEveryMs);

  function beat() {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
    ping = clock.setTimeout(beat, pingEveryMs);
  }
  function withinBudget() {
    const second = Math.floor(clock.now() / 1000);
    if (second !== budget.second) budget = { second, left: maxMessagesPerSecond };
    return budget.left-- > 0;
  }

  socket.on('pong', () => (answered = true));
  socket.on('error', (error) => logger.debug({ error: error.name }, 'a socket failed')); // 'close' follows
  socket.once('close', () => clock.clearTimeout(ping));
  socket.on('message', (data, isBinary) => {
    if (!withinBudget()) return socket.close(1008, 'Too many messages');
    const message = isBinary ? undefined : objectOf(String(data));
    if (message === undefined) return socket.close(1007, 'Send JSON objects');
    try {
      for (const listener of listeners) listener(message);
    } catch (error) {
      logger.error({ err: error }, 'a message over a socket could not be handled');
      socket.close(1011, 'Internal error');
    }
  });

  return {
    session,
    send(message) {
      if (socket.readyState !== socket.OPEN) return false;
      if (socket.bufferedAmount > maxUnsentBytes) {
        socket.close(1013, 'Too slow');
        return false;
      }
      socket.send(JSON.stringify(message));
      return true;
    },
    close: (code = 1000, reason = '') => socket.close(code, reason),
    onMessage: (listener) => void listeners.push(listener),
    onClose: (listener) => void socket.once('close', listener),
  };
}

function objectOf(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
