import { exampleValues as x, intentAssessed, toHeaders, topics } from '@attune/contracts';
import type { AgentClaims, ServiceParts } from '@attune/hosting';
import { deadLetter, systemClock } from '@attune/messaging';
import { embeddedBus, memoryLog } from '@attune/messaging/embedded';
import { DeadLettersController } from './dead-letters.controller';

const lead: AgentClaims = { agentId: 'agt_lee', name: 'Lee', roles: ['lead'] };
const headers = toHeaders({
  id: 'evt_1',
  source: '/shop/intent',
  type: intentAssessed.type,
  subject: x.conversationId,
  sequence: 4,
  time: x.at,
  recordedTime: x.at,
  correlationId: x.turnId,
  causationId: 'evt_0',
  origin: 'live',
  domainVersion: '1',
});

/** The doors over a bus that holds one letter. */
async function doors() {
  const bus = embeddedBus({ log: memoryLog() });
  await bus.ensureTopics(topics);
  const letter = deadLetter(
    {
      topic: 'attune.intent',
      partition: 0,
      offset: '7',
      key: x.conversationId,
      headers,
      value: Buffer.from('{"data":{}}'),
      timestamp: 0,
    },
    { handler: 'runtime', kind: 'invalid', reason: 'data.conversationId: expected string' },
    { domainId: 'shop', service: 'escalation', domainVersion: '1', now: 0 },
  );
  await bus.publish([letter]);
  const parts = { bus, clock: systemClock } as Partial<ServiceParts> as ServiceParts;
  return { bus, id: letter.id, controller: new DeadLettersController(parts) };
}
const stateOf = async (controller: DeadLettersController) =>
  (await controller.list()).letters.map(({ state }) => state);
const sentTo = async (bus: { endOffsets(topic: string): Promise<Map<number, number>> }, topic: string) =>
  [...(await bus.endOffsets(topic)).values()].reduce((sum, end) => sum + end, 0);

describe('the doors of the dead letters', () => {
  it('list letters and show one with its body', async () => {
    const { controller, id } = await doors();
    expect((await controller.list()).letters).toMatchObject([
      { id, state: 'open', kind: 'invalid', handler: 'runtime' },
    ]);
    expect(await controller.show(id)).toMatchObject({ body: { data: {} }, headers: { ce_id: 'evt_1' } });
  });

  it('send one again, once', async () => {
    const { bus, controller, id } = await doors();
    await controller.again(id, lead);
    expect(await sentTo(bus, 'attune.escalation.again')).toBe(1);
    expect(await stateOf(controller)).toEqual(['sentAgain']);
    await expect(controller.again(id, lead)).rejects.toMatchObject({ status: 409 });
    expect(await sentTo(bus, 'attune.escalation.again')).toBe(1);
  });

  it('send a mended copy, and refuse one that is still wrong', async () => {
    const { bus, controller, id } = await doors();
    await expect(controller.mend(id, { data: { conversationId: 'nonsense' } }, lead)).rejects.toMatchObject({
      status: 409,
    });
    await expect(controller.mend(id, {}, lead)).rejects.toMatchObject({ status: 400 });
    expect(await sentTo(bus, 'attune.escalation.again')).toBe(0);
    await controller.mend(id, { data: intentAssessed.example.data }, lead);
    expect(await stateOf(controller)).toEqual(['mended']);
  });

  it('discard one, with a reason only', async () => {
    const { bus, controller, id } = await doors();
    await expect(controller.discard(id, { why: ' ' }, lead)).rejects.toMatchObject({ status: 400 });
    await controller.discard(id, { why: 'a test' }, lead);
    expect(await controller.show(id)).toMatchObject({
      state: 'discarded',
      settled: [{ why: 'a test', agentId: 'agt_lee' }],
    });
    expect(await sentTo(bus, 'attune.escalation.again')).toBe(0);
  });

  it('do not know what is not there', async () => {
    const { controller } = await doors();
    await expect(controller.show('evt_none')).rejects.toMatchObject({ status: 404 });
  });
});
