import { exampleValues as x, turnStarted } from '@attune/contracts';
import { decideOnTurnStarted } from '../hear/decide';
import { at, event, factsOf, iso } from '../test-events';
import { accepted, ended, held, queued } from '../test-handoffs';
import { decideAct, decideReply } from './decide';

const reply = { agentId: 'agt_kim', name: 'Kim', text: 'I have your parcel here.', clientId: '1' };

describe('a reply', () => {
  it('goes to the address of the latest turn, answers all open turns, in the epoch of the person', () => {
    const turn = { ...x.turn, turnId: 'trn_2', addressId: 'adr_mail', acceptedAt: iso(30) };
    const state = decideOnTurnStarted(held, event(turnStarted, { turn }))!.state;
    const decision = decideReply(state, reply, at(40));
    expect(factsOf(decision)).toMatchObject([
      {
        name: 'ReplyPrepared',
        data: {
          to: 'adr_mail',
          answers: [x.turnId, 'trn_2'],
          epoch: 3,
          by: { kind: 'person', agentId: 'agt_kim' },
          intention: 'answer',
        },
        options: { personal: { text: 'I have your parcel here.', name: 'Kim' }, controlEpoch: 3 },
      },
    ]);
    const next = decideReply(decision.state, { ...reply, clientId: '2', text: 'Is that all?' }, at(50));
    expect(factsOf(next)).toMatchObject([{ data: { answers: [], initiative: 'person', intention: 'question' } }]);
  });
  it('twice with the same id is once', () => {
    const first = decideReply(held, reply, at(40));
    expect(decideReply(first.state, reply, at(41))).toEqual({ answer: first.answer });
  });
  it('is refused before escalation has given control, and after it has taken it', () => {
    expect(decideReply(accepted, reply, at(40)).answer).toEqual({ refused: 'notYet' });
    expect(decideReply(queued, reply, at(40)).answer).toEqual({ refused: 'notYours' });
    expect(decideReply(held, { ...reply, agentId: 'agt_bo' }, at(40)).answer).toEqual({ refused: 'notYours' });
    expect(decideReply(ended, reply, at(40)).answer).toEqual({ refused: 'ended' });
    expect(decideReply(undefined, reply, at(40)).answer).toEqual({ refused: 'unknown' });
  });
  it('is refused when the customer was forgotten', () => {
    const { personal: _, ...forgotten } = held;
    expect(decideReply(forgotten, reply, at(40)).answer).toEqual({ refused: 'forgotten' });
  });
});

describe('an action', () => {
  const act = { agentId: 'agt_kim', tool: 'cancelOrder', with: { order: 'A-1042' }, clientId: '1' };
  it('is asked for in the epoch of the person, its arguments unreadable for others; twice is once', () => {
    const decision = decideAct(held, act);
    expect(factsOf(decision)).toMatchObject([
      { name: 'ActionRequested', data: { tool: 'cancelOrder', epoch: 3 }, options: { personal: { with: act.with } } },
    ]);
    expect(decideAct(decision.state, act)).toEqual({ answer: { done: true } });
  });
  it('is refused to who does not hold it', () =>
    expect(decideAct(accepted, act).answer).toEqual({ refused: 'notYet' }));
});
