import {
  factLearned,
  groupOf,
  messageReceived,
  promiseMade,
  toHeaders,
  topics,
  turnReceived,
  exampleValues as x,
  eventDeadLettered,
  type ServiceName,
} from '@attune/contracts';
import { memoryKeys, memoryStore } from '@attune/storage';
import type { BusRecord } from '../bus';
import { embeddedBus, memoryLog } from '../embedded';
import { command, document, effect, fact, onTimer, reaction, translate, type Handler } from '../handlers';
import { systemClock } from './defaults';
import { createRuntime } from './runtime';
import type { Runtime, RuntimeOptions } from './types';

interface Counted {
  n: number;
  kid?: string;
  personal?: { texts: string[] };
}
const counts = document<Counted>({ collection: 'counts' });

const addressId = x.addressId;
const received = (n: number, text: string) =>
  fact(
    messageReceived,
    { addressId, channel: 'chat', messageId: `msg_${n}`, length: text.length, masked: 0 },
    { personal: { text } },
  );

/** A small channel: a command says something, which is a fact. */
const say = command({
  id: 'channel.say',
  document: counts,
  decide: (state, text: string) => {
    const n = (state?.n ?? 0) + 1;
    return {
      state: { n, kid: 'key_a', personal: { texts: [...(state?.personal?.texts ?? []), text] } },
      facts: [received(n, text)],
      answer: n,
    };
  },
});

/** A small context: counts what was said, and learns it. */
const countOnMessageReceived = reaction({
  id: 'context.count',
  on: [messageReceived],
  document: counts,
  idOf: (event) => event.data.addressId,
  decide: (state, event) => {
    const text = event.personal?.text ?? '';
    if (text === 'nothing') return undefined;
    if (text === 'poison') throw new TypeError('cannot take this');
    const n = (state?.n ?? 0) + 1;
    return {
      state: { n, kid: event.sealed!.kid, personal: { texts: [...(state?.personal?.texts ?? []), text] } },
      facts: [
        fact(
          factLearned,
          {
            conversationId: x.conversationId,
            customerId: x.customerId,
            fact: `said${n}`,
            provenance: { who: 'customer', at: event.time },
            corrects: false,
          },
          { personal: { value: text } },
        ),
      ],
      ...(text === 'later' && { timers: { [`late:${n}`]: Date.parse(event.time) + 20 } }),
      ...(text === 'do' && { effects: [{ id: `act_${n}`, kind: 'call', args: { n }, personal: { text } }] }),
    };
  },
});

function open() {
  const bus = embeddedBus({ log: memoryLog() });
  const keys = memoryKeys();
  const stores = new Map<string, ReturnType<typeof memoryStore>>();
  const running: Runtime[] = [];
  const store = (service: string) => {
    const known = stores.get(service) ?? memoryStore();
    stores.set(service, known);
    return known;
  };
  return {
    bus,
    keys,
    store,
    async start(service: ServiceName, handlers: readonly Handler[], more: Partial<RuntimeOptions> = {}) {
      const runtime = createRuntime({
        service,
        domainId: 'shop',
        domainVersion: '1',
        handlers,
        bus,
        store: store(service),
        keys,
        projectionLingerMs: 5,
        ...more,
      });
      running.push(runtime);
      await runtime.start();
      return runtime;
    },
    async records(topic: string): Promise<BusRecord[]> {
      const all: BusRecord[] = [];
      let caughtUp!: () => void;
      const done = new Promise<void>((resolve) => (caughtUp = resolve));
      const following = await bus.follow({
        topics: [topic],
        from: 'start',
        onRecord: (r) => void all.push(r),
        onCaughtUp: caughtUp,
      });
      await done;
      await following.stop();
      return all;
    },
    /** Until nobody has anything left to do. */
    async quiet() {
      for (let same = 0, last = ''; same < 3;) {
        await Promise.all(running.map((runtime) => runtime.idle()));
        await new Promise((resolve) => setImmediate(resolve));
        const now = JSON.stringify(
          await Promise.all(topics.map(async ({ name }) => [...(await bus.endOffsets(name))])),
        );
        same = now === last ? same + 1 : 0;
        last = now;
      }
    },
    async close() {
      await Promise.all(running.map((runtime) => runtime.stop(1000)));
      await bus.close();
    },
  };
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setImmediate(resolve));
}

const cause = (n: number) => ({ commandId: `cmd_${n}`, correlationId: `msg_${n}`, kid: 'key_a' });

