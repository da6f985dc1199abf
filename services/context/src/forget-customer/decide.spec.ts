import { conversationReturned } from '@attune/contracts';
import { instant } from '@attune/messaging';
import { noteReturn } from '../keep-promises/decide';
import {
  addressId,
  answered,
  conversationId,
  customerId,
  event,
  hear,
  hour,
  known,
  learnt,
  released,
  silenceMs,
  start,
  told,
  verified,
} from '../testing';
import { noteRelease } from '../note-release/decide';
import { forget, tellForgotten, type Forgetting } from './decide';

const state = answered(known(1), 1)!.state;

describe('forgetting a customer', () => {
  it('leaves nothing but the keys to destroy, and stops every clock', () => {
    const promises = [{ promiseId: 'prm_1', dueAt: instant(start + hour) }];
    const promised = noteReturn(
      state,
      event(conversationReturned, { conversationId, customerId, promises }),
      silenceMs,
      start,
    )!;
    const { decision, answer } = forget(promised.state, start);
    expect(answer).toEqual({ found: true, conversations: 1 });
    expect(decision?.state).toEqual({
      status: 'forgotten',
      customerId,
      origin: 'live',
      kid: `key_${addressId}`,
      kids: [`key_${addressId}`],
    });
    expect(decision?.timers).toEqual({ [`silence:${conversationId}`]: null, 'promise:prm_1': null });
    expect(decision?.effects).toMatchObject([{ kind: 'destroyKeys', args: { kids: [`key_${addressId}`] } }]);
    // Ids of what is told come from it: two customers who are forgotten at the same time must not share one.
    expect(decision?.effects?.[0]?.id).toContain(customerId);
  });
  it('destroys the keys of all their addresses', () => {
    const both = hear(hear(undefined, 1, 0, { verifiedAs: verified })?.state, 2, 1, {
      verifiedAs: verified,
      address: 'adr_2',
    });
    expect(forget(both?.state, start).decision?.effects?.[0]?.args).toMatchObject({
      kids: [`key_${addressId}`, 'key_adr_2'],
      addressIds: [addressId, 'adr_2'],
    });
  });
  it('is told for each conversation, once the keys are gone', () => {
    const { decision } = forget(state, start);
    const args = decision!.effects![0]!.args as Forgetting;
    expect(told(tellForgotten(decision!.state, args))).toEqual([
      ['CustomerForgotten', { conversationId, customerId, addressIds: [addressId] }],
    ]);
  });
  it('twice is once, and nobody is nobody', () => {
    const { decision } = forget(state, start);
    expect(forget(decision?.state, start)).toEqual({ answer: { found: true, conversations: 0 } });
    expect(forget(undefined, start)).toEqual({ answer: { found: false, conversations: 0 } });
  });
  it('makes everything that comes later quiet', () => {
    const forgotten = forget(state, start).decision?.state;
    expect(hear(forgotten, 2)).toBeUndefined();
    expect(learnt(forgotten, 1)).toBeUndefined();
    expect(noteRelease(forgotten, released(2), silenceMs)).toBeUndefined();
  });
});
