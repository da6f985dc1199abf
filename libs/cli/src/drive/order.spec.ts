import { seen } from '../testing';
import { Order } from './order';

const event = (sequence: number, service = 'channel', type = 'TurnClosed', subject = 'adr_1') =>
  seen(`attune.${service}.${type}.v1`, subject, {}, { sequence });
const after = (...events: ReturnType<typeof event>[]) => {
  const order = new Order();
  for (const one of events) order.take(one);
  return { inversions: order.inversions, duplicates: order.duplicates };
};

describe('the order of events', () => {
  it('is kept where sequences rise, also with events that nobody published', () => {
    expect(after(event(1), event(2), event(5))).toEqual({ inversions: 0, duplicates: 0 });
  });
  it('is kept where events come again, however often', () => {
    expect(after(event(1), event(2), event(1), event(2), event(2), event(3))).toEqual({ inversions: 0, duplicates: 3 });
  });
  it('is broken by an event that is first seen behind a later one', () => {
    expect(after(event(1), event(3), event(2))).toEqual({ inversions: 1, duplicates: 0 });
    expect(after(event(2), event(1))).toEqual({ inversions: 1, duplicates: 0 });
  });
  it('holds for each subject and each service by itself', () => {
    expect(after(event(2), event(1, 'desk'), event(1, 'channel', 'TurnClosed', 'adr_2'))).toMatchObject({
      inversions: 0,
    });
  });
  it('holds for each type of a translation by itself: they keep the sequence of their input', () => {
    const found = (n: number, type: string) => event(n, 'knowledge', type, 'cnv_1');
    expect(after(found(1, 'KnowledgeFound'), found(3, 'KnowledgeFound'), found(2, 'KnowledgeGapFound'))).toMatchObject({
      inversions: 0,
    });
    expect(after(found(1, 'KnowledgeFound'), found(3, 'KnowledgeFound'), found(2, 'KnowledgeFound'))).toMatchObject({
      inversions: 1,
    });
  });
});
