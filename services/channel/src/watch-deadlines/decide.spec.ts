import { releaseReply } from '../release-reply/decide';
import { chat, forgotten, names, pack, replyOf, say, spoken, start, told, turnId } from '../testing';
import type { AddressState } from '../state';
import { hold, tellOverdue } from './decide';

const state = spoken('msg_1', 'msg_2');
const first = turnId(state, 1);
const overdue = (of: AddressState, id = first) => tellOverdue(of, id, start + 7_000);
const holding = (of: AddressState, id = first) => hold(of, id, pack, start + 11_000);
const answered = releaseReply(state, replyOf({ answers: [first] }), chat, start + 3_000)!.state;

describe('a turn at its deadline', () => {
  it('is told to escalation while it is owed', () => {
    expect(told(overdue(state))).toMatchObject([['TurnOverdue', { turn: { turnId: first, number: 1 } }]]);
  });
  it('is nothing once it is closed', () => {
    expect(overdue(answered)).toBeUndefined();
    expect(holding(answered)).toBeUndefined();
    expect(overdue(state, 'trn_unknown')).toBeUndefined();
  });
  it('closes as forgotten when the key is destroyed', () => {
    for (const decision of [overdue(forgotten(state)), holding(forgotten(state))])
      expect(told(decision)).toMatchObject([
        ['TurnClosed', { number: 1, outcome: 'forgotten' }],
        ['TurnClosed', { number: 2, outcome: 'forgotten' }],
      ]);
  });
});

describe('a turn that nobody decided on', () => {
  it('gets an honest notice and stays owed', () => {
    const decision = holding(state);
    expect(told(decision)).toMatchObject([['ReplyReleased', { kind: 'holdingNotice', answers: [] }]]);
    expect(decision?.state.turns).toMatchObject([{ status: 'held' }, { status: 'open' }]);
  });
  it('is brought up again while it is held, without another word, until it is closed or the customer forgotten', () => {
    const again = holding(holding(state)!.state);
    expect(names(again)).toEqual(['TurnOverdue']);
    expect(again?.timers).toEqual({ [`holding:${first}`]: start + 11_000 + 900_000 });
    expect(told(holding(forgotten(again!.state)))[0]).toMatchObject([
      'TurnClosed',
      { outcome: 'forgotten', held: true },
    ]);
  });
  it('gets one notice an address and outage', () => {
    const second = hold(holding(state)!.state, turnId(state, 2), pack, start + 12_000);
    expect(names(second)).toEqual([]);
    expect(second?.state.turns).toMatchObject([{ status: 'held' }, { status: 'held' }]);
  });
  it('is closed later by exactly one reply, which says that it was held', () => {
    const closed = releaseReply(holding(state)!.state, replyOf({ answers: [first] }), chat, start + 60_000);
    expect(told(closed)[1]).toMatchObject(['TurnClosed', { outcome: 'answered', held: true, tookMs: 60_000 }]);
    expect(closed?.state.outage).toBeUndefined();
  });
  it('in the next outage is a notice of its own', () => {
    const closed = releaseReply(holding(state)!.state, replyOf({ answers: [first] }), chat, start + 60_000)!.state;
    const { step, accepted } = say(closed, 'msg_3', 90_000);
    expect(names(hold(step!.state, accepted.turnId!, pack, start + 101_000))).toEqual(['ReplyReleased']);
  });
});
