import {
  controlDecided,
  conversationOpened,
  conversationReopened,
  handoffAccepted,
  handoffRequested,
  outcomeMeasured,
  turnClosed,
  type AttuneEvent,
  type EventDefinition,
} from '@attune/contracts';
import { memoryStore } from '@attune/storage';
import { event, iso } from '../test-events';
import { rowsOf } from '../tokens';
import { figures, quantile } from './definitions';
import { readConversations, readCounted, type Span } from './read';
import { countedRow } from './rows';

const of = <D, P>(
  definition: EventDefinition<D, P>,
  conversationId: string,
  seconds: number,
  data: Partial<NoInfer<D>> = {},
  origin: AttuneEvent['origin'] = 'live',
) =>
  event(definition, { conversationId, ...data } as Partial<D>, { subject: conversationId, time: iso(seconds), origin });

async function counted(events: AttuneEvent[]) {
  const rows = rowsOf(memoryStore());
  await rows.counted.upsert(events.flatMap((one) => countedRow(one) ?? []));
  return rows.counted;
}
async function figure(name: string, events: AttuneEvent[], span: Span = { since: 0, origin: 'live' }) {
  const found = figures.find((one) => one.name === name)!;
  const rows = await readCounted(await counted(events), span);
  return { value: found.value(rows), conversations: found.conversations(rows).sort() };
}

const story = [
  of(conversationOpened, 'cnv_a', 0),
  of(outcomeMeasured, 'cnv_a', 60),
  of(conversationOpened, 'cnv_b', 10),
  of(handoffRequested, 'cnv_b', 20, { handoffId: 'hnd_b' }),
  of(handoffAccepted, 'cnv_b', 30, { handoffId: 'hnd_b', epoch: 2, waitedMs: 10_000 }),
  of(handoffAccepted, 'cnv_b', 90, { handoffId: 'hnd_b', epoch: 4, waitedMs: 99_000 }),
  of(outcomeMeasured, 'cnv_b', 100, { outcome: 'lapsed', firstContact: false, automated: false }),
  of(conversationOpened, 'cnv_c', 5, {}, 'demo'),
  of(outcomeMeasured, 'cnv_c', 6, {}, 'demo'),
];

it('counts live conversations only, unless asked', async () => {
  expect(await figure('conversations', story)).toEqual({ value: 2, conversations: ['cnv_a', 'cnv_b'] });
  expect((await figure('conversations', story, { since: 0 })).value).toBe(3);
  expect((await figure('conversations', story, { since: Date.parse(iso(8)), origin: 'live' })).conversations).toEqual([
    'cnv_b',
  ]);
});

it('counts resolutions and first contacts over outcomes that stand', async () => {
  expect(await figure('resolved', story)).toEqual({ value: 1, conversations: ['cnv_a'] });
  expect((await figure('firstContactResolution', story)).value).toBe(0.5);
  const reopened = [...story, of(conversationReopened, 'cnv_a', 80)];
  expect((await figure('resolved', reopened)).value).toBe(0);
  const again = [...reopened, of(outcomeMeasured, 'cnv_a', 120, { firstContact: false })];
  expect((await figure('resolved', again)).value).toBe(1);
  expect((await figure('firstContactResolution', again)).value).toBe(0);
});

it('takes the final outcome in place of the provisional one, also when read twice', async () => {
  const final = of(outcomeMeasured, 'cnv_a', 60, { state: 'final' });
  expect((await figure('resolved', [...story, final, final])).value).toBe(1);
});

it('counts handoffs, and the wait until the first acceptance of each', async () => {
  expect(await figure('handedOver', story)).toEqual({ value: 1, conversations: ['cnv_b'] });
  expect(await figure('medianTimeToPersonMs', story)).toEqual({ value: 10_000, conversations: ['cnv_b'] });
});

it('counts turns by outcome and how long answers took', async () => {
  const turns = [...Array(100).keys()].map((i) =>
    of(turnClosed, 'cnv_a', i, { turnId: `trn_${i}`, tookMs: i + 1, outcome: i < 99 ? 'answered' : 'handedOver' }),
  );
  expect((await figure('turns', turns)).value).toMatchObject({ answered: 99, handedOver: 1, forgotten: 0, held: 0 });
  expect((await figure('p50Ms', turns)).value).toBe(50);
  expect((await figure('p99Ms', turns)).value).toBe(99);
});

it('says what a conversation cost the customer on average', async () => {
  expect((await figure('effort', story)).value).toMatchObject({ turns: 3, repeats: 0 });
  expect((await figure('effort', [])).value).toMatchObject({ turns: null });
  expect(quantile([], 0.5)).toBeNull();
});

it('every figure has a version and says in a sentence what it means', () => {
  for (const { version, says, name } of figures)
    expect({ name, version, ok: says.length > 20 }).toEqual({ name, version: expect.any(Number), ok: true });
});

it('lists conversations by what was decided last, with holder and outcome', async () => {
  const rows = await counted([
    ...story,
    of(controlDecided, 'cnv_b', 40, { holder: 'queue', epoch: 2 }),
    of(controlDecided, 'cnv_a', 50),
  ]);
  const listed = await readConversations(rows, 10);
  expect(listed).toMatchObject([
    { conversationId: 'cnv_a', holder: 'automation', outcome: 'resolved', intent: 'return_policy', channel: 'chat' },
    { conversationId: 'cnv_b', holder: 'queue', epoch: 2, outcome: 'lapsed' },
  ]);
  expect(await readConversations(rows, 1, 'demo')).toEqual([]);
});
