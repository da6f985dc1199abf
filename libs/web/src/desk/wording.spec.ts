import type { QueueLine } from './shapes';
import { missingOf, moodOf, pressure, priorityOf, sectionsOf, sourceOf, trendOf, triedWhat, valueOf } from './wording';

const line = (conversationId: string, more: Partial<QueueLine> = {}): QueueLine => ({
  conversationId,
  handoffId: 'hnd_1',
  queue: 'care',
  priority: 5,
  status: 'queued',
  waitingSince: '2026-03-02T09:00:00.000Z',
  requestedAt: '2026-03-02T09:00:00.000Z',
  reasons: [],
  intent: null,
  goal: null,
  mood: null,
  customerName: null,
  lastText: null,
  ...more,
});

it('sorts the queue: yours, what waits by importance and time, what colleagues hold', () => {
  const { yours, waiting, withOthers } = sectionsOf(
    [
      line('late', { waitingSince: '2026-03-02T09:05:00.000Z' }),
      line('early'),
      line('urgent', { priority: 9 }),
      line('promised', { priority: 1, preferredAgentId: 'agt_kim' }),
      line('mine', { status: 'held', agentId: 'agt_kim' }),
      line('theirs', { status: 'accepted', agentId: 'agt_ali' }),
      line('over', { status: 'ended' }),
    ],
    'agt_kim',
  );
  expect(yours.map((one) => one.conversationId)).toEqual(['mine']);
  expect(waiting.map((one) => one.conversationId)).toEqual(['promised', 'urgent', 'early', 'late']);
  expect(withOthers.map((one) => one.conversationId)).toEqual(['theirs']);
});

it('says mood, trend, priority and waiting in steps', () => {
  expect([0.1, 0.4, 0.6, 0.9].map((d) => moodOf(d).says)).toEqual(['Calm', 'Impatient', 'Upset', 'Very upset']);
  expect([[0.1, 0.8], [0.8, 0.1], [0.5, 0.55], []].map(trendOf)).toEqual(['rising', 'falling', 'steady', 'steady']);
  expect([9, 5, 1].map(priorityOf)).toEqual(['high', 'medium', 'low']);
  expect([5_000, 90_000, 200_000].map(pressure)).toEqual(['fresh', 'waiting', 'late']);
});

it('says values of facts as people do', () => {
  expect(valueOf('A-1042')).toBe('A-1042');
  expect(valueOf(true)).toBe('yes');
  expect(valueOf({ minor: 8400, currency: 'GBP' })).toContain('84.00');
  expect(valueOf({ itemName: 'shirt', count: 2 })).toBe('item name: shirt, count: 2');
  expect(valueOf(undefined)).toBe('not readable');
});

it('names what is missing, what was tried and where a fact comes from', () => {
  expect(missingOf(['goal', 'newPart'])).toEqual(['what the customer wants', 'new part']);
  expect(['lookUpOrder', 'asked for Order number'].map(triedWhat)).toEqual(['Look up order', 'Asked for Order number']);
  expect(sourceOf('customer')).toBe('the customer said so');
});
