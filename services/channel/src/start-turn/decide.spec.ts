import { instant } from '@attune/messaging';
import { addressId, chat, conversationId, control, customerId, forgotten, say, start, told } from '../testing';
import { followControl } from '../follow-control/decide';
import { startTurnWhenQuiet } from './decide';

const burst = () => say(say(undefined, 'msg_1', 0, { timing: chat }).step?.state, 'msg_2', 500, { timing: chat });

describe('a burst that is over', () => {
  it('is one turn, numbered, with a deadline from its first message, and with its words', () => {
    const { step, accepted } = burst();
    const decision = startTurnWhenQuiet(step!.state, chat, start + 1_200);
    const turn = {
      turnId: accepted.turnId,
      number: 1,
      addressId,
      channel: 'chat',
      messageIds: ['msg_1', 'msg_2'],
      acceptedAt: instant(start),
      deadline: instant(start + 11_000),
      length: 26,
    };
    expect(told(decision)).toEqual([['TurnReceived', { turn }]]);
    expect(decision?.facts?.[0]?.options).toMatchObject({
      correlationId: accepted.turnId,
      expiryTime: turn.deadline,
      personal: { messages: [{ messageId: 'msg_1' }, { messageId: 'msg_2', text: 'text of msg_2' }] },
    });
    expect(decision?.state.personal?.burst).toEqual([]);
  });

  it('stays quiet when there is none', () => {
    const state = startTurnWhenQuiet(burst().step!.state, chat, start + 1_200)!.state;
    expect(startTurnWhenQuiet(state, chat, start + 1_300)).toBeUndefined();
  });

  it('gives others their time where this process stood still', () => {
    const { step, accepted } = burst();
    const decision = startTurnWhenQuiet(step!.state, chat, start + 3_600_000);
    expect(decision?.timers?.[`overdue:${accepted.turnId}`]).toBe(start + 3_600_000 - 4_000 + 7_000);
  });

  it('is nothing when the customer was forgotten, and takes no number', () => {
    const decision = startTurnWhenQuiet(forgotten(burst().step!.state), chat, start + 1_200);
    expect(told(decision)).toEqual([]);
    expect(decision?.state).toMatchObject({ lastNumber: 0, turns: [] });
  });

  it('belongs to the current conversation until an event says otherwise', () => {
    const known = followControl(burst().step!.state, control({ turn: undefined }), chat, start)!.state;
    const decision = startTurnWhenQuiet(known, chat, start + 1_200);
    expect(decision?.state.turns).toMatchObject([{ status: 'open', conversationId, customerId }]);
  });
});
