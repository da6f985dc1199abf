import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { AttuneEvent } from '@attune/contracts';
import { createLogger, parseTraceparent, startTelemetry } from '.';

const event: AttuneEvent = {
  id: 'evt_1',
  source: '/shop/channel',
  type: 'attune.channel.TurnReceived.v1',
  subject: 'adr_1',
  sequence: 1,
  time: '2030-01-01T00:00:00.000Z',
  recordedTime: '2030-01-01T00:00:00.000Z',
  correlationId: 'trn_1',
  causationId: 'msg_1',
  origin: 'demo',
  domainVersion: '1',
  data: {},
  personal: { text: 'my card is lost' },
};
const step = (handler: string, over: Partial<AttuneEvent> = {}) => ({
  handler,
  event: { ...event, ...over },
  lagMs: 3,
});

it('writes no words, names, addresses or tokens into a log', () => {
  const lines: string[] = [];
  const logger = createLogger({ service: 'channel', write: (line) => lines.push(line) });
  logger.info(
    { id: 'evt_1', text: 'WORDS', event: { personal: 'WORDS', headers: { authorization: 'WORDS' } } },
    'accepted',
  );
  expect(lines.join()).not.toContain('WORDS');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'info', service: 'channel', id: 'evt_1', msg: 'accepted' });
});

it('measures nothing when nothing is configured', async () => {
  expect((await startTelemetry({ service: 'channel' })).observer).toBeUndefined();
});

it('exports one trace a turn, with ids only', async () => {
  const received: string[] = [];
  const collector = createServer((request: IncomingMessage, response) => {
    request.on('data', (chunk) => received.push(String(chunk))).on('end', () => response.end('{}'));
  }).listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const otlpEndpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  const telemetry = await startTelemetry({ service: 'context', otlpEndpoint });
  const first = telemetry.observer?.around(step('context.start-turn'), () => 'decided');
  const second = telemetry.observer?.around(step('insights.count'), () => 'counted');
  const traceparent = first?.traceparent;
  const third = telemetry.observer?.around(
    step('intent.assess', { ...(traceparent && { traceparent }) }),
    () => 'assessed',
  );
  expect(first?.result).toBe('decided');
  const [a, b, c] = [first, second, third].map((done) => parseTraceparent(done?.traceparent)?.traceId);
  expect(a).toHaveLength(32);
  expect([b, c]).toEqual([a, a]);
  expect(() => telemetry.observer?.around(step('x.fails'), () => JSON.parse('WORDS'))).toThrow();

  await telemetry.stop();
  collector.close();
  const exported = received.join('');
  expect(exported).toContain('process intent.assess');
  expect(exported).toContain('trn_1');
  expect(exported).toContain('SyntaxError');
  expect(exported).not.toMatch(/my card is lost|WORDS/);
});

it('offers counters to Prometheus', async () => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const metricsPort = (probe.address() as AddressInfo).port;
  await new Promise((resolve) => probe.close(resolve));
  const telemetry = await startTelemetry({ service: 'context', metricsPort });
  telemetry.observer?.count('written', 3);
  telemetry.observer?.around(step('context.start-turn'), () => 1);
  const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  expect(text).toMatch(/attune_runtime_events_total\{kind="written".*\} 3/);
  expect(text).toMatch(/attune_lag_milliseconds_count|attune_lag_count/);
  await telemetry.stop();
});

it.each(['', '00-0-0-01', `00-${'0'.repeat(32)}-${'1'.repeat(16)}-01`, undefined])('takes %j for no trace', (text) => {
  expect(parseTraceparent(text)).toBeUndefined();
});
