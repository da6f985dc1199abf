import { conversationReturned } from '@attune/contracts';
import { instant } from '@attune/messaging';
import {
  answered,
  addressId,
  conversationId,
  customerId,
  event,
  hear,
  hour,
  known,
  names,
  silenceMs,
  start,
  told,
} from '../testing';
import type { CustomerState, KnownCustomer } from '../state';
import { noteReturn, tellDue } from './decide';

const dueAt = instant(start + hour);
const promises = [{ promiseId: 'prm_1', dueAt }];
const personal = { decided: '', leftOpen: '', promises: { prm_1: 'a parcel leaves' }, facts: { orderNumber: 'A-7' } };
const giveBack = (state: CustomerState | undefined, changes = {}) =>
  noteReturn(
    state,
    event(conversationReturned, { conversationId, customerId, promises, ...changes }, { personal }),
    silenceMs,
    start,
  );
const state = answered(known(1), 1)?.state;

describe('a person who hands back', () => {
  it('leaves promises that are watched, and facts', () => {
    const decision = giveBack(state, { facts: [{ name: 'orderNumber' }] });
    expect(told(decision)).toMatchObject([
      ['PromiseMade', { promiseId: 'prm_1', dueAt, by: { kind: 'person', agentId: 'agt_kim' } }],
      ['FactLearned', { fact: 'orderNumber', provenance: { who: 'person' } }],
    ]);
    expect(decision?.facts?.[0]?.options.personal).toEqual({ what: 'a parcel leaves' });
    expect(decision?.timers).toMatchObject({ 'promise:prm_1': start + hour });
  });
  it('promises once', () => {
    expect(names(giveBack(giveBack(state)?.state))).toEqual([]);
  });
  it('keeps what they say is kept, and nothing else', () => {
    const promised = giveBack(state)?.state;
    const kept = giveBack(promised, { promises: [], kept: ['prm_1', 'prm_else'] });
    expect(told(kept)).toMatchObject([['PromiseKept', { promiseId: 'prm_1' }]]);
    expect(kept?.timers).toMatchObject({ 'promise:prm_1': null, [`silence:${conversationId}`]: start + hour });
  });
  it('of a conversation that is not open leaves nothing', () => {
    expect(giveBack(undefined)).toBeUndefined();
    expect(giveBack(state, { conversationId: 'cnv_else' })).toBeUndefined();
  });
  it('is carried into the next turn', () => {
    const decision = hear(giveBack(state)?.state, 2);
    expect(told(decision)[0]?.[1]).toMatchObject({ snapshot: { promises: [{ promiseId: 'prm_1' }] } });
    expect(decision?.facts?.[0]?.options.personal).toMatchObject({
      snapshot: { promises: { prm_1: 'a parcel leaves' } },
    });
  });
});

describe('the date of a promise', () => {
  const promised = giveBack(state)!.state as KnownCustomer;
  it('is told with what was promised and who preferred', () => {
    const decision = tellDue(promised, 'prm_1');
    expect(told(decision)).toMatchObject([
      ['PromiseDue', { promiseId: 'prm_1', addressId, by: { agentId: 'agt_kim' } }],
    ]);
    expect(decision?.facts?.[0]?.options).toMatchObject({
      personal: { what: 'a parcel leaves' },
      kid: `key_${addressId}`,
    });
    expect(tellDue(decision!.state, 'prm_1')).toBeUndefined();
  });
  it('is nothing when it was kept', () => {
    expect(tellDue(giveBack(promised, { promises: [], kept: ['prm_1'] })!.state, 'prm_1')).toBeUndefined();
  });
  it('is nothing when nobody can read any more what it was', () => {
    const { personal: _, ...forgotten } = promised;
    expect(tellDue(forgotten, 'prm_1')).toBeUndefined();
  });
});
