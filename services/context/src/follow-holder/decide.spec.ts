import { controlDecided } from '@attune/contracts';
import { conversationId, conversationOf, customerId, event, hour, known, silenceMs, start } from '../testing';
import type { CustomerState } from '../state';
import { followHolder } from './decide';

const hold = (state: CustomerState | undefined, holder: 'automation' | 'queue' | 'person', epoch: number) =>
  followHolder(state, event(controlDecided, { conversationId, customerId, holder, epoch }), silenceMs, start);

describe('who holds', () => {
  it('is noted when it changes, and quiet on every other turn', () => {
    const queued = hold(known(1), 'queue', 2);
    expect(conversationOf(queued?.state)).toMatchObject({ holder: 'queue', epoch: 2, handoffs: 1 });
    expect(hold(queued?.state, 'queue', 2)).toBeUndefined();
    expect(hold(known(1), 'automation', 1)).toBeUndefined();
  });
  it('is not turned back by what is older', () => {
    expect(hold(hold(known(1), 'person', 3)?.state, 'queue', 2)).toBeUndefined();
  });
  it('counts each handoff after the first as a transfer', () => {
    const first = hold(hold(known(1), 'queue', 2)?.state, 'person', 3)?.state;
    expect(conversationOf(first).effort.transfers).toBe(0);
    expect(conversationOf(hold(first, 'queue', 4)?.state)).toMatchObject({ handoffs: 2, effort: { transfers: 1 } });
  });
  it('as automation again lets silence count', () => {
    const person = hold(known(1), 'person', 3)?.state;
    expect(hold(person, 'automation', 4)?.timers).toEqual({ [`silence:${conversationId}`]: start + hour });
  });
  it('of somebody unknown is nothing', () => {
    expect(hold(undefined, 'queue', 2)).toBeUndefined();
  });
});
