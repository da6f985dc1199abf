import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkPack, loadPack, loadTests } from './index';
import { changed, writePack } from './test-pack';

const shop = join(__dirname, '../../../domains/shop');

it('loads a whole pack as plain data', async () => {
  const pack = await loadPack(writePack());
  expect(pack).toMatchObject({
    id: 'kiosk',
    languages: ['en'],
    channels: { chat: { quietMs: 700, maxBurstMs: 4000, overdueMs: 7000, holdingMs: 11_000, personReplyMs: 180_000 } },
    limits: { overdueHandoffsPerMinute: 20 },
    queues: [{ id: 'general', priority: 3, languages: ['en'], serviceLevel: { answerWithinMs: 60_000 } }],
    texts: { holding: { en: ['Still on it'] } },
  });
  expect(pack.intents).toContainEqual(
    expect.objectContaining({ id: 'order_status', kind: 'task', family: 'order_status', playbook: 'order_status' }),
  );
  expect(pack.articles.map(({ id, version }) => [id, version])).toEqual([
    ['art_delivery', expect.stringMatching(/^[0-9a-f]{12}$/)],
    ['art_returns', expect.any(String)],
  ]);
});

it('gives each step an id by where it stands, and compiles its conditions', async () => {
  const { playbooks } = await loadPack(writePack());
  const [ask, call, when] = playbooks[0]?.steps ?? [];
  expect(ask).toMatchObject({ kind: 'ask', id: 'order_status.0', fact: 'orderNumber' });
  expect(call).toMatchObject({ on: { notFound: [{ kind: 'handOver', id: 'order_status.1.on.notFound.0' }] } });
  if (when?.kind !== 'when') throw new Error('no condition');
  expect(when.condition.evaluate({ order: { status: 'lost' } })).toBe(true);
  expect(when.then.map(({ kind }) => kind)).toEqual(['confirm', 'call', 'resolve']);
});

it('names a version by its content', async () => {
  const version = async (changes = {}) => (await loadPack(writePack(changes))).version;
  expect(await version()).toBe(await version());
  expect(await version(changed('texts.yaml', 'Hello', 'Hi'))).not.toBe(await version());
});

it('reads conversations as data', async () => {
  const [test] = await loadTests(writePack());
  expect(test).toMatchObject({ name: 'Status', channel: 'chat', verified: false });
  const quiet = { lost: false, outside: [] };
  expect(test?.turns).toEqual([
    {
      ...quiet,
      line: 3,
      say: ['Where is my order?'],
      waitMs: 0,
      must: [{ event: 'ReplyReleased', with: { intention: 'question' } }],
      mustNot: [{ event: 'HandoffRequested', with: {} }],
    },
    { ...quiet, line: 7, say: [], person: { kind: 'accepts' }, waitMs: 0, must: [], mustNot: [] },
    { ...quiet, line: 8, say: [], waitMs: 7_200_000, must: [], mustNot: [] },
  ]);
});

describe('the example shop', () => {
  it('has nothing to complain about', async () => {
    expect(await checkPack(shop)).toEqual([]);
  });

  it('is as large as an example should be', async () => {
    const { intents, playbooks, articles, boundary } = await loadPack(shop);
    for (const { id, kind, examples } of intents) {
      expect([id, examples.length]).toEqual([id, expect.any(Number)]);
      expect(examples.length).toBeGreaterThanOrEqual(kind === 'smalltalk' ? 12 : 15);
    }
    expect([intents.length, playbooks.length, articles.length, boundary.rules.length].map((n) => n >= 9)).not.toContain(
      false,
    );
  });

  it('tells the story of a stranger as a test', async () => {
    const story = (await loadTests(shop)).find(({ file }) => file === 'tests/a-strangers-story.yaml');
    expect(story?.turns.flatMap(({ person }) => person?.kind ?? [])).toEqual([
      'accepts',
      'replies',
      'returns',
      'accepts',
      'closes',
    ]);
    expect(story?.finally.must).toContainEqual({ event: 'OutcomeMeasured', with: expect.any(Object) });
  });
});

it('reads the examples of its guide', async () => {
  const guide = readFileSync(join(shop, '../README.md'), 'utf8');
  const [intent = '', test = ''] = [...guide.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
  const errors = (await checkPack(writePack({ 'intents/order_status.yaml': intent, 'tests/guide.yaml': test }))).filter(
    ({ severity }) => severity === 'error',
  );
  expect(errors).toEqual([]);
  const [guideTest] = await loadTests(writePack({ 'tests/status.yaml': test }));
  expect(guideTest?.turns).toHaveLength(3);
});
