import { deriveId } from '@attune/contracts';
import { followControl } from '../follow-control/decide';
import {
  addressId,
  chat,
  control,
  conversationId,
  forgotten,
  gone,
  names,
  personsReply,
  replyOf,
  spoken,
  start,
  told,
  turnId,
} from '../testing';
import { releaseReply } from './decide';
import type { AddressState } from '../state';

const at = start + 5_000;
const decide = (state: AddressState | undefined, reply: ReturnType<typeof replyOf>) =>
  releaseReply(state, reply, chat, at);
const one = spoken('msg_1');
const two = spoken('msg_1', 'msg_2');
const answer = (state: AddressState, ...numbers: number[]) => numbers.map((number) => turnId(state, number));
const held = (state: AddressState, holder: 'queue' | 'person', epoch: number) =>
  followControl(state, control({ turn: undefined, holder, previous: 'automation', epoch }), chat, at)!.state;

describe("automation's reply", () => {
  it('is released and closes its turn in one write', () => {
    const decision = decide(one, replyOf({ answers: answer(one, 1) }));
    const messageId = deriveId('msg', addressId, replyOf().data.replyId);
    expect(told(decision)).toMatchObject([
      ['ReplyReleased', { messageId, kind: 'reply', answers: answer(one, 1), conversationId, addressId }],
      ['TurnClosed', { number: 1, outcome: 'answered', messageIds: [messageId], held: false, tookMs: 5_000 }],
    ]);
    expect(decision?.timers).toEqual({ [`overdue:${turnId(one, 1)}`]: null, [`holding:${turnId(one, 1)}`]: null });
    expect(decision?.facts?.[0]?.options).toMatchObject({ kid: `key_${addressId}`, controlEpoch: 1 });
  });

  it('is released once, however often it comes', () => {
    const reply = replyOf({ answers: answer(one, 1) });
    expect(decide(decide(one, reply)!.state, reply)).toBeUndefined();
  });

  it('supersedes earlier turns that it does not name', () => {
    expect(told(decide(two, replyOf({ answers: answer(two, 2) }))).slice(1)).toMatchObject([
      ['TurnClosed', { number: 2, outcome: 'answered' }],
      ['TurnClosed', { number: 1, outcome: 'superseded', conversationId }],
    ]);
  });

  it('that answers two turns closes both, and everything else for them is superseded', () => {
    const both = decide(two, replyOf({ answers: answer(two, 1, 2) }))!;
    expect(told(both).slice(1)).toMatchObject([
      ['TurnClosed', { number: 1, outcome: 'answered' }],
      ['TurnClosed', { number: 2, outcome: 'answered' }],
    ]);
    const late = decide(both.state, replyOf({ replyId: 'rpl_late', answers: answer(two, 1) }));
    expect(told(late)).toMatchObject([['ReplySuperseded', { replyId: 'rpl_late', why: 'turnClosed' }]]);
  });

  it('to a turn that a later reply superseded is superseded too', () => {
    const later = decide(two, replyOf({ answers: answer(two, 2) }))!;
    const late = decide(later.state, replyOf({ replyId: 'rpl_late', answers: answer(two, 1) }));
    expect(told(late)).toMatchObject([['ReplySuperseded', { why: 'laterReply' }]]);
  });

  it('names only the turns that were still owed', () => {
    const first = decide(two, replyOf({ answers: answer(two, 1) }))!;
    const second = decide(first.state, replyOf({ replyId: 'rpl_2', answers: answer(two, 1, 2) }));
    expect(told(second)[0]).toMatchObject(['ReplyReleased', { answers: answer(two, 2) }]);
  });

  it('of a lower epoch than any event has told is superseded, and its turn stays owed', () => {
    const moved = held(one, 'queue', 2);
    const decision = decide(moved, replyOf({ answers: answer(one, 1), epoch: 1 }));
    expect(told(decision)).toMatchObject([['ReplySuperseded', { why: 'controlMoved' }]]);
    expect(decision?.state.turns).toMatchObject([{ status: 'open' }]);
  });

  it('is superseded while a person holds, whatever epoch it claims, and its turns are taken along', () => {
    const decision = decide(held(two, 'person', 3), replyOf({ answers: answer(two, 2), epoch: 3 }));
    expect(told(decision)).toMatchObject([
      ['ReplySuperseded', { why: 'controlMoved' }],
      ['TurnClosed', { number: 1, outcome: 'takenAlong' }],
      ['TurnClosed', { number: 2, outcome: 'takenAlong' }],
    ]);
    expect(decision?.state.conversations).toMatchObject([{ waiting: [{ number: 1 }, { number: 2 }] }]);
  });

  it('may come before the decision that allows it: its own epoch tells', () => {
    const decision = decide(held(one, 'person', 3), replyOf({ answers: answer(one, 1), epoch: 4 }));
    expect(names(decision)).toEqual(['ReplyReleased', 'TurnClosed']);
    expect(decision?.state.conversations).toMatchObject([{ epoch: 4, holder: 'automation' }]);
  });

  it('without a turn is an initiative', () => {
    const decision = decide(one, replyOf({ answers: [], initiative: 'promise' }));
    expect(told(decision)).toMatchObject([['ReplyReleased', { kind: 'initiative', answers: [] }]]);
  });

  it('to turns that nobody remembers is superseded', () => {
    expect(told(decide(one, replyOf({ answers: ['trn_long_ago'] })))).toMatchObject([
      ['ReplySuperseded', { why: 'turnClosed' }],
    ]);
  });

  it('to a forgotten customer is superseded, and the turn closes as forgotten', () => {
    for (const decision of [
      decide(forgotten(one), replyOf({ answers: answer(one, 1) })),
      decide(one, replyOf({ answers: answer(one, 1) }, gone)),
    ])
      expect(told(decision)).toMatchObject([
        ['ReplySuperseded', { why: 'forgotten' }],
        ['TurnClosed', { outcome: 'forgotten' }],
      ]);
  });

  it('to an address that channel never saw is nothing', () => {
    expect(decide(undefined, replyOf())).toBeUndefined();
  });
});

