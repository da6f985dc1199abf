import type { IncomingHttpHeaders } from 'node:http';
import type { Session } from './sessions';

/** One browser on the other end of a WebSocket. Messages are JSON objects. */
export interface Connection<C> {
  readonly session: C;
  /** Whether it was sent; a connection that cannot keep up is closed (1013), its page reconnects and fetches anew. */
  send(message: object): boolean;
  close(code?: number, reason?: string): void;
  /** Called with each JSON object that comes; anything else closes the connection (1007). */
  onMessage(listener: (message: unknown) => void): void;
  /** Called once. */
  onClose(listener: () => void): void;
}

export interface SocketOptions<C> {
  /** Who may connect: returns what `connection.session` shall be, or undefined to refuse (401). */
  authenticate(session: Session, query: URLSearchParams, headers: IncomingHttpHeaders): C | undefined | Promise<C | undefined>;
  onOpen(connection: Connection<C>): void;
}
