import { followControl } from '../follow-control/decide';
import { releaseReply } from '../release-reply/decide';
import {
  chat,
  closed,
  control,
  conversationId,
  forgotten,
  gone,
  handoff,
  names,
  pack,
  personsReply,
  replyOf,
  spoken,
  start,
  told,
  turnId,
} from '../testing';
import type { AddressState } from '../state';
import { announceHandoff } from './decide';

const at = start + 2_000;
const decide = (state: AddressState | undefined, event: ReturnType<typeof handoff>, given = pack) =>
  announceHandoff(state, event, given, chat, at);
const textOf = (decision: ReturnType<typeof decide>) =>
  (decision?.facts?.[0]?.options.personal as { text: string }).text;

describe('a requested handoff', () => {
  const state = spoken('msg_1', 'msg_2');

  it('is told to the customer, and its turn with all before it is closed with the notice', () => {
    const decision = decide(state, handoff({ turnId: turnId(state, 2) }));
    expect(told(decision)).toMatchObject([
      ['ReplyReleased', { kind: 'handoffNotice', intention: 'notice', conversationId }],
      ['TurnClosed', { number: 1, outcome: 'handedOver' }],
      ['TurnClosed', { number: 2, outcome: 'handedOver' }],
    ]);
    expect(textOf(decision)).toBe('A colleague takes over.');
    expect(decision?.timers).toMatchObject({ [`person:${conversationId}`]: start + 60_000 });
  });

  it('leaves later turns alone', () => {
    const decision = decide(state, handoff({ turnId: turnId(state, 1) }));
    expect(decision?.state.turns).toMatchObject([{ status: 'closed' }, { status: 'open' }]);
  });

  it('is told once', () => {
    const event = handoff({ turnId: turnId(state, 2) });
    expect(decide(decide(state, event)?.state, event)).toBeUndefined();
  });

  it('whose turn was answered already is told by itself, and people are expected to come', () => {
    const one = spoken('msg_1');
    const answered = releaseReply(one, replyOf({ answers: [turnId(one, 1)] }), chat, at)!.state;
    const decision = decide(answered, handoff({ turnId: turnId(one, 1) }));
    expect(told(decision)).toMatchObject([['ReplyReleased', { kind: 'handoffNotice', answers: [] }]]);
    expect(decision?.timers).toEqual({ [`person:${conversationId}`]: at + 60_000 });
  });

  it('without a turn closes those of its conversation only', () => {
    const known = followControl(
      state,
      control({ turn: { ...control().data.turn!, turnId: turnId(state, 1) } }),
      chat,
      at,
    )!;
    const decision = decide(known.state, handoff({ turnId: undefined }));
    expect(decision?.state.turns).toMatchObject([{ outcome: 'handedOver' }, { status: 'open' }]);
  });

  it('that names an earlier turn closes later ones of its conversation, too: automation cannot answer them any more', () => {
    const known = followControl(
      state,
      control({ turn: { ...control().data.turn!, turnId: turnId(state, 2), number: 2 } }),
      chat,
      at,
    )!;
    const decision = decide(known.state, handoff({ turnId: turnId(state, 1) }));
    expect(decision?.state.turns).toMatchObject([{ outcome: 'handedOver' }, { outcome: 'handedOver' }]);
  });

  it('out of hours says when somebody is back, and never how long it takes', () => {
    expect(textOf(decide(state, handoff(), { ...pack, hours: closed }))).toBe('A colleague is back Tuesday 09:00.');
  });

  it('that comes after the person has spoken tells nobody anything, but takes the turn along', () => {
    const spokenTo = releaseReply(state, personsReply({ answers: [], epoch: 3 }), chat, at)!.state;
    const decision = decide(spokenTo, handoff({ turnId: turnId(state, 2), epoch: 2 }));
    expect(told(decision)).toMatchObject([
      ['TurnClosed', { outcome: 'takenAlong' }],
      ['TurnClosed', { outcome: 'takenAlong' }],
    ]);
  });

  it('after another one, while no automation held between, is not told again', () => {
    const first = decide(state, handoff({ turnId: turnId(state, 1) }))!.state;
    const second = decide(first, handoff({ handoffId: 'hnd_2', epoch: 4, turnId: turnId(state, 2) }));
    expect(names(second)).toEqual(['TurnClosed']);
    const back = followControl(first, control({ turn: undefined, epoch: 5 }), chat, at)!.state;
    const third = decide(back, handoff({ handoffId: 'hnd_3', epoch: 6, turnId: turnId(state, 2) }));
    expect(names(third)).toEqual(['ReplyReleased', 'TurnClosed']);
  });

  it('of a forgotten customer closes the turns and says nothing', () => {
    for (const decision of [
      decide(forgotten(state), handoff({ turnId: turnId(state, 2) })),
      decide(state, handoff({ turnId: turnId(state, 2) }, gone)),
    ])
      expect(told(decision)).toMatchObject([
        ['TurnClosed', { outcome: 'forgotten' }],
        ['TurnClosed', { outcome: 'forgotten' }],
      ]);
  });

  it('for an address that channel never saw is nothing', () => {
    expect(decide(undefined, handoff())).toBeUndefined();
  });
});
