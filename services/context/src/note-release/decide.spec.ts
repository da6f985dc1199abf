import {
  answered,
  conversationId,
  conversationOf,
  customerId,
  known,
  outcome,
  released,
  silenceMs,
  start,
  hour,
} from '../testing';
import type { KnownCustomer } from '../state';
import { wordsOf } from '../step';
import { noteOutcome, noteRelease } from './decide';

const one = known(1);
const note = (state = one, given = {}) => noteRelease(state, released(1, given), silenceMs);

describe('what was released', () => {
  it('is remembered, with what it asked for, and silence begins', () => {
    const asks = [{ fact: 'orderNumber', mode: 'open' as const, snapshotVersion: 1 }];
    const decision = note(one, { asks, intention: 'question' });
    expect(wordsOf(decision?.state as KnownCustomer, conversationId).recent).toMatchObject([
      { who: 'customer' },
      { who: 'automation', text: 'answer 1' },
    ]);
    expect(conversationOf(decision?.state)).toMatchObject({
      asked: [{ fact: 'orderNumber', mode: 'open', turnId: 'trn_1' }],
      lastReleased: 'question',
    });
    expect(decision?.timers).toEqual({ [`silence:${conversationId}`]: start + 1_500 + hour });
  });
  it('is noted once', () => {
    expect(note(note()?.state as KnownCustomer)).toBeUndefined();
  });
  it('as a holding notice before anybody knew the conversation is the address’s', () => {
    const decision = note(one, { conversationId: undefined, kind: 'holdingNotice', intention: 'notice' });
    expect(conversationOf(decision?.state).lastReleased).toBe('notice');
  });
  it('in a conversation that is not open is nothing', () => {
    expect(note(one, { conversationId: 'cnv_else' })).toBeUndefined();
    expect(noteRelease(undefined, released(1), silenceMs)).toBeUndefined();
  });
});

describe('the outcome of a turn', () => {
  it('adds how long the customer waited, once', () => {
    const decision = noteOutcome(one, outcome(1), start);
    expect(conversationOf(decision?.state).effort.waitingMs).toBe(500);
    expect(noteOutcome(decision?.state, outcome(1), start)).toBeUndefined();
  });
  it('that a person takes over lasts until somebody speaks', () => {
    const queued = noteOutcome(one, outcome(1, { outcome: 'handedOver' }, 1_500), start)?.state as KnownCustomer;
    expect(conversationOf(queued)).toMatchObject({ waitingSince: start + 1_000, effort: { waitingMs: 0 } });
    const notice = note(queued, { kind: 'handoffNotice', intention: 'notice' })?.state as KnownCustomer;
    expect(conversationOf(notice).waitingSince).toBe(start + 1_000);
    const spoke = noteRelease(
      notice,
      released(2, { at: 61_000, by: { kind: 'person', agentId: 'agt_kim' } }),
      silenceMs,
    );
    expect(conversationOf(spoke?.state).effort.waitingMs).toBe(60_000);
    expect(conversationOf(spoke?.state).waitingSince).toBeUndefined();
  });
  it('of a turn that is not known here is nothing', () => {
    expect(noteOutcome(one, outcome(7), start)).toBeUndefined();
    expect(noteOutcome(answered(one, 1)?.state, outcome(1), start)).toBeUndefined();
  });
});
it('belongs to the customer', () => expect(one.customerId).toBe(customerId));
