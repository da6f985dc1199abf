import { newestFirst, openTurns, withEvents } from './conversation-lines';
import { flat } from './evidence';
import { emphasisOf, summaryOf } from './meaning';
import { dueNow } from './pacing';
import { humanPause } from './play';
import { Story } from './story';
import { answeredTurn, event } from './test-events';
import { ticksOf, waterfallOf } from './waterfall';

const storyOf = (events = answeredTurn()) => {
  const story = new Story();
  story.add(events);
  return story;
};
const known = (id: string, type: `${string}.${string}`, data: unknown, personal?: unknown) => ({
  ...event(id, type, 0, { data, personal }),
  at: 0,
});

describe('pacing', () => {
  it('shows events one after the other', () =>
    expect([0, 69, 70, 141].map((ms) => dueNow(5, ms, true))).toEqual([0, 0, 1, 2]));
  it('hurries when many wait, and gives up when too many do', () => {
    expect(dueNow(120, 70, true)).toBe(4);
    expect(dueNow(1_000, 0, true)).toBe(1_000);
    expect(dueNow(5, 0, false)).toBe(5);
  });
});

describe('waterfall', () => {
  it('goes from the turn to its outcome, each step from its cause', () => {
    const waterfall = waterfallOf(storyOf(), 'trn_1');
    expect(waterfall).toMatchObject({ number: 3, listenedMs: 700, length: 45, outcome: 'answered', tookMs: 745 });
    expect(waterfall?.hops.map(({ event: { id }, from, to }) => [id, from, to])).toEqual([
      ['received', 0, 0],
      ['started', 0, 4],
      ['assessed', 4, 7],
      ['decided', 7, 10],
      ['calling', 10, 12],
      ['called', 12, 40],
      ['prepared', 40, 41],
      ['released', 41, 45],
      ['closed', 41, 45],
    ]);
  });
  it('does not exist before the turn does', () =>
    expect(waterfallOf(storyOf(answeredTurn().slice(0, 1)), 'trn_1')).toBeUndefined());
  it('has round ticks', () => {
    expect(ticksOf(45)).toEqual([0, 10, 20, 30, 40]);
    expect(ticksOf(900)).toEqual([0, 200, 400, 600, 800]);
    expect(ticksOf(1)).toEqual([0, 1]);
  });
});

describe('conversations', () => {
  it('follow the events: holder, matter, outcome; newest first', () => {
    const story = storyOf([
      ...answeredTurn(),
      event('other', 'context.ConversationOpened', 10, { data: { conversationId: 'cnv_2' }, correlationId: 'trn_2' }),
      event('asked', 'escalation.ControlDecided', 900, {
        data: { conversationId: 'cnv_1', holder: 'queue', assessment: assessment('order_status', 'asks') },
      }),
      event('thanks', 'escalation.ControlDecided', 950, {
        data: { conversationId: 'cnv_1', holder: 'automation', assessment: assessment('thanks', 'thanks') },
      }),
      event('ended', 'context.ConversationResolved', 960, { data: { conversationId: 'cnv_1' } }),
    ]);
    const lines = withEvents(new Map(), story.events, (one) => story.conversationOf(one));
    expect(newestFirst(lines)).toMatchObject([
      { conversationId: 'cnv_1', holder: 'automation', intent: 'order_status', outcome: 'resolved' },
      { conversationId: 'cnv_2' },
    ]);
  });
  it('have open turns until these have an outcome', () =>
    expect([answeredTurn(), answeredTurn().slice(0, 5)].map((events) => openTurns(storyOf(events).events))).toEqual([
      0, 1,
    ]));
});
const assessment = (intent: string, act: string) => ({
  candidates: [{ intent, probability: 0.9 }],
  acts: [{ act, probability: 0.9 }],
  emotion: { dissatisfaction: 0 },
});

it('tells what matters from what is plain', () => {
  const moved = { holder: 'queue', previous: 'automation' };
  expect(emphasisOf(known('a', 'escalation.ControlDecided', moved))).toBe('control');
  expect(emphasisOf(known('a', 'escalation.ControlDecided', { ...moved, holder: 'automation' }))).toBe('plain');
  expect(emphasisOf(known('a', 'channel.ReplyReleased', {}))).toBe('words');
  expect(emphasisOf(known('a', 'newcomer.SomethingNew', {}))).toBe('plain');
});

it('says what happened in a few words, and words of people only where it has them', () => {
  expect(summaryOf(known('a', 'channel.MessageReceived', { length: 21 }))).toBe('21 characters');
  expect(summaryOf(known('a', 'channel.MessageReceived', { length: 21 }, { text: 'Where  is\nmy order?' }))).toBe(
    'Where is my order?',
  );
  expect(summaryOf(known('a', 'escalation.ControlDecided', { holder: 'queue', previous: 'automation' }))).toBe(
    'automation → queue',
  );
  expect(summaryOf(known('a', 'channel.TurnClosed', { outcome: 'handedOver', tookMs: 64 }))).toBe(
    'handed over in 64 ms',
  );
  expect(summaryOf(known('a', 'newcomer.SomethingNew', {}))).toBe('');
});

it('flattens what rules saw', () =>
  expect(flat({ emotion: { dissatisfaction: 0.812, signals: [] }, acts: ['asks', 'thanks'], overdue: false })).toEqual([
    ['emotion.dissatisfaction', '0.81'],
    ['emotion.signals', 'none'],
    ['acts', 'asks, thanks'],
    ['overdue', 'false'],
  ]));

it('lets example customers read and write at a human pace', () => {
  expect(humanPause('Yes.', 'ok')).toBeLessThan(humanPause('A much longer answer to read', 'and more to write'));
  expect(humanPause('x'.repeat(10_000), 'y')).toBe(4_500);
});
