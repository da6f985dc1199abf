import { exampleValues as x, handoffAccepted, intentAssessed } from '@attune/contracts';
import { escalationService } from './escalation.module';
import { angry, testPack } from './test-pack';
import { runningService, until } from '@attune/testing/service';

let escalation: Awaited<ReturnType<typeof runningService>>;
beforeAll(async () => {
  escalation = await runningService(escalationService, testPack());
});
afterAll(() => escalation.stop());

it('decides each turn once, asks for a person with the words in a block, and gives control to who accepts', async () => {
  const { assessment } = intentAssessed.example.data;
  await escalation.publish(intentAssessed, { assessment: { ...assessment, ...angry } }, true);
  const [request] = await until(
    () => escalation.seen.of('HandoffRequested').length > 0 && escalation.seen.of('HandoffRequested'),
  );
  const { handoffId, epoch } = request!.data as unknown as { handoffId: string; epoch: number };
  await escalation.publish(handoffAccepted, { handoffId, epoch }, true);
  await until(() => escalation.seen.of('ControlDecided').length === 2);
  await escalation.publish(handoffAccepted, { handoffId, epoch, agentId: 'agt_bo' });
  await until(() => escalation.seen.of('HandoffWithdrawn').length === 1);

  expect(
    escalation.seen
      .of('ControlDecided')
      .map(({ data, headers }) => [data['holder'], data['epoch'], headers['ce_controlepoch']]),
  ).toEqual([
    ['queue', 2, '2'],
    ['person', 3, '3'],
  ]);
  expect(escalation.seen.names.filter((name) => name === 'HandoffRequested')).toHaveLength(1);
  expect(escalation.seen.of('EventDeadLettered')).toEqual([]);
  expect(request!.headers['ce_subject']).toBe(x.conversationId);
  expect(JSON.stringify(request!.data)).not.toContain('How long do I have');
});
