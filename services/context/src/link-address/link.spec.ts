import { controlDecided, conversationReturned, type TurnStarted } from '@attune/contracts';
import { instant } from '@attune/messaging';
import { followHolder } from '../follow-holder/decide';
import { noteReturn } from '../keep-promises/decide';
import { noteRelease } from '../note-release/decide';
import {
  addressId,
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
  received,
  released,
  silenceMs,
  start,
  told,
  verified,
} from '../testing';
import { customers, type CustomerState, type KnownCustomer, type MergedCustomer } from '../state';
import { arrive } from './arrive';
import type { LinkRequest } from './await-arrival';
import { leave } from './leave';

const now = start + 10_000;
const signedIn = { verifiedAs: verified, anonymousBefore: true as const };
const anonymous = answered(known(1), 1, { intents: ['status'], entities: [{ name: 'order', value: 'A-1' }] })!.state;
/** Turn 2 comes from the same address, now verified. */
const arriving = (state?: CustomerState, n = 2) => hear(state, n, 10_000 + n, signedIn)!;
const requestOf = (decision: ReturnType<typeof arriving>) => decision.effects![0]!.args as LinkRequest;
const wordsOf = (n: number) => received(n, 0, signedIn).personal!;
const leaving = (state: CustomerState | undefined, request: LinkRequest, n = 2) =>
  leave(state, { ...request, words: wordsOf(n) }, now);

