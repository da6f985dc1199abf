import { decideReply } from '../answer/decide';
import { at, factsOf, iso } from '../test-events';
import { accepted, ended, held, queued } from '../test-handoffs';
import { decideClose, decideReturn } from './decide';

const given = {
  agentId: 'agt_kim',
  name: 'Kim',
  decided: 'A replacement goes out',
  leftOpen: '',
  promises: [{ what: 'a replacement leaves our house', dueAt: iso(3_600) }],
  kept: [],
  facts: { reason: 'broken' },
};

describe('handing back', () => {
  it('carries what was decided and promised; words stand in the block, ids are derived', () => {
    const decision = decideReturn(held, given, at(60));
    const [fact] = factsOf(decision);
    const promiseId = (fact!.data as { promises: { promiseId: string }[] }).promises[0]!.promiseId;
    expect(fact).toMatchObject({
      name: 'ConversationReturned',
      data: { epoch: 3, promises: [{ promiseId, dueAt: iso(3_600) }], facts: [{ name: 'reason' }] },
      options: {
        personal: {
          promises: { [promiseId]: 'a replacement leaves our house' },
          facts: { reason: 'broken' },
          name: 'Kim',
        },
      },
    });
    expect(decideReturn(held, given, at(60))).toEqual(decision);
  });
  it('twice is once, and nothing is written any longer', () => {
    const { state } = decideReturn(held, given, at(60));
    expect(decideReturn(state, given, at(61))).toEqual({ answer: { done: true } });
    expect(
      decideReply(state, { agentId: 'agt_kim', name: 'Kim', text: 'One more thing', clientId: '9' }, at(62)).answer,
    ).toEqual({ refused: 'leaving' });
    expect(decideClose(state, { agentId: 'agt_kim', outcome: 'solved', note: '' }).answer).toEqual({
      refused: 'leaving',
    });
  });
  it('is refused before it is theirs, to others, and with a promise in the past', () => {
    expect(decideReturn(accepted, given, at(60)).answer).toEqual({ refused: 'notYet' });
    expect(decideReturn(queued, given, at(60)).answer).toEqual({ refused: 'notYours' });
    expect(decideReturn(ended, given, at(60)).answer).toEqual({ refused: 'ended' });
    expect(decideReturn(held, { ...given, promises: [{ what: 'x', dueAt: iso(0) }] }, at(60)).answer).toEqual({
      refused: 'promiseInThePast',
    });
  });
  it('works without a word for a customer who was forgotten', () => {
    const { personal: _, ...forgotten } = held;
    expect(factsOf(decideReturn(forgotten, given, at(60)))[0]!.options.personal).toBeUndefined();
  });
});

describe('closing', () => {
  const close = { agentId: 'agt_kim', outcome: 'solved' as const, note: 'Replacement arranged' };
  it('says with which outcome; twice is once', () => {
    const decision = decideClose(held, close);
    expect(factsOf(decision)).toMatchObject([
      {
        name: 'ConversationClosed',
        data: { outcome: 'solved', epoch: 3 },
        options: { personal: { note: 'Replacement arranged' } },
      },
    ]);
    expect(decideClose(decision.state, close)).toEqual({ answer: { done: true } });
  });
  it('is refused before it is theirs', () =>
    expect(decideClose(accepted, close).answer).toEqual({ refused: 'notYet' }));
});
