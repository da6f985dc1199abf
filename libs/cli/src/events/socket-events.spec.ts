import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { closedOf } from '../testing';
import type { SeenEvent } from './seen-event';
import { socketEvents } from './socket-events';

/** Insights as it shows itself: a socket, and its latest events. */
class FakeInsights {
  recent: SeenEvent[] = [];
  readonly sockets: WebSocket[] = [];
  private readonly server: Server = createServer((_, response) =>
    response.end(JSON.stringify({ events: this.recent })),
  );
  private connected: (() => void) | undefined;

  async start(): Promise<string> {
    const sockets = new WebSocketServer({ noServer: true });
    this.server.on('upgrade', (request, socket, head) => {
      if (request.headers.authorization !== 'Bearer good') return socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
      sockets.handleUpgrade(request, socket, head, (opened) => {
        this.sockets.push(opened);
        this.connected?.();
      });
    });
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }
  show(event: SeenEvent): void {
    this.recent.push(event);
    this.sockets.at(-1)?.send(JSON.stringify({ type: 'event', event }));
  }
  nextConnection(): Promise<void> {
    return new Promise((resolve) => (this.connected = resolve));
  }
  stop(): void {
    for (const socket of this.sockets) socket.terminate();
    this.server.closeAllConnections();
    this.server.close();
  }
}

let insights: FakeInsights;
let url: string;
beforeEach(async () => {
  insights = new FakeInsights();
  url = await insights.start();
});
afterEach(() => insights.stop());

/** Follows, and lets a spec wait for so many events. */
async function following(from: 'start' | 'end' | number = 'end') {
  const seen: string[] = [];
  const gaps: number[] = [];
  let check = () => {};
  const source = socketEvents(url, 'good');
  await source.follow({
    topics: ['attune.channel'],
    from,
    onEvent(event) {
      seen.push(event.id);
      check();
    },
    onGap: () => gaps.push(seen.length),
    onLost: () => {},
  });
  const until = (n: number) =>
    new Promise<void>((resolve) => {
      check = () => void (seen.length >= n && resolve());
      check();
    });
  return { seen, gaps, source, until };
}
const event = (number: number) => closedOf('adr_socket', number);

describe('events over the socket of insights', () => {
  it('are shown from now on, of the streams that are wanted', async () => {
    insights.recent = [event(1)];
    const { seen, source, until } = await following();
    insights.show({ ...event(2), topic: 'attune.desk' });
    const wanted = event(3);
    insights.show(wanted);
    await until(1);
    expect(seen).toEqual([wanted.id]);
    await source.close();
  });

  it('begin with the latest ones where the past is wanted', async () => {
    const early = { ...event(1), recordedTime: '2026-01-01T00:00:00.000Z' };
    const late = { ...event(2), recordedTime: '2026-03-01T00:00:00.000Z' };
    insights.recent = [early, late];
    const { seen, source } = await following(Date.parse('2026-02-01T00:00:00Z'));
    expect(seen).toEqual([late.id]);
    await source.close();
  });

  it('are made up for when the connection broke, each once', async () => {
    const { seen, gaps, source, until } = await following();
    const [first, missed, last] = [event(1), event(2), event(3)];
    insights.show(first);
    await until(1);
    insights.recent.push(missed);
    const again = insights.nextConnection();
    insights.sockets[0]?.terminate();
    await again;
    await until(2);
    insights.show(last);
    await until(3);
    expect(seen).toEqual([first.id, missed.id, last.id]);
    expect(gaps).toEqual([]);
    await source.close();
  });

  it('may be missed when insights has forgotten them, and that is told', async () => {
    const { gaps, source, until } = await following();
    insights.show(event(1));
    await until(1);
    insights.recent = [event(5)];
    insights.sockets[0]?.terminate();
    await until(2);
    expect(gaps).toEqual([1]);
    await source.close();
  });

  it('are refused in words without a valid token', async () => {
    const refused = socketEvents(url, 'bad').follow({ topics: [], from: 'end', onEvent: () => {}, onLost: () => {} });
    await expect(refused).rejects.toThrow(/refused the connection \(401\).\nThe token is not valid/);
  });
});
