import {
  charactersLeft,
  changed,
  emptyChat,
  isAnswering,
  rowsOf,
  unconfirmed,
  type Change,
  type ShownMessage,
} from './state';

const at = (seconds: number) => new Date(Date.UTC(2026, 2, 2, 9, 0, seconds)).toISOString();
const message = (
  messageId: string,
  from: ShownMessage['from'],
  seconds = 0,
  more: Partial<ShownMessage> = {},
): ShownMessage => ({
  messageId,
  from,
  text: messageId,
  at: at(seconds),
  citations: [],
  delivered: from === 'customer',
  ...more,
});
const after = (...changes: Change[]) => changes.reduce(changed, emptyChat);
const say = (clientId: string): Change => ({
  type: 'say',
  message: { clientId, text: 'hello', at: Date.parse(at(1)), status: 'sending' },
});

describe('saying something', () => {
  it('shows it at once and keeps it until it is accepted', () => {
    expect(after(say('c1')).outbox).toHaveLength(1);
    const chat = after(say('c1'), { type: 'accepted', clientId: 'c1', messageId: 'm1', now: 5 });
    expect(chat.outbox).toEqual([]);
    expect(chat.messages).toMatchObject([{ messageId: 'm1', from: 'customer', text: 'hello' }]);
    expect(isAnswering(chat, 6)).toBe(true);
  });

  it('accepts once, whether the door or the socket says so first', () => {
    const accepted: Change = { type: 'accepted', clientId: 'c1', messageId: 'm1', now: 5 };
    expect(after(say('c1'), accepted, accepted).messages).toHaveLength(1);
  });

  it('keeps what was refused, with the reason, until it is sent again or discarded', () => {
    const refused = after(say('c1'), { type: 'refused', clientId: 'c1', why: 'Too long' });
    expect(refused.outbox).toMatchObject([{ status: 'refused', why: 'Too long' }]);
    expect(changed(refused, { type: 'retry', clientId: 'c1' }).outbox).toMatchObject([{ status: 'sending' }]);
    expect(changed(refused, { type: 'discard', clientId: 'c1' }).outbox).toEqual([]);
  });
});

describe('what arrives', () => {
  it('is shown once and ends the typing', () => {
    const chat = after({ type: 'typing', now: 1 }, { type: 'message', message: message('r1', 'automation') });
    expect(isAnswering(chat, 2)).toBe(false);
    expect(changed(chat, { type: 'message', message: message('r1', 'automation') }).messages).toHaveLength(1);
    expect(unconfirmed(chat)).toEqual(['r1']);
    expect(unconfirmed(changed(chat, { type: 'delivered', messageId: 'r1' }))).toEqual([]);
  });

  it('does not show typing for ever', () => expect(isAnswering(after({ type: 'typing', now: 0 }), 15_000)).toBe(false));

  it('forgets the name of a person when automation holds again', () => {
    const withKim = after({ type: 'holder', holder: 'person', name: 'Kim' });
    expect(changed(withKim, { type: 'holder', holder: 'person' }).agentName).toBe('Kim');
    expect(changed(withKim, { type: 'holder', holder: 'automation' }).agentName).toBeUndefined();
  });
});

it('merges the history with what came meanwhile, in order and once', () => {
  const chat = after(
    { type: 'message', message: message('late', 'automation', 9) },
    { type: 'message', message: message('b', 'automation', 2) },
    { type: 'loaded', holder: 'automation', messages: [message('a', 'customer', 1), message('b', 'automation', 2)] },
  );
  expect(chat.messages.map(({ messageId }) => messageId)).toEqual(['a', 'b', 'late']);
});

it('puts messages of one voice together, notices and days apart', () => {
  const rows = rowsOf([
    message('a', 'customer', 1),
    message('b', 'customer', 2),
    message('c', 'automation', 3, { kind: 'handoffNotice' }),
    message('d', 'person', 4, { name: 'Kim' }),
    message('e', 'person', 5, { name: 'Ali' }),
    message('f', 'customer', 100_000),
  ]);
  expect(rows.map((row) => (row.kind === 'said' ? row.messages.length : row.kind))).toEqual([
    'day',
    2,
    'notice',
    1,
    1,
    'day',
    1,
  ]);
});

it('says that a person has handed back, once', () => {
  const kinds = rowsOf([
    message('a', 'person', 1, { name: 'Kim' }),
    message('b', 'customer', 2),
    message('c', 'automation', 3),
    message('d', 'customer', 4),
    message('e', 'automation', 5),
  ]).map(({ kind }) => kind);
  expect(kinds).toEqual(['day', 'said', 'said', 'back', 'said', 'said', 'said']);
});

it('counts characters only where it matters', () =>
  expect(['hello', 'x'.repeat(15_500), 'x'.repeat(16_010)].map(charactersLeft)).toEqual([undefined, 500, -10]));
