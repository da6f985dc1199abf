import { toHeaders, topics, turnClosed } from '@attune/contracts';
import { deadLetter } from '@attune/messaging';
import { embeddedBus, memoryLog } from '@attune/messaging/embedded';
import { lettersOnBus } from './letters.bus';
import { mendedBodyOf } from './mended-body';
import { listOf, pageOf } from './page';

const { data } = turnClosed.example;

async function withLetter() {
  const bus = embeddedBus({ log: memoryLog() });
  await bus.ensureTopics(topics);
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
  const value = Buffer.from(JSON.stringify({ data: { ...data, number: 'four' } }));
  const letter = deadLetter(
    { topic: 'attune.channel', partition: 2, offset: '7', key: data.addressId, timestamp: 0, headers, value },
    { handler: 'escalation.withdraw-late', kind: 'invalid', reason: 'data.number: expected number' },
    { domainId: 'shop', service: 'escalation', domainVersion: '1', now: 0 },
  );
  await bus.publish([letter]);
  return { id: letter.id, letters: lettersOnBus(bus, () => 1) };
}

describe('dead letters at the terminal', () => {
  it('are listed with where and why, and shown with what can be done', async () => {
    const { id, letters } = await withLetter();
    expect(listOf(await letters.list(), false)).toMatch(
      new RegExp(
        `^${id} .* open .*escalation .*channel.TurnClosed .*\\n +invalid in escalation.withdraw-late: data.number`,
      ),
    );
    const page = pageOf(await letters.show(id));
    expect(page).toContain('"number": "four"');
    expect(page).toContain(`attune dead-letters mend ${id} --file body.json`);
  });

  it('are no longer open when they were dealt with, and say what was done', async () => {
    const { id, letters } = await withLetter();
    await letters.mend(id, mendedBodyOf('body.json', JSON.stringify({ data })));
    const list = await letters.list();
    expect(listOf(list, false)).toBe('No letter is open. 1 more are dealt with: --all shows them.');
    expect(listOf(list, true)).toContain('mended');
    const page = pageOf(await letters.show(id));
    expect(page).toMatch(/^mended +1970-01-01T00:00:00.001Z, as evt_/m);
    expect(page).not.toContain('Send it again');
    await expect(letters.sendAgain(id)).rejects.toThrow(/was mended and sent again/);
  });

  it('that are not there are told so', async () => {
    const { letters } = await withLetter();
    await expect(letters.show('evt_none')).rejects.toThrow(/There is no dead letter evt_none/);
    await expect(letters.discard('evt_none', 'why')).rejects.toThrow(/no dead letter/);
  });

  it.each([
    ['{"data":', /body.json is not JSON/],
    ['[]', /has no "data"/],
    ['{"data":{},"payload":1}', /payload is not known here/],
  ])('a mended body such as %s is refused in words', (text, message) => {
    expect(() => mendedBodyOf('body.json', text)).toThrow(message);
  });
});