describe("a person's reply", () => {
  const withPerson = () => {
    const queued = held(one, 'queue', 2);
    const turn = { ...control().data.turn!, turnId: turnId(one, 1), number: 1 };
    const taken = followControl(queued, control({ turn, holder: 'queue', previous: 'queue', epoch: 2 }), chat, at)!;
    return held(taken.state, 'person', 3);
  };

  it('is released although the turns are taken along, and stops the clock of people', () => {
    const state = withPerson();
    expect(state.conversations).toMatchObject([{ waiting: [{ number: 1 }] }]);
    const decision = decide(state, personsReply({ answers: answer(one, 1), epoch: 3 }));
    expect(told(decision)).toMatchObject([['ReplyReleased', { kind: 'reply', by: { kind: 'person' } }]]);
    expect(decision?.timers).toEqual({ [`person:${conversationId}`]: null });
    expect(decision?.state.personal?.agentName).toBe('Kim');
  });

  it('of an epoch that has passed is superseded', () => {
    const moved = followControl(withPerson(), control({ turn: undefined, epoch: 4 }), chat, at)!.state;
    const decision = decide(moved, personsReply({ answers: answer(one, 1), epoch: 3 }));
    expect(told(decision)).toMatchObject([['ReplySuperseded', { why: 'controlMoved' }]]);
  });

  it('is superseded while only the queue holds at its epoch', () => {
    const decision = decide(held(one, 'queue', 2), personsReply({ answers: [], epoch: 2 }));
    expect(told(decision)).toMatchObject([['ReplySuperseded', { why: 'controlMoved' }]]);
  });

  it('answers what is still owed as well', () => {
    const decision = decide(held(two, 'person', 3), personsReply({ answers: answer(two, 2), epoch: 3 }));
    expect(told(decision).slice(1)).toMatchObject([
      ['TurnClosed', { number: 2, outcome: 'answered' }],
      ['TurnClosed', { number: 1, outcome: 'superseded' }],
    ]);
  });
});
