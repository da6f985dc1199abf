import { catalogue, eventDeadLettered, toHeaders, topics, turnClosed } from '@attune/contracts';
import type { Bus, OutRecord } from '../bus';
import { embeddedBus, memoryLog } from '../embedded';
import { deadLetter, decode } from '../runtime/codec';
import { discard, isOpen, letterPage, readLetters, sendAgain, sendMended, type Letter } from '.';

const now = Date.parse('2026-03-02T10:00:00.000Z');
const data = turnClosed.example.data;
const headers = toHeaders({
  id: 'evt_closed',
  source: '/shop/channel',
  type: turnClosed.type,
  subject: data.addressId,
  sequence: 4,
  time: '2026-03-02T09:15:04.120Z',
  recordedTime: '2026-03-02T09:15:04.120Z',
  correlationId: data.turnId,
  causationId: 'evt_0',
  origin: 'live',
  domainVersion: '1',
});

/** A bus with one letter of escalation's, written twice as after a crash. */
async function withLetter(
  value: unknown = { data: { ...data, number: 'four' } },
): Promise<{ bus: Bus; letter: Letter }> {
  const bus = embeddedBus({ log: memoryLog() });
  await bus.ensureTopics(topics);
  const bytes = Buffer.from(JSON.stringify(value));
  const record = { topic: 'attune.channel', partition: 2, offset: '7', key: data.addressId, timestamp: now };
  const failure = {
    handler: 'escalation.withdraw-late',
    kind: 'invalid' as const,
    reason: 'data.number: expected number',
  };
  const context = { domainId: 'shop', service: 'escalation', domainVersion: '1', now };
  const letter = deadLetter({ ...record, headers, value: bytes }, failure, context);
  await bus.publish([letter, letter]);
  return { bus, letter: (await readLetters(bus)).all()[0]! };
}
const settledAs = async (bus: Bus) => (await readLetters(bus)).all().map(({ settled }) => settled);
const readable = ({ topic, key, headers: given, value }: OutRecord) =>
  decode(
    { topic, partition: 0, offset: '0', key, headers: given, value: Buffer.from(value ?? ''), timestamp: 0 },
    catalogue,
  );

describe('dead letters', () => {
  it('are read once however often they were written, and are open', async () => {
    const { bus } = await withLetter();
    const all = (await readLetters(bus)).all();
    expect(all).toHaveLength(1);
    expect(isOpen(all[0]!)).toBe(true);
    expect(letterPage(all[0]!)).toMatchObject({
      state: 'open',
      type: turnClosed.type,
      body: { data: { number: 'four' } },
    });
  });

  it('are sent again as they were, to the handler that failed', async () => {
    const { bus, letter } = await withLetter();
    const records = sendAgain(letter, { now });
    expect(records[0]).toMatchObject({
      topic: 'attune.escalation.again',
      key: data.addressId,
      headers: { ce_id: 'evt_closed', attune_handler: 'escalation.withdraw-late', attune_letter: letter.id },
    });
    await bus.publish(records);
    expect(await settledAs(bus)).toEqual([[{ how: 'sentAgain', at: '2026-03-02T10:00:00.000Z' }]]);
  });

  it('are settled once, also when the mark was written twice', async () => {
    const { bus, letter } = await withLetter();
    const records = sendAgain(letter, { now });
    await bus.publish([...records, ...records]);
    const [settled] = (await readLetters(bus)).all();
    expect(settled!.settled).toHaveLength(1);
    expect(() => sendAgain(settled!, { now })).toThrow(/was sent again at 2026/);
    expect(() => discard(settled!, 'done', { now })).toThrow(/was sent again/);
  });

  it('are mended under another id that names the letter', async () => {
    const { letter } = await withLetter();
    const [again, mark] = sendMended(letter, { data }, { now, agentId: 'agt_kim' });
    expect(readable(again!)).toMatchObject({ event: { mendedFrom: letter.id, sequence: 4, data: { number: 1 } } });
    expect(again!.headers['ce_id']).not.toBe('evt_closed');
    expect(JSON.parse(String(mark!.value))).toMatchObject({
      data: { how: 'mended', sentAs: again!.headers['ce_id'], agentId: 'agt_kim' },
    });
  });

  it('are not sent while the mended copy would fail again', async () => {
    const { letter } = await withLetter();
    expect(() => sendMended(letter, { data: { ...data, tookMs: -1 } }, { now })).toThrow(/still wrong: data.tookMs/);
    expect(() => sendMended(letter, { data, headers: { ce_type: 'attune.channel.Nonsense.v1' } }, { now })).toThrow(
      /a type that nobody knows/,
    );
  });

  it('are discarded only with a reason, in a source of their own', async () => {
    const { bus, letter } = await withLetter();
    expect(() => discard(letter, '  ', { now })).toThrow(/Say why/);
    const records = discard(letter, 'a test of the adapter', { now });
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({ topic: eventDeadLettered.topic, key: data.addressId });
    expect(records[0]!.headers['ce_source']).toBe(`/shop/dead-letters/${letter.id}`);
    await bus.publish(records);
    expect(await settledAs(bus)).toMatchObject([[{ how: 'discarded', why: 'a test of the adapter' }]]);
  });

  it('show what is not JSON as text', async () => {
    const { letter } = await withLetter();
    const broken = { ...letter, data: { ...letter.data, value: Buffer.from('{oops').toString('base64') } };
    expect(letterPage(broken)).toMatchObject({ text: '{oops' });
  });
});
