import {
  controlDecided,
  conversationClosed,
  conversationReturned,
  resolutionProposed,
  type ResolutionProposed,
} from '@attune/contracts';
import { instant } from '@attune/messaging';
import { followHolder } from '../follow-holder/decide';
import { noteReturn, tellDue } from '../keep-promises/decide';
import {
  answered,
  conversationId,
  conversationOf,
  customerId,
  event,
  hear,
  hour,
  known,
  learnt,
  names,
  outcome,
  silenceMs,
  start,
  told,
} from '../testing';
import { noteOutcome } from '../note-release/decide';
import type { CustomerState } from '../state';
import { closeByPerson, considerProposal, endInSilence } from './decide';

const answeredOnce = answered(known(1), 1, { intents: ['status'] })?.state;
const { matters } = conversationOf(answeredOnce);
const propose = (state: CustomerState | undefined, basis: ResolutionProposed['data']['basis'] = 'done') =>
  considerProposal(
    state,
    event(resolutionProposed, { conversationId, customerId, matters: [...matters], basis }),
    start,
  );
const silence = (state: CustomerState | undefined) => endInSilence(state!, conversationId, hour, start + 2 * hour);
const hold = (state: CustomerState | undefined, holder: 'queue' | 'person' | 'automation', epoch: number) =>
  followHolder(state, event(controlDecided, { conversationId, customerId, holder, epoch }), silenceMs, start);
const close = (state: CustomerState | undefined, epoch = 3, changes = {}) =>
  closeByPerson(state, event(conversationClosed, { conversationId, customerId, epoch, ...changes }), start);
const promise = { promiseId: 'prm_1', dueAt: instant(start + hour) };
const giveBack = (state: CustomerState | undefined, changes = {}) =>
  noteReturn(
    state,
    event(conversationReturned, { conversationId, customerId, promises: [promise], ...changes }),
    silenceMs,
    start,
  );

const proposed = answeredOnce;

describe('what automation thinks solved', () => {
  it('waits for the customer, unless it was confirmed', () => {
    expect(names(propose(answeredOnce))).toEqual([]);
    expect(told(propose(answeredOnce, 'confirmed'))).toMatchObject([
      ['ConversationResolved', { basis: 'confirmed', matters, openedAt: instant(start + 1_000) }],
    ]);
  });
  it('is what an answer says, not what was only meant to be said', () => {
    expect(conversationOf(answeredOnce).proposal).toMatchObject({ basis: 'answered', matters: [{ intent: 'status' }] });
    expect(propose(answeredOnce, 'answered')).toBeUndefined();
    const asked = answered(known(1), 1, { intents: ['status'] }, { intention: 'question' })?.state;
    expect(conversationOf(asked)).not.toHaveProperty('proposal');
  });
  it('ends when the customer thanks, and not before that turn has its outcome', () => {
    const thanked = learnt(hear(proposed, 2)?.state, 2, { acts: ['thanks'] });
    expect(names(thanked)).toEqual([]);
    const decision = noteOutcome(thanked?.state, outcome(2), start + 3_000);
    expect(told(decision)).toMatchObject([['ConversationResolved', { basis: 'confirmed', effort: { turns: 2 } }]]);
    expect(decision?.timers).toEqual({ [`silence:${conversationId}`]: null });
  });
  it('goes on when something else comes up, or the customer disagrees', () => {
    for (const given of [
      { intents: ['refund'] },
      { acts: ['denies'] },
      { acts: ['thanks', 'asks'], intents: ['refund'] },
    ]) {
      const went = learnt(hear(proposed, 2)?.state, 2, given)?.state;
      expect(conversationOf(went)).not.toHaveProperty('proposal');
      expect(names(noteOutcome(went, outcome(2), start))).toEqual([]);
    }
  });
  it('does not end what a person holds', () => {
    expect(names(propose(hold(answeredOnce, 'queue', 2)?.state, 'confirmed'))).toEqual([]);
  });
  it('ends once', () => {
    expect(propose(propose(answeredOnce, 'confirmed')?.state, 'confirmed')).toBeUndefined();
  });
});

describe('silence', () => {
  it('after an answer is a resolution, after something done is that', () => {
    expect(told(silence(answeredOnce))).toMatchObject([['ConversationResolved', { basis: 'silence' }]]);
    expect(told(silence(propose(answeredOnce, 'done')?.state))).toMatchObject([
      ['ConversationResolved', { basis: 'done' }],
    ]);
  });
  it('after a question or a notice is no success', () => {
    for (const intention of ['question', 'notice'] as const)
      expect(told(silence(answered(known(1), 1, {}, { intention })?.state))).toMatchObject([
        ['ConversationLapsed', { lastReleased: intention }],
      ]);
  });
  it('after a statement is a resolution only where something was solved', () => {
    const state = answered(known(1), 1, {}, { intention: 'statement' })?.state;
    expect(names(silence(state))).toEqual(['ConversationLapsed']);
    expect(names(silence(propose(state)?.state))).toEqual(['ConversationResolved']);
  });
  it('ends nothing while a turn is owed: it waits again', () => {
    const decision = silence(hear(answeredOnce, 2)?.state);
    expect(names(decision)).toEqual([]);
    expect(decision?.timers).toEqual({ [`silence:${conversationId}`]: start + 3 * hour });
  });
  it('ends nothing that people hold, that is promised, or that has ended', () => {
    expect(silence(hold(answeredOnce, 'person', 3)?.state)).toBeUndefined();
    expect(silence(giveBack(answeredOnce)?.state)).toBeUndefined();
    expect(silence(silence(answeredOnce)?.state)).toBeUndefined();
  });
});

describe('a person who closes', () => {
  const held = hold(answeredOnce, 'person', 3)?.state;
  it('resolves', () => {
    expect(told(close(held))).toMatchObject([
      ['ConversationResolved', { basis: 'closedByPerson', agentId: 'agt_kim' }],
    ]);
  });
  it('as not to be solved is no success', () => {
    expect(names(close(held, 3, { outcome: 'notSolved' }))).toEqual(['ConversationLapsed']);
  });
  it('resolves nothing while a promise is open, but when it is kept', () => {
    const promised = giveBack(held, { promises: [promise] })?.state;
    const closed = close(promised);
    expect(names(closed)).toEqual([]);
    expect(told(giveBack(closed?.state, { promises: [], kept: ['prm_1'] }))).toMatchObject([
      ['PromiseKept', { promiseId: 'prm_1' }],
      ['ConversationResolved', { basis: 'closedByPerson' }],
    ]);
  });
  it('keeps with that what had fallen due', () => {
    const due = tellDue(giveBack(held)!.state, 'prm_1')?.state;
    expect(names(close(due))).toEqual(['PromiseKept', 'ConversationResolved']);
  });
  it('after somebody else got the conversation closes nothing', () => {
    expect(close(hold(held, 'queue', 4)?.state, 3)).toBeUndefined();
  });
  it('is overtaken by a customer who speaks again before a promise is kept', () => {
    const closed = hear(close(giveBack(held)?.state)?.state, 2)?.state;
    const replied = noteOutcome(closed, outcome(2), start)?.state;
    expect(names(giveBack(replied, { promises: [], kept: ['prm_1'] }))).toEqual(['PromiseKept']);
  });
});
