import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';

interface Line {
  client: Socket;
  server: Socket;
  state: 'whole' | 'hanging' | 'deaf';
}

/** How new and open connections fare while a fault lasts: a share of them (0 to 1), each left to chance. */
export interface Affected {
  share: number;
  /** 0 ≤ x < 1 */
  chance(): number;
}

/** A TCP proxy on the loopback address that can be told to misbehave. */
export class FlakyProxy {
  private readonly lines = new Set<Line>();
  private deaf: Affected | undefined;

  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    readonly port: number,
  ) {}

  /** In front of `upstream` on this machine; it may come and go. */
  static async start(upstream: () => number, port = 0): Promise<FlakyProxy> {
    const server = createServer({ noDelay: true });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const proxy = new FlakyProxy(server, (server.address() as AddressInfo).port);
    server.on('connection', (client) => proxy.join(client, upstream()));
    return proxy;
  }

  get open(): number {
    return this.lines.size;
  }

  /** A share of the open connections carries nothing any more, neither way, and does not say so. */
  hang({ share, chance }: Affected): void {
    for (const line of this.lines) {
      if (line.state !== 'whole' || chance() >= share) continue;
      line.state = 'hanging';
      line.client.pause();
      line.server.pause();
    }
  }

  /** On a share of the connections requests arrive, but instead of the answer the connection ends. */
  dropAnswers(affected: Affected): void {
    this.deaf = affected;
    for (const line of this.lines)
      if (line.state === 'whole' && affected.chance() < affected.share) line.state = 'deaf';
  }

  /** All is well again. What hung goes on: what was on its way arrives late. */
  heal(): void {
    this.deaf = undefined;
    for (const line of this.lines) {
      if (line.state === 'hanging') for (const socket of [line.client, line.server]) socket.resume();
      line.state = 'whole';
    }
  }

  async close(): Promise<void> {
    this.server.close();
    for (const line of this.lines) this.end(line);
    await once(this.server, 'close');
  }

  private join(client: Socket, port: number): void {
    const server = connect({ host: '127.0.0.1', port, noDelay: true });
    const state = this.deaf && this.deaf.chance() < this.deaf.share ? 'deaf' : 'whole';
    const line: Line = { client, server, state };
    this.lines.add(line);
    client.on('data', (bytes) => this.pass(line, client, server, bytes));
    server.on('data', (bytes) => (line.state === 'deaf' ? this.end(line) : this.pass(line, server, client, bytes)));
    for (const socket of [client, server]) {
      socket.on('error', () => this.end(line));
      socket.on('close', () => this.end(line));
    }
  }

  private pass(line: Line, from: Socket, to: Socket, bytes: Buffer): void {
    if (to.write(bytes)) return;
    from.pause();
    to.once('drain', () => line.state !== 'hanging' && from.resume());
  }

  private end(line: Line): void {
    this.lines.delete(line);
    line.client.destroy();
    line.server.destroy();
  }
}
