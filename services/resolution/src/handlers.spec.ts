import { controlDecided, exampleValues as x, topics, type AttuneEvent, type PersonalOf } from '@attune/contracts';
import { command, createRuntime, document, fact, type Runtime } from '@attune/messaging';
import { embeddedBus, memoryLog } from '@attune/messaging/embedded';
import { memoryKeys, memoryStore } from '@attune/storage';
import type { ToolCall, ToolOutcome } from './actions/tools';
import { resolutionHandlers } from './handlers';
import { shop } from './shop.testkit';
import { Story, type Said } from './story.testkit';

const kid = x.addressId;
/** Stands for escalation: says what it is told to. */
const controls = document<{ told: number; kid: string }>({ collection: 'controls' });
const decideControl = command({
  id: 'escalation.decide-control',
  document: controls,
  decide: (
    state,
    event: { data: typeof controlDecided.example.data; personal: PersonalOf<typeof controlDecided> },
  ) => ({
    state: { told: (state?.told ?? 0) + 1, kid },
    facts: [fact(controlDecided, event.data, { personal: event.personal, kid })],
    answer: true,
  }),
});

async function running(answer: (call: ToolCall) => Promise<ToolOutcome>) {
  const bus = embeddedBus({ log: memoryLog() });
  await bus.ensureTopics(topics);
  const keys = memoryKeys();
  await keys.create(kid);
  const calls: ToolCall[] = [];
  const store = memoryStore();
  const tools = { call: (call: ToolCall) => (calls.push(call), answer(call)) };
  const handlers = Object.values(resolutionHandlers({ pack: shop, secret: 's'.repeat(32), tools }));
  const of = (service: 'escalation' | 'resolution', all: typeof handlers): Runtime =>
    createRuntime({
      service,
      domainId: 'shop',
      domainVersion: '1',
      handlers: all,
      bus,
      store: service === 'resolution' ? store : memoryStore(),
      keys,
    });
  const escalation = of('escalation', []);
  const resolution = of('resolution', handlers);
  const seen: AttuneEvent[] = [];
  const waiting: (() => void)[] = [];
  await resolution.follow({
    topics: ['attune.resolution'],
    from: 'start',
    onEvent: (event) => {
      seen.push(event);
      for (const check of waiting) check();
    },
  });
  await resolution.start();
  const story = new Story();
  const names = () => seen.map(({ type }) => type.split('.')[2]);
  return {
    calls,
    seen,
    names,
    store,
    until: (name: string, count = 1) =>
      new Promise<AttuneEvent>((resolve) => {
        const check = () => {
          const found = seen.filter(({ type }) => type.includes(`.${name}.`));
          if (found.length >= count) resolve(found.at(-1) as AttuneEvent);
        };
        waiting.push(check);
        check();
      }),
    says: (text: string, said: Said) => {
      const { data, personal } = story.control(text, { epoch: 1, ...said });
      const given = { data, personal: personal ?? { messages: [], snapshot: { facts: {}, promises: {}, recent: [] } } };
      const cause = { commandId: `says ${text}`, correlationId: 'trn' };
      return escalation.execute(decideControl, x.conversationId, given, cause);
    },
    stop: async () => {
      await resolution.stop();
      await escalation.stop();
      await bus.close();
    },
  };
}
const done = (value: unknown): Promise<ToolOutcome> => Promise.resolve({ kind: 'done', value, attempts: 1, tookMs: 1 });

it('has one constant id a handler', () => {
  const { env } = new Story();
  const ids = Object.values(resolutionHandlers(env)).map(({ id }) => id);
  expect(ids).toEqual([
    'resolution.take-control',
    'resolution.take-knowledge',
    'resolution.go-on-without-knowledge',
    'resolution.take-request',
    'resolution.carry-out-action',
  ]);
});

it('looks up an order and replies, with every word sealed', async () => {
  const run = await running(() => done({ number: 'A-1042', status: 'shipped' }));
  await run.says('Where is A-1042?', { intents: { order_status: 0.9 }, acts: ['asks'], orders: ['A-1042'] });
  const reply = await run.until('ReplyPrepared');
  expect(reply).toMatchObject({
    personal: { text: 'A-1042 is shipped.' },
    correlationId: 'trn_1',
    subject: x.conversationId,
  });
  await run.until('ResolutionProposed');
  expect(run.names()).toEqual(['ActionStarted', 'ActionPerformed', 'ReplyPrepared', 'ResolutionProposed']);
  expect(run.calls).toMatchObject([{ tool: 'lookUpOrder', with: { number: 'A-1042' } }]);
  expect(JSON.stringify(run.seen.map(({ data }) => data))).not.toContain('1042');
  await run.stop();
  const [document] = await run.store.documents('cases').scan();
  expect(JSON.stringify(document?.state)).not.toContain('1042');
});

it('cancels once, whatever is said how often', async () => {
  const run = await running(() => done({ status: 'cancelled' }));
  const cancel = { intents: { cancel_order: 0.9 }, acts: ['asks'], orders: ['A-1'] };
  await run.says('Cancel A-1', cancel);
  await run.until('ReplyPrepared', 1);
  await run.says('yes', { acts: ['confirms'] });
  await run.until('ReplyPrepared', 2);
  await run.says('Cancel A-1!', cancel);
  await run.until('ReplyPrepared', 3);
  await run.says('yes!', { acts: ['confirms'] });
  const last = await run.until('ReplyPrepared', 4);
  expect(last.personal).toEqual({ text: 'A-1 is cancelled.' });
  expect(run.calls).toHaveLength(1);
  await run.stop();
});
