import type { AddressState } from '../state';
import { kidOf, liveKid, nextKid } from '../address-key';
import { memoryKeys } from '@attune/storage';
import { maxTurnBytes, seenKept } from '../limits';
import { historyOf } from '../history';
import { addressId, chat, forgotten, kid, names, say, spoken, start, told, turnId } from '../testing';
import { tooLong } from './handler';

describe('accepting a message', () => {
  it('notes it and opens a burst that ends when it stays quiet', () => {
    const { step, accepted } = say(undefined, 'msg_1', 0, { timing: chat });
    expect(told(step)).toEqual([
      ['MessageReceived', { addressId, channel: 'chat', messageId: 'msg_1', length: 13, masked: 0 }],
    ]);
    expect(step?.timers).toEqual({ burst: start + 700 });
    expect(accepted).toMatchObject({ messageId: 'msg_1', number: 1, again: false });
  });

  it('prolongs the burst with each message, but never beyond its longest time', () => {
    let state = say(undefined, 'msg_1', 0, { timing: chat }).step?.state;
    for (const at of [600, 1_200, 1_800, 2_400, 3_000, 3_600])
      state = say(state, `msg_at_${at}`, at, { timing: chat }).step?.state;
    expect(say(state, 'msg_last', 3_900, { timing: chat }).step?.timers).toEqual({ burst: start + 4_000 });
  });

  it('makes a turn of it in the same write where there is no quiet window', () => {
    const { step, accepted } = say(undefined, 'msg_1');
    expect(names(step)).toEqual(['MessageReceived', 'TurnReceived']);
    expect(step?.timers).toMatchObject({
      burst: null,
      [`overdue:${accepted.turnId}`]: start + 7_000,
      [`holding:${accepted.turnId}`]: start + 11_000,
    });
  });

  it('takes each message once, and tells which turn it went into', () => {
    const first = say(undefined, 'msg_1', 0, { timing: chat });
    const second = say(first.step?.state, 'msg_1', 100, { timing: chat });
    expect(second.step).toBeUndefined();
    expect(second.accepted).toEqual({ ...first.accepted, again: true });
    const late = say(spoken('msg_1', 'msg_2'), 'msg_1', 5_000);
    expect(late).toMatchObject({ accepted: { number: 1, again: true } });
    expect(late.step).toBeUndefined();
  });

  it('remembers only so many ids', () => {
    const state = spoken(...Array.from({ length: seenKept + 5 }, (_, n) => `msg_${n}`));
    expect(state.seen).toHaveLength(seenKept);
    expect(say(state, `msg_${seenKept + 4}`).step).toBeUndefined();
  });

  it('makes a new turn of a burst while an earlier turn is open', () => {
    const state = spoken('msg_1', 'msg_2');
    expect(state.turns.map((turn) => turn.status)).toEqual(['open', 'open']);
    expect(turnId(state, 2)).not.toBe(turnId(state, 1));
  });

  it('closes the burst before it grows larger than one event may be', () => {
    const text = 'x'.repeat(maxTurnBytes - 100);
    const first = say(undefined, 'msg_1', 0, { timing: chat, text }).step?.state;
    const { step, accepted } = say(first, 'msg_2', 10, { timing: chat, text });
    expect(names(step)).toEqual(['TurnReceived', 'MessageReceived']);
    expect(accepted.number).toBe(2);
    expect(step?.state.burst?.messageIds).toEqual(['msg_2']);
  });

  it('never puts words of two customers into one turn, but those from before signing in go along', () => {
    const anonymous = say(undefined, 'msg_1', 0, { timing: chat }).step?.state;
    const signedIn = say(anonymous, 'msg_2', 10, { timing: chat, verifiedAs: 'cus_a' });
    expect(names(signedIn.step)).toEqual(['MessageReceived']);
    const other = say(signedIn.step?.state, 'msg_3', 20, { timing: chat, verifiedAs: 'cus_b' });
    expect(told(other.step)[0]).toMatchObject(['TurnReceived', { verifiedAs: 'cus_a' }]);
    expect(other.step?.state.burst).toMatchObject({ messageIds: ['msg_3'], verifiedAs: 'cus_b' });
  });

  it('says with the first verified turn that there were anonymous ones before', () => {
    const { step } = say(spoken('msg_1'), 'msg_2', 5_000, { verifiedAs: 'cus_a' });
    expect(told(step)[1]?.[1]).toMatchObject({ verifiedAs: 'cus_a', anonymousBefore: true });
    expect(told(say(undefined, 'msg_1', 0, { verifiedAs: 'cus_a' }).step)[1]?.[1]).not.toHaveProperty(
      'anonymousBefore',
    );
  });

  it('begins anew where the address was forgotten: what was open is closed, what was known is gone', () => {
    const before = forgotten(spoken('msg_1'));
    const { step } = say(before, 'msg_2', 60_000, { kid: nextKid(kid) });
    expect(told(step)).toMatchObject([
      ['TurnClosed', { number: 1, outcome: 'forgotten' }],
      ['MessageReceived', {}],
      ['TurnReceived', { turn: { number: 2 } }],
    ]);
    expect(step?.state.kid).toBe(`${kid}.2`);
    expect(step?.facts.slice(1).map(({ options }) => options.kid)).toEqual([`${kid}.2`, `${kid}.2`]);
    expect(historyOf(step?.state).messages).toHaveLength(1);
  });

  it('seals with the key of the address whatever the cause was sealed with', () => {
    expect(say(undefined, 'msg_1').step?.facts.map(({ options }) => options.kid)).toEqual([kid, kid]);
  });

  it('keeps a history that is bounded in messages and characters', () => {
    const many = spoken(...Array.from({ length: 50 }, (_, n) => `msg_${n}`));
    expect(historyOf(many).messages).toHaveLength(30);
    const long = ['a', 'b', 'c', 'd'].reduce<AddressState | undefined>(
      (state, letter, n) => say(state, `msg_${letter}`, n, { text: letter.repeat(8_000) }).step?.state,
      undefined,
    );
    expect(historyOf(long).messages.map(({ text }) => [text[0], text.length])).toEqual([
      ['b', 4_000],
      ['c', 4_000],
      ['d', 4_000],
    ]);
  });
});

describe('a text', () => {
  it('may have 16,000 characters, and no more', () => {
    expect(tooLong('a'.repeat(16_000))).toBeUndefined();
    expect(tooLong('a'.repeat(16_001))).toMatch(/at most 16000 characters, this one has 16001/);
  });
  it('may not have more bytes than the event of its turn can carry', () => {
    expect(tooLong('語'.repeat(9_000))).toMatch(/at most 24000 bytes/);
  });
});

describe('the key of an address', () => {
  it('is followed by the next one when it was destroyed', async () => {
    const keys = memoryKeys();
    expect(await liveKid(keys, addressId)).toBe(kidOf(addressId));
    await keys.destroy([kid, `${kid}.2`]);
    expect(await liveKid(keys, addressId)).toBe(`${kid}.3`);
  });
});
