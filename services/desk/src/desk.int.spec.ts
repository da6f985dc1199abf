import { WebSocket } from 'ws';
import {
  controlDecided,
  customerForgotten,
  exampleValues as x,
  handoffRequested,
  turnStarted,
} from '@attune/contracts';
import type { Pack } from '@attune/domain';
import { deskService } from './desk.module';
import { runningService, until } from '@attune/testing/service';

const pack = {
  id: 'shop',
  version: 'v1',
  facts: [],
  tools: [{ name: 'cancelOrder' }],
  queues: [{ id: 'care', name: 'Care' }],
} as unknown as Pack; // only what the desk reads
const path = `/api/desk/conversations/${x.conversationId}`;

let desk: Awaited<ReturnType<typeof runningService>>;
let kim: string;
let bo: string;
beforeAll(async () => {
  desk = await runningService(deskService, pack);
  [kim, bo] = await Promise.all([desk.tokenOf('agt_kim', 'agent'), desk.tokenOf('agt_bo', 'agent')]);
});
afterAll(() => desk.stop());

const queueOf = async (token: string) =>
  ((await desk.ask(token, '/api/desk/queue')).body as { handoffs?: { status: string; lastText: string }[] }).handoffs ??
  [];
const asPerson = (epoch: number) => ({
  holder: 'person' as const,
  previous: 'queue' as const,
  epoch,
  handoffId: x.handoffId,
  agentId: 'agt_kim',
});

it('takes a handoff from the queue to an answer and back, and tells open pages', async () => {
  const told: { type: string }[] = [];
  const page = new WebSocket(desk.socketUrl('/api/desk/socket', kim));
  page.on('message', (message: Buffer) => told.push(JSON.parse(message.toString()) as { type: string }));
  await until(() => told.length > 0);

  expect((await desk.ask(kim, path)).status).toBe(404);
  await desk.publish(handoffRequested, {}, true);
  const [line] = await until(async () => (await queueOf(kim)).length === 1 && queueOf(kim));
  expect(line).toMatchObject({
    status: 'queued',
    lastText: 'This is the third time I ask!',
    reasons: ['Has asked more than once and is fed up'],
  });
  await until(() => told.some(({ type }) => type === 'conversation'));

  expect((await desk.ask(kim, `${path}/accept`, {})).status).toBe(200);
  expect((await desk.ask(kim, `${path}/accept`, {})).status).toBe(200);
  expect(await desk.ask(bo, `${path}/accept`, {})).toMatchObject({ status: 409, body: { refused: 'taken' } });
  expect(await desk.ask(kim, `${path}/reply`, { text: 'Hello', clientId: '1' })).toMatchObject({
    status: 409,
    body: { refused: 'notYet' },
  });

  await desk.publish(controlDecided, asPerson(3));
  await until(async () => ((await desk.ask(kim, path)).body as { mayWrite?: boolean }).mayWrite === true);
  await desk.publish(turnStarted, {
    turn: { ...x.turn, turnId: 'trn_2', number: 2, acceptedAt: new Date().toISOString() },
  });
  const open = await until(async () => {
    const { body } = await desk.ask(bo, path);
    return (body as { messages?: unknown[] }).messages?.length === 2 && body;
  });
  expect(open).toMatchObject({
    mayWrite: false,
    personal: { facts: { orderNumber: 'A-1042' } },
    brief: { missing: [] },
  });

  expect((await desk.ask(kim, `${path}/reply`, { text: 'I have it here', clientId: '1' })).status).toBe(202);
  expect((await desk.ask(kim, `${path}/reply`, { text: 'I have it here', clientId: '1' })).status).toBe(202);
  expect((await desk.ask(kim, `${path}/return`, { decided: '' })).status).toBe(400);
  expect((await desk.ask(kim, `${path}/return`, { decided: 'A replacement goes out' })).status).toBe(200);
  await until(() => desk.seen.of('ConversationReturned').length === 1);
  await desk.publish(controlDecided, { holder: 'automation', previous: 'person', epoch: 4 });
  await until(async () => (await queueOf(kim)).length === 0);

  expect(
    desk.seen.names.filter((name) =>
      ['HandoffQueued', 'HandoffAccepted', 'ReplyPrepared', 'ConversationReturned'].includes(name),
    ),
  ).toEqual(['HandoffQueued', 'HandoffAccepted', 'ReplyPrepared', 'ConversationReturned']);
  expect(desk.seen.of('ReplyPrepared')[0]).toMatchObject({
    data: { epoch: 3, answers: [x.turnId, 'trn_2'] },
    headers: { ce_controlepoch: '3' },
  });
  page.close();
});

it('opens only to agents, and says what is wrong with a request', async () => {
  const analyst = await desk.tokenOf('agt_al', 'analyst');
  expect((await desk.ask('none', '/api/desk/me')).status).toBe(401);
  expect((await desk.ask(analyst, '/api/desk/queue')).status).toBe(403);
  expect((await desk.ask(kim, '/api/desk/me')).body).toMatchObject({
    agentId: 'agt_kim',
    capacity: 5,
    queues: [{ id: 'care' }],
  });
  expect((await desk.ask(kim, '/api/desk/conversations/nonsense')).status).toBe(400);
  expect(await desk.ask(kim, `${path}/release`, { queue: 'nowhere' })).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining('care') },
  });
});

it('shows nothing of a forgotten customer', async () => {
  await desk.publish(handoffRequested, { epoch: 6, handoffId: 'hnd_6' });
  await until(async () => (await queueOf(kim)).length === 1);
  await desk.keys.destroy([x.addressId]);
  await desk.publish(customerForgotten);
  await until(async () => (await queueOf(kim))[0]?.lastText === null);
});