describe('runtime', () => {
  let world: ReturnType<typeof open>;
  beforeEach(async () => {
    world = open();
    await world.bus.ensureTopics(topics);
  });
  afterEach(() => world.close());

  it('carries a command through two services, in order, encrypted on the bus and in the store', async () => {
    const channel = await world.start('channel', []);
    const context = await world.start('context', [countOnMessageReceived]);
    const answers = await Promise.all(
      ['canary one', 'canary two', 'canary three'].map((text, i) => channel.execute(say, addressId, text, cause(i))),
    );
    expect(answers).toEqual([1, 2, 3]);
    await world.quiet();
    const state = (await context.read(counts, [addressId])).get(addressId);
    expect(state).toMatchObject({ n: 3, personal: { texts: ['canary one', 'canary two', 'canary three'] } });
    const learned = await world.records('attune.context');
    expect(learned.map((r) => [r.key, r.headers['ce_subjectsequence'], r.headers['ce_causationid']])).toEqual(
      (await world.records('attune.channel')).map((r, i) => [x.conversationId, String(i + 1), r.headers['ce_id']]),
    );
    const bytes = [...learned, ...(await world.records('attune.channel'))]
      .map((r) => Buffer.from(r.value!).toString())
      .join();
    expect(bytes).not.toContain('canary');
    expect(JSON.stringify(await world.store('context').documents('counts').scan())).not.toContain('canary');
  });

  it('decides each event once, however often the bus delivers it', async () => {
    const channel = await world.start('channel', []);
    await channel.execute(say, addressId, 'once', cause(1));
    await world.quiet();
    const [record] = await world.records('attune.channel');
    const again = { topic: record!.topic, key: record!.key!, headers: record!.headers, value: record!.value };
    await world.bus.publish([again, again]);
    const context = await world.start('context', [countOnMessageReceived]);
    await world.quiet();
    expect((await context.read(counts, [addressId])).get(addressId)?.n).toBe(1);
    expect(await world.records('attune.context')).toHaveLength(1);
  });

  it('dead-letters what a decision cannot take, and goes on with the next', async () => {
    const channel = await world.start('channel', []);
    const context = await world.start('context', [countOnMessageReceived]);
    for (const [i, text] of ['fine', 'poison', 'fine again'].entries())
      await channel.execute(say, addressId, text, cause(i));
    await world.quiet();
    expect((await context.read(counts, [addressId])).get(addressId)).toMatchObject({
      n: 2,
      personal: { texts: ['fine', 'fine again'] },
    });
    const letters = await world.records('attune.dead-letters');
    expect(letters).toHaveLength(1);
    const body = eventDeadLettered.data.parse(
      (JSON.parse(Buffer.from(letters[0]!.value!).toString()) as { data: unknown }).data,
    );
    expect(body).toMatchObject({
      handler: 'context.count',
      reason: 'TypeError: cannot take this',
      addressId,
      kind: 'failed',
    });
    expect(Buffer.from(body.value, 'base64').toString()).not.toContain('poison');
  });

  it.each([
    ['not JSON', 'undecodable', { value: '{', headers: {} }],
    ['wrong type of a field', 'invalid', { value: '{"data":{"addressId":7}}', headers: {} }],
    [
      'a version from the future',
      'unknownVersion',
      { value: '{}', headers: { ce_type: 'attune.channel.MessageReceived.v9' } },
    ],
    ['no headers of ours', 'undecodable', { value: '{}', headers: { ce_specversion: '0.3' } }],
  ])('dead-letters %s with its reason, and the offset goes on', async (_what, kind, { value, headers }) => {
    const context = await world.start('context', [countOnMessageReceived]);
    const good = toHeaders({
      id: 'evt_x',
      source: '/shop/channel',
      type: messageReceived.type,
      subject: addressId,
      sequence: 1,
      time: x.at,
      recordedTime: x.at,
      correlationId: x.messageId,
      causationId: 'c',
      origin: 'live',
      domainVersion: '1',
    });
    await world.bus.publish([{ topic: 'attune.channel', key: addressId, headers: { ...good, ...headers }, value }]);
    const fine = await world.start('channel', []);
    await fine.execute(say, addressId, 'fine', cause(1));
    await until(async () => (await world.records('attune.dead-letters')).length === 1);
    await world.quiet();
    const [letter] = await world.records('attune.dead-letters');
    expect((JSON.parse(Buffer.from(letter!.value!).toString()) as { data: { kind: string } }).data.kind).toBe(kind);
    expect((await context.read(counts, [addressId])).get(addressId)?.n).toBe(1);
  });

  it('skips what a forgotten customer said, without a dead letter', async () => {
    const channel = await world.start('channel', []);
    await channel.execute(say, addressId, 'secret', cause(1));
    await world.keys.destroy(['key_a']);
    const context = await world.start('context', [countOnMessageReceived]);
    await world.quiet();
    expect((await context.read(counts, [addressId])).size).toBe(0);
    expect(await world.records('attune.dead-letters')).toHaveLength(0);
    expect((await channel.read(counts, [addressId])).get(addressId)).toEqual({ n: 1, kid: 'key_a' });
  });

  it('fires a timer once and only after its inputs are read', async () => {
    const fired: number[] = [];
    const late = onTimer({
      id: 'context.late',
      timer: 'late',
      document: counts,
      decide: (state, due) => {
        fired.push(state.n);
        return {
          state: { ...state, n: state.n + 10 },
          facts: [
            fact(factLearned, {
              conversationId: x.conversationId,
              customerId: x.customerId,
              fact: `late${due.about}`,
              provenance: { who: 'system', at: x.at },
              corrects: false,
            }),
          ],
        };
      },
    });
    const channel = await world.start('channel', []);
    const context = await world.start('context', [countOnMessageReceived, late]);
    await channel.execute(say, addressId, 'later', cause(1));
    await channel.execute(say, addressId, 'more', cause(2));
    await until(() => fired.length > 0);
    await world.quiet();
    expect(fired).toEqual([2]);
    expect((await context.read(counts, [addressId])).get(addressId)?.n).toBe(12);
  });

  it('runs an effect after the write that stored it, gives it its personal part, and decides on its result', async () => {
    const calls: unknown[] = [];
    const call = effect({
      id: 'context.call',
      effect: 'call',
      document: counts,
      run: async (request: { id: string; args: { n: number }; personal?: { text: string }; attempt: number }) => {
        const stored = (await world.store('context').documents('counts').load([addressId])).get(addressId);
        calls.push([request.id, request.args, request.personal, stored?.effects.length]);
        if (request.attempt === 1) throw new Error('connection reset');
        return 'ok';
      },
      decide: (state: Counted, done) => ({
        state: { ...state, n: state.n + 100 },
        facts: [
          fact(
            promiseMade,
            {
              conversationId: x.conversationId,
              customerId: x.customerId,
              promiseId: `prm_${done.id}`,
              dueAt: x.at,
              by: { kind: 'automation' },
            },
            { personal: { what: 'x' } },
          ),
        ],
      }),
    });
    const channel = await world.start('channel', []);
    const context = await world.start('context', [countOnMessageReceived, call]);
    await channel.execute(say, addressId, 'do', cause(1));
    await until(async () => (await context.read(counts, [addressId])).get(addressId)?.n === 101);
    await world.quiet();
    expect(calls).toEqual(Array(2).fill(['act_1', { n: 1 }, { text: 'do' }, 1]));
    const stored = (await world.store('context').documents('counts').load([addressId])).get(addressId)!;
    expect(stored.effects).toEqual([]);
  }, 10_000);

  it('translates with subject and sequence of the input, and into an event of its own where it fails', async () => {
    const said = (fact_: string) =>
      fact(factLearned, {
        conversationId: x.conversationId,
        customerId: x.customerId,
        fact: fact_,
        provenance: { who: 'customer', at: x.at },
        corrects: false,
      });
    const echo = translate({
      id: 'intent.echo',
      on: [messageReceived],
      decide: (event) => {
        if (event.personal?.text === 'poison') throw new Error('no model');
        return [said(`echo ${event.personal!.text}`)];
      },
      failed: () => [said('failed')],
    });
    const channel = await world.start('channel', []);
    for (const [i, text] of ['a', 'poison', 'b'].entries()) await channel.execute(say, addressId, text, cause(i));
    await world.start('intent', [echo]);
    await until(async () => (await world.records('attune.context')).length === 3);
    const echoed = await world.records('attune.context');
    expect(echoed.map((r) => [r.headers['ce_source'], r.headers['ce_subjectsequence']])).toEqual(
      [1, 2, 3].map((n) => ['/shop/intent', String(n)]),
    );
    const facts = echoed.map(
      (r) => (JSON.parse(Buffer.from(r.value!).toString()) as { data: { fact: string } }).data.fact,
    );
    expect(facts).toEqual(['echo a', 'failed', 'echo b']);
  });

  it('publishes what a crashed process had written but not sent', async () => {
    const dead = { ...world.bus, publish: () => new Promise<void>(() => {}) };
    const channel = await world.start('channel', [], { bus: dead });
    await channel.execute(say, addressId, 'left behind', cause(1));
    expect(await world.records('attune.channel')).toHaveLength(0);
    const next = createRuntime({
      service: 'channel',
      domainId: 'shop',
      domainVersion: '1',
      handlers: [{ ...countOnMessageReceived, on: [turnReceived] } as Handler],
      bus: world.bus,
      store: world.store('channel'),
      keys: world.keys,
    });
    await next.start();
    await until(async () => (await world.records('attune.channel')).length === 1);
    await until(
      async () =>
        (await world.store('channel').documents('counts').load([addressId])).get(addressId)!.outbox.length === 0,
    );
    await next.stop(100);
    expect(groupOf('channel')).toBe('attune.channel');
  });

  describe('parking', () => {
    /** A vault that does not show the key of `hidden` until it is told to. */
    const hiding = (keys: typeof world.keys) => {
      let hidden = true;
      return {
        show: () => (hidden = false),
        keys: {
          ...keys,
          read: async (kids: readonly string[]) =>
            new Map(
              [...(await keys.read(kids))].map(([kid, key]) => [
                kid,
                hidden && kid === 'key_a' ? ('unknown' as const) : key,
              ]),
            ),
        },
      };
    };
    const elsewhere = 'adr_elsewhere00000000000';

    it('parks a conversation whose key cannot be seen, lets others pass, and takes what is parked in order', async () => {
      const channel = await world.start('channel', []);
      const vault = hiding(world.keys);
      const context = await world.start('context', [countOnMessageReceived], { keys: vault.keys, sweepMs: 50 });
      for (const [i, text] of ['one', 'two', 'three'].entries()) await channel.execute(say, addressId, text, cause(i));
      const other = command({
        id: 'channel.say-elsewhere',
        document: counts,
        decide: () => ({
          state: { n: 1, kid: 'key_b', personal: { texts: [] } },
          facts: [
            fact(
              messageReceived,
              { addressId: elsewhere, channel: 'chat', messageId: 'msg_b', length: 1, masked: 0 },
              { personal: { text: 'b' } },
            ),
          ],
          answer: 0,
        }),
      });
      await channel.execute(other, elsewhere, undefined, { ...cause(9), kid: 'key_b' });
      await until(async () => (await context.read(counts, [elsewhere])).get(elsewhere)?.n === 1);
      await until(
        async () =>
          (await world.store('context').documents('counts').load([addressId])).get(addressId)?.parked?.pending
            .length === 3,
      );
      vault.show();
      await until(async () => (await context.read(counts, [addressId])).get(addressId)?.n === 3);
      expect((await context.read(counts, [addressId])).get(addressId)?.personal?.texts).toEqual([
        'one',
        'two',
        'three',
      ]);
      const stored = (await world.store('context').documents('counts').load([addressId])).get(addressId)!;
      expect([stored.parked, stored.empty]).toEqual([undefined, undefined]);
      expect(await world.records('attune.dead-letters')).toHaveLength(0);
    }, 15_000);

    it('decides nothing on a document that it cannot read, and leaves it as it is', async () => {
      const before = await world.start('channel', []);
      await before.execute(say, addressId, 'one', cause(1));
      await before.stop(100);
      const vault = hiding(world.keys);
      const channel = await world.start('channel', [], { keys: vault.keys });
      await expect(channel.execute(say, addressId, 'two', cause(2))).rejects.toThrow('cannot be read now');
      vault.show();
      await channel.execute(say, addressId, 'two', cause(2));
      expect((await channel.read(counts, [addressId])).get(addressId)?.personal?.texts).toEqual(['one', 'two']);
    });

    it('parks what is for a document that does not open with its key, and goes on with others', async () => {
      const channel = await world.start('channel', []);
      const before = await world.start('context', [countOnMessageReceived]);
      await channel.execute(say, addressId, 'one', cause(1));
      const documents = world.store('context').documents('counts');
      const stored = () => documents.load([addressId]).then((found) => found.get(addressId));
      await until(async () => (await stored())?.v === 1);
      await before.stop(100);
      const document = (await stored())!;
      const broken = { ...document, v: document.v + 1, personal: { ...document.personal!, ct: 'bm90aGluZw' } };
      await documents.write([{ expected: document.v, document: broken }]);
      await world.start('context', [countOnMessageReceived]);
      await channel.execute(say, addressId, 'two', cause(2));
      await until(async () => (await stored())?.parked?.pending.length === 1);
      expect((await stored())?.personal).toEqual(broken.personal);
    });

    it('makes dead letters of what has been parked too long', async () => {
      const channel = await world.start('channel', []);
      let ahead = 0;
      const clock = { ...systemClock, now: () => Date.now() + ahead };
      await world.start('context', [countOnMessageReceived], { keys: hiding(world.keys).keys, sweepMs: 50, clock });
      await channel.execute(say, addressId, 'one', cause(1));
      await until(
        async () =>
          (await world.store('context').documents('counts').load([addressId])).get(addressId)?.parked !== undefined,
      );
      ahead = 10 * 60_000;
      await until(async () => (await world.records('attune.dead-letters')).length === 1);
      const [letter] = await world.records('attune.dead-letters');
      expect((JSON.parse(Buffer.from(letter!.value!).toString()) as { data: object }).data).toMatchObject({
        kind: 'agedOut',
        addressId,
      });
    }, 15_000);
  });
});
