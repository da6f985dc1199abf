/** ms to wait before attempt n (0, 1, 2 …): doubles up to 15 s, spread by `chance` (0..1), so that pages do not return all at once. */
export function backoffMs(attempt: number, chance: number): number {
  const most = Math.min(15_000, 400 * 2 ** attempt);
  return Math.round(most / 2 + (most / 2) * chance);
}

export interface LiveSocket {
  /** Whether it went out; what did not must be sent again by whoever cares. */
  send(message: object): boolean;
  close(): void;
}
interface SocketListener {
  onMessage(message: { type: string } & Record<string, unknown>): void;
  /** `open` after each connect: fetch what was missed. */
  onState(state: 'connecting' | 'open' | 'lost'): void;
}

/** A WebSocket that connects again by itself: with growing pauses, at once when the browser is online again or the page is looked at. */
export function openSocket(path: string, listener: SocketListener, token?: string): LiveSocket {
  const url = new URL(path, location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  if (token !== undefined) url.searchParams.set('token', token);
  let socket: WebSocket | undefined;
  let attempt = 0;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  function connect() {
    clearTimeout(waiting);
    waiting = undefined;
    listener.onState('connecting');
    const opened = new WebSocket(url);
    socket = opened;
    opened.onopen = () => {
      attempt = 0;
      listener.onState('open');
    };
    opened.onmessage = ({ data }) => listener.onMessage(JSON.parse(String(data)));
    opened.onclose = () => {
      if (closed || socket !== opened) return;
      listener.onState('lost');
      waiting = setTimeout(connect, backoffMs(attempt++, Math.random()));
    };
  }
  const hurry = () => {
    if (waiting === undefined || document.visibilityState === 'hidden') return;
    attempt = 0;
    connect();
  };
  addEventListener('online', hurry);
  document.addEventListener('visibilitychange', hurry);
  connect();

  return {
    send(message) {
      if (socket?.readyState !== WebSocket.OPEN) return false;
      socket.send(JSON.stringify(message));
      return true;
    },
    close() {
      closed = true;
      clearTimeout(waiting);
      removeEventListener('online', hurry);
      document.removeEventListener('visibilitychange', hurry);
      socket?.close();
    },
  };
}