describe('an address that signs in after it had spoken', () => {
  it('has its turn wait until what it said before is here', () => {
    const decision = arriving();
    expect(names(decision)).toEqual([]);
    expect(requestOf(decision)).toMatchObject({ from: customerId, into: verified });
    expect(hear(decision.state, 2, 10_002, signedIn)).toBeUndefined();
  });

  it('leaves the anonymous customer: their conversations go on elsewhere, and so does whoever comes here', () => {
    const request = requestOf(arriving());
    const { decision, departure } = leaving(anonymous, request);
    expect(told(decision)).toEqual([
      ['ConversationContinued', { conversationId, customerId, in: request.conversationId }],
    ]);
    expect(departure.kind).toBe('moved');
    expect(customers.movedTo?.(decision!.state)).toBe(verified);
    expect((decision!.state as MergedCustomer).moved.open).toHaveLength(1);
  });

  it('brings everything along, so that nobody repeats themselves', () => {
    const waiting = arriving();
    const request = requestOf(waiting);
    const decision = arrive(waiting.state, request, leaving(anonymous, request).departure, now)!;
    expect(names(decision)).toEqual(['CustomerLinked', 'ConversationOpened', 'TurnStarted']);
    expect(told(decision)[0]?.[1]).toEqual({ customerId: verified, addressId, from: customerId });
    const [, started] = told(decision)[2]! as [string, TurnStarted['data']];
    expect(started).toMatchObject({
      conversationId: request.conversationId,
      customerId: verified,
      snapshot: { verified: true, facts: [{ name: 'orderNumber' }], intents: [{ intent: 'status', count: 1 }] },
    });
    expect(decision.facts?.[2]?.options.personal).toMatchObject({
      snapshot: { facts: { orderNumber: 'A-1' }, recent: [{ text: 'text 1' }, { text: 'answer 1' }] },
    });
    expect((decision.state as KnownCustomer).arriving).toEqual({});
  });

  it('goes on in the conversation that the customer has open already', () => {
    const mail = hear(undefined, 7, 0, { verifiedAs: verified, address: 'adr_mail', channel: 'email' })!.state;
    const waiting = arriving(mail);
    const request = requestOf(waiting);
    expect(request.conversationId).toBe(conversationOf(mail).conversationId);
    const decision = arrive(waiting.state, request, leaving(anonymous, request).departure, now)!;
    expect(names(decision)).toEqual(['CustomerLinked', 'TurnStarted']);
    expect((decision.state as KnownCustomer).open).toHaveLength(1);
    expect(conversationOf(decision.state).effort).toMatchObject({ turns: 3, switches: 1 });
  });

  it('takes promises along, with their clocks', () => {
    const promises = [{ promiseId: 'prm_1', dueAt: instant(start + hour) }];
    const promised = noteReturn(
      anonymous,
      event(conversationReturned, { conversationId, customerId, promises }),
      silenceMs,
      start,
    )!;
    const waiting = arriving();
    const request = requestOf(waiting);
    const { decision, departure } = leaving(promised.state, request);
    expect(decision?.timers).toMatchObject({ 'promise:prm_1': null });
    const there = arrive(waiting.state, request, departure, now)!;
    expect(there.timers).toMatchObject({ 'promise:prm_1': start + hour });
    expect(conversationOf(there.state).promises).toMatchObject([{ promiseId: 'prm_1' }]);
  });

  it('hears late replies of the old conversation in the new one', () => {
    const waiting = arriving();
    const request = requestOf(waiting);
    const there = arrive(waiting.state, request, leaving(anonymous, request).departure, now)!.state;
    const late = noteRelease(there, released(9), silenceMs)!.state;
    expect((late as KnownCustomer).personal?.conversations[request.conversationId]?.recent.at(-1)?.text).toBe(
      'answer 9',
    );
    expect(noteRelease(there, released(1), silenceMs)).toBeUndefined();
    expect(learnt(there, 1)).toBeUndefined();
  });

  it('stays where it is as long as people hold that conversation: the turn starts there, once', () => {
    const held = followHolder(
      anonymous,
      event(controlDecided, { conversationId, customerId, holder: 'person', epoch: 3 }),
      silenceMs,
      start,
    )!;
    const waiting = arriving();
    const { decision, departure } = leaving(held.state, requestOf(waiting));
    expect(told(decision)).toMatchObject([['TurnStarted', { conversationId, customerId, turn: { turnId: 'trn_2' } }]]);
    expect(departure).toEqual({ kind: 'stayed' });
    expect(leaving(decision?.state, requestOf(waiting))).toEqual({ departure: { kind: 'stayed' } });
    const there = arrive(waiting.state, requestOf(waiting), departure, now)!;
    expect(names(there)).toEqual([]);
    expect(there.state).toMatchObject({ arriving: {}, addresses: [] });
    expect(arriving(there.state, 3).effects).toHaveLength(1);
  });

  it('that left nothing behind just starts its turn', () => {
    const waiting = arriving();
    const { departure } = leaving(undefined, requestOf(waiting));
    expect(names(arrive(waiting.state, requestOf(waiting), departure, now))).toEqual([
      'ConversationOpened',
      'TurnStarted',
    ]);
  });

  it('keeps the order of its turns', () => {
    const first = arriving();
    const second = arriving(first.state, 3);
    expect(second.effects).toEqual([]);
    const one = arrive(second.state, requestOf(first), leaving(anonymous, requestOf(first)).departure, now)!;
    expect(one.effects).toMatchObject([{ id: 'link:trn_3' }]);
    const two = arrive(one.state, one.effects![0]!.args as LinkRequest, { kind: 'nothing' }, now)!;
    expect(names(two)).toEqual(['TurnStarted']);
    expect(hear(two.state, 4, 20_000, signedIn)?.effects).toEqual([]);
  });

  it('is decided on once, and not for somebody who was forgotten', () => {
    const waiting = arriving();
    const { departure } = leaving(anonymous, requestOf(waiting));
    const there = arrive(waiting.state, requestOf(waiting), departure, now)!;
    expect(arrive(there.state, requestOf(waiting), departure, now)).toBeUndefined();
    expect(
      arrive({ status: 'forgotten', customerId, origin: 'live', kids: [] }, requestOf(waiting), departure, now),
    ).toBeUndefined();
  });

  it('asks again when somebody else was asked than was meant', () => {
    const request = requestOf(arriving());
    const elsewhere = hear(undefined, 5, 0, { verifiedAs: verified })!.state;
    expect(leaving(elsewhere, request)).toEqual({ departure: { kind: 'missed' } });
  });
});
