import { WebSocket } from 'ws';
import {
  controlDecided,
  conversationOpened,
  conversationResolved,
  exampleValues as x,
  messageReceived,
  turnClosed,
  turnReceived,
  turnStarted,
} from '@attune/contracts';
import type { Pack } from '@attune/domain';
import { insightsService } from './insights.module';
import { runningService, until } from '@attune/testing/service';

let insights: Awaited<ReturnType<typeof runningService>>;
let agent: string;
let analyst: string;
beforeAll(async () => {
  insights = await runningService(insightsService, { id: 'shop', version: 'v1' } as Pack); // nothing else of it is read
  [agent, analyst] = await Promise.all([insights.tokenOf('agt_kim', 'agent'), insights.tokenOf('agt_al', 'analyst')]);
});
afterAll(() => insights.stop());

interface Shown {
  name: string;
  personal?: unknown;
  forgotten?: boolean;
}
const eventsOf = async (token: string) =>
  ((await insights.ask(token, `/api/insights/conversations/${x.conversationId}/events`)).body as { events?: Shown[] })
    .events ?? [];

it('keeps, links, counts and shows what happens', async () => {
  const told: { type: string; event?: Shown }[] = [];
  const page = new WebSocket(insights.socketUrl('/api/insights/socket', analyst));
  page.on('message', (message: Buffer) => told.push(JSON.parse(message.toString()) as { type: string }));
  await new Promise((resolve) => page.once('open', resolve));

  await insights.publish(messageReceived);
  await insights.publish(turnReceived);
  await insights.publish(conversationOpened);
  await insights.publish(turnStarted, {}, true);
  await insights.publish(controlDecided);
  await insights.publish(turnClosed);
  await insights.publish(conversationResolved);

  const all = [
    'MessageReceived',
    'TurnReceived',
    'ConversationOpened',
    'TurnStarted',
    'ControlDecided',
    'TurnClosed',
    'ConversationResolved',
    'OutcomeMeasured',
  ];
  const shown = await until(async () => {
    const events = await eventsOf(agent);
    return events.length === all.length && events;
  });
  expect(shown.map(({ name }) => name)).toEqual(expect.arrayContaining(all));
  expect(shown.find(({ name }) => name === 'TurnReceived')?.personal).toMatchObject({
    messages: [{ text: expect.any(String) }],
  });
  expect((await eventsOf(analyst)).every(({ personal }) => personal === undefined)).toBe(true);

  const { figures } = await until(async () => {
    const { body } = await insights.ask(analyst, '/api/insights/figures?since=2026-01-01T00:00:00Z');
    const found = body as unknown as { figures: Record<string, unknown> };
    return found.figures['resolved'] === 1 && found;
  });
  expect(figures).toMatchObject({
    conversations: 1,
    firstContactResolution: 1,
    handedOver: 0,
    turns: { answered: 1 },
    p50Ms: 64,
  });
  expect((await insights.ask(analyst, '/api/insights/figures/resolved/conversations?since=0')).body).toMatchObject({
    conversations: [x.conversationId],
  });
  expect((await insights.ask(analyst, '/api/insights/figures?since=0&origin=demo')).body).toMatchObject({
    figures: { conversations: 0 },
  });
  expect((await insights.ask(analyst, '/api/insights/conversations')).body).toMatchObject({
    conversations: [{ conversationId: x.conversationId, holder: 'automation', outcome: 'resolved' }],
  });
  expect((await insights.ask(analyst, '/api/insights/figures/nonsense/conversations')).status).toBe(404);

  await until(() => told.some(({ event }) => event?.name === 'OutcomeMeasured'));
  expect(told.some(({ type }) => type === 'link')).toBe(true);
  expect(told.every(({ event }) => event?.personal === undefined)).toBe(true);
  expect((await insights.ask(analyst, '/api/insights/recent?limit=3')).body).toMatchObject({ events: [{}, {}, {}] });
  page.close();
});

it('says of a forgotten customer that they are forgotten', async () => {
  await insights.keys.destroy([x.addressId]);
  const events = await eventsOf(agent);
  expect(events.filter(({ forgotten }) => forgotten).length).toBeGreaterThan(2);
  expect(events.every(({ personal }) => personal === undefined)).toBe(true);
});
