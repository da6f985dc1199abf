import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { services, type ServiceName } from '@attune/contracts';
import type { RunningService } from '@attune/hosting';

/** Which service answers a path; the pages of a person's home and sign-in are desk's. */
const pages: Record<string, ServiceName> = { chat: 'channel', desk: 'desk', live: 'insights' };

function serviceOf(url: string | undefined): ServiceName {
  const [first = '', second = ''] = (url ?? '/').replace(/^\//, '').split(/[/?]/);
  if (first === 'api') return services.find((name) => name === second) ?? 'desk';
  return pages[first] ?? 'desk';
}

/** One port for all services: requests and upgrades are handed over within the process. */
export class Front {
  private readonly server: Server;

  /** `running`: the services that run now; another one's doors are answered with 503. */
  constructor(private readonly running: ReadonlyMap<ServiceName, RunningService>) {
    this.server = createServer((request, response) => this.hand(request, response));
    this.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      const service = this.running.get(serviceOf(request.url));
      if (service) service.app.getHttpServer().emit('upgrade', request, socket, head);
      else socket.end('HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
    });
  }

  private hand(request: IncomingMessage, response: ServerResponse): void {
    const name = serviceOf(request.url);
    const service = this.running.get(name);
    if (service) return service.app.getHttpAdapter().getInstance().routing(request, response);
    const detail = `${name} does not run at the moment; try again soon.`;
    response.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '5' });
    response.end(JSON.stringify({ type: 'about:blank', status: 503, title: 'Not available', detail }));
  }

  /** Resolves to the port. Port 0: any free one. */
  listen(port: number, host: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, () => resolve((this.server.address() as AddressInfo).port));
    });
  }

  /** Takes no new requests from now on; resolves when those in flight are answered. Sockets stay until `hangUp`. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeIdleConnections();
    });
  }

  /** Ends what is still open. */
  hangUp(): void {
    this.server.closeAllConnections();
  }
}
