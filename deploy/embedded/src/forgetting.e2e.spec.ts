import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createLogger } from '@attune/telemetry';
import { startEmbedded, type Embedded } from '.';
import { agentToken, ask, customerOf, get, recordsOf } from './test-doors';

jest.setTimeout(120_000);

const dataDir = mkdtempSync(join(tmpdir(), 'attune-forgetting-'));
const domainDir = resolve(__dirname, '..', '..', '..', 'domains', 'shop');
const logger = createLogger({ service: 'attune', level: 'debug', file: join(dataDir, 'attune.log') });
const open = () =>
  startEmbedded({ dataDir, domainDir, port: 0, quietMs: 0, requestsPerMinute: 0, logger, environment: {} });

let attune: Embedded;
let agent: string;
beforeAll(async () => {
  attune = await open();
  await attune.idle();
  agent = agentToken(attune);
});
afterAll(async () => {
  await attune.close();
  rmSync(dataDir, { recursive: true });
});

/** Words that stand nowhere else: whoever finds one has found this customer. */
const canaries = {
  name: 'Quenbyzanth',
  asked: 'flimmerwock',
  fedUp: 'grumblethwip',
  written: 'kestrelwhomp',
  decided: 'dorfwimple',
  promised: 'snazzlefern',
  learned: 'wobbleglen',
  after: 'murktwindle',
};
const all = Object.values(canaries);

/** A text as it may stand in bytes: as it is, in UTF-16, and in base64 wherever its first letter falls. */
const shapesOf = (word: string): Buffer[] => [
  Buffer.from(word),
  Buffer.from(word, 'utf16le'),
  ...[0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), Buffer.from(word)]).toString('base64');
    return Buffer.from(text.slice(shift === 0 ? 0 : 4, Math.floor((shift + word.length) / 3) * 4));
  }),
];
const found = (words: readonly string[], bytes: Uint8Array, where: string): string[] =>
  words
    .filter((word) => shapesOf(word).some((shape) => Buffer.from(bytes).includes(shape)))
    .map((word) => `${word} ${where}`);

/** Where words stand in what is kept: in any record of any stream, in any file. */
async function inWhatIsKept(words: readonly string[] = all): Promise<string[]> {
  const streams = (await recordsOf(attune)).flatMap(({ topic, offset, key, headers, value }) => {
    const bytes = Buffer.concat([Buffer.from(`${key} ${JSON.stringify(headers)}`), value ?? Buffer.of()]);
    return found(words, bytes, `${topic}@${offset}`);
  });
  return [...streams, ...filesBelow(dataDir).flatMap((file) => found(words, readFileSync(file), file))];
}
const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());

/** What the doors show to those who may see the most. */
async function atTheDoors(conversationId: string, customerId: string, token: string): Promise<string> {
  const doors = [
    ask(attune, 'channel/history', { token }),
    ...[
      'desk/queue',
      `desk/conversations/${conversationId}`,
      `context/customers/${customerId}`,
      `insights/conversations/${conversationId}/events`,
      'insights/conversations?limit=50',
      'insights/recent?limit=1000',
      'escalation/dead-letters',
    ].map((path) => ask(attune, path, { token: agent })),
  ];
  return JSON.stringify(await Promise.all(doors));
}

/** Waits for an event of a conversation: keys are destroyed outside of the streams, and told in them. */
async function isTold(name: string, conversationId: string): Promise<void> {
  for (const end = Date.now() + 10_000; Date.now() < end;) {
    await attune.idle();
    const path = `insights/conversations/${conversationId}/events`;
    const { events } = await get<{ events: { name: string }[] }>(attune, path, { token: agent });
    if (events.some((event) => event.name === name)) return;
  }
  throw new Error(`${name} was not told`);
}

it('is looked for in a way that finds what is there', async () => {
  const places = (await inWhatIsKept(['unwashed'])).map((place) => place.replace(/.*(attune\.articles|\.mdb).*/, '$1'));
  expect(new Set(places)).toEqual(new Set(['attune.articles', '.mdb'])); // of an article, which is nobody's secret
});

it('leaves no word of a customer anywhere, and goes on', async () => {
  const customer = await customerOf(attune, { name: canaries.name });
  await customer.says(`How long do I have to return a ${canaries.asked}?`);
  await customer.says(`${canaries.fedUp}! I want to talk to a person, please`);
  const { handoffs } = await get<{ handoffs: { conversationId: string }[] }>(attune, 'desk/queue', { token: agent });
  const conversationId = handoffs[0]?.conversationId ?? '';
  const act = async (what: string, body: object) => {
    await get(attune, `desk/conversations/${conversationId}/${what}`, { token: agent, body });
    await attune.idle();
  };
  await act('accept', {});
  await act('reply', { text: `Hello, I see to your ${canaries.written}.`, clientId: '1' });
  await act('return', {
    decided: `A new ${canaries.decided}`,
    leftOpen: '',
    promises: [{ what: `the ${canaries.promised} arrives`, dueAt: new Date(Date.now() + 86_400_000).toISOString() }],
    facts: { item: canaries.learned },
  });
  await customer.says(`Thank you, my ${canaries.after} and I are happy`);

  const { events } = await get<{ events: { data: { customerId?: string } }[] }>(
    attune,
    `insights/conversations/${conversationId}/events`,
    { token: agent },
  );
  const customerId = events.find(({ data }) => data.customerId)?.data.customerId ?? '';
  const before = await atTheDoors(conversationId, customerId, customer.token);
  expect(all.filter((word) => !before.includes(word))).toEqual([]); // who may see them does
  expect(await inWhatIsKept()).toEqual([]); // and yet nothing is kept that can be read without a key

  await get(attune, `context/customers/${customerId}/forget`, { token: agent, body: {} });
  await isTold('CustomerForgotten', conversationId);
  const after = await atTheDoors(conversationId, customerId, customer.token);
  expect(all.filter((word) => after.includes(word))).toEqual([]);
  expect((await ask(attune, `context/customers/${customerId}`, { token: agent })).status).toBe(404);
  expect(await inWhatIsKept()).toEqual([]);

  await attune.close(); // what a process had in its memory is gone too
  attune = await open();
  agent = agentToken(attune);
  const restarted = await atTheDoors(conversationId, customerId, customer.token);
  expect(all.filter((word) => restarted.includes(word))).toEqual([]);

  const other = await customerOf(attune);
  await other.says('How long do I have to return a jacket?');
  expect(await other.sees()).toHaveLength(2);
  const anew = await customerOf(attune, { token: customer.token }); // the same browser, as somebody nobody knows
  await anew.says('How long do I have to return a jacket?');
  expect((await anew.sees()).map(({ from }) => from)).toEqual(['customer', 'automation']);
});
