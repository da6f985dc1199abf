import type { IncomingHttpHeaders, IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { WebSocketServer, type WebSocket } from 'ws';
import { openConnection, type Connection } from './connection';
import { PARTS, type ServiceParts } from './service';
import { readSession, tokenOf, type Session } from './sessions';

export interface SocketOptions<C> {
  /**
   * Who may connect: returns what `connection.session` shall be, or undefined to refuse (401). The token comes as bearer, as
   * `?token=`, or as the cookie of an agent, which is believed only from our own pages.
   */
  authenticate(
    session: Session,
    query: URLSearchParams,
    headers: IncomingHttpHeaders,
  ): C | undefined | Promise<C | undefined>;
  onOpen(connection: Connection<C>): void;
}

type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer, url: URL) => Promise<void>;
interface Sockets {
  doors: Map<string, Upgrade>;
  open: Set<WebSocket>;
}
const socketsOf = new WeakMap<Server, Sockets>();

const maxMessageBytes = 65_536;
const maxOpen = 20_000;

/**
 * Opens a WebSocket door at `path`. It listens to `upgrade` of the service's own HTTP server; a front that shares one port among
 * services emits that event there. Sockets are closed when the service stops.
 */
export function attachSocket<C>(app: NestFastifyApplication, path: string, options: SocketOptions<C>): void {
  const { config, tokens, logger, clock } = app.get<ServiceParts>(PARTS);
  const { doors, open } = upgradesOf(app.getHttpServer());
  const server = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes, perMessageDeflate: false });

  doors.set(path, async (request, socket, head, url) => {
    if (open.size >= maxOpen) return refuse(socket, 503, 'Too many connections');
    const given = tokenOf(request.headers, url.searchParams);
    if (given?.by === 'cookie' && !fromOwnPage(request.headers, config.origin))
      return refuse(socket, 403, 'Not from this page');
    const session = await options.authenticate(await readSession(tokens, given), url.searchParams, request.headers);
    if (session === undefined) return refuse(socket, 401, 'Not signed in');
    server.handleUpgrade(request, socket, head, (webSocket) => {
      open.add(webSocket);
      webSocket.once('close', () => open.delete(webSocket));
      options.onOpen(openConnection(webSocket, session, clock, logger));
    });
  });
}

/** Tells every page that it should connect again, elsewhere or later. */
export function closeSockets(app: NestFastifyApplication): void {
  for (const webSocket of socketsOf.get(app.getHttpServer())?.open ?? [])
    webSocket.close(1001, 'The service is stopping');
}

function upgradesOf(server: Server): Sockets {
  const existing = socketsOf.get(server);
  if (existing) return existing;
  const sockets: Sockets = { doors: new Map(), open: new Set() };
  socketsOf.set(server, sockets);
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const url = urlOf(request);
    const door = url && sockets.doors.get(url.pathname);
    if (!url || !door) return refuse(socket, 404, 'Not found');
    door(request, socket, head, url).catch(() => refuse(socket, 500, 'Internal error'));
  });
  return sockets;
}

function urlOf(request: IncomingMessage): URL | undefined {
  try {
    return new URL(request.url ?? '/', 'http://attune');
  } catch {
    return undefined;
  }
}

/**
 * A page of another site that opens a socket to us sends our cookie along, but its own origin. Behind a proxy the host may be
 * another one than the page's; then the deployment's public address counts.
 */
function fromOwnPage({ origin, host }: IncomingHttpHeaders, ours: string): boolean {
  return origin === undefined || origin === ours || origin.replace(/^https?:\/\//, '') === host;
}

function refuse(socket: Duplex, status: number, reason: string): void {
  if (!socket.destroyed) socket.end(`HTTP/1.1 ${status} ${reason}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
