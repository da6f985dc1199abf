import { capacity, goneAfterMs } from '../environment';
import { at, factsOf } from '../test-events';
import { accepted, ended, held, kim, queued } from '../test-handoffs';
import { decideAccept, decideRelease, decideStillThere } from './decide';

const bo = { agentId: 'agt_bo', name: 'Bo', holding: 0 };

describe('accepting', () => {
  it('quotes the epoch that it answers and how long the customer waited; it is not theirs to write in yet', () => {
    const decision = decideAccept(queued, kim, at(21));
    expect(factsOf(decision)).toMatchObject([
      { name: 'HandoffAccepted', data: { agentId: 'agt_kim', epoch: 2, waitedMs: 21_000 } },
    ]);
    expect(decision).toMatchObject({
      answer: { done: true },
      state: { stage: { status: 'accepted' } },
      timers: { presence: at(21) + goneAfterMs },
    });
  });
  it('has one winner; the same person twice is once', () => {
    expect(decideAccept(accepted, bo, at(22))).toEqual({ answer: { refused: 'taken' } });
    expect(decideAccept(accepted, kim, at(22))).toEqual({ answer: { done: true } });
    expect(decideAccept(held, kim, at(22))).toEqual({ answer: { done: true } });
  });
  it('is refused above capacity, where it is over, and where nobody was asked for', () => {
    expect(decideAccept(queued, { ...kim, holding: capacity }, at(21))).toEqual({ answer: { refused: 'full' } });
    expect(decideAccept(ended, kim, at(21))).toEqual({ answer: { refused: 'ended' } });
    expect(decideAccept(undefined, kim, at(21))).toEqual({ answer: { refused: 'unknown' } });
  });
});

describe('being there', () => {
  it('is written down only for what this person has', () => {
    expect(decideStillThere(held, kim, at(40))).toMatchObject({
      state: held,
      timers: { presence: at(40) + goneAfterMs },
    });
    expect(decideStillThere(held, bo, at(40))).toEqual({ answer: { refused: 'notYours' } });
    expect(decideStillThere(queued, kim, at(40))).toEqual({ answer: { refused: 'notYours' } });
  });
});

describe('giving back', () => {
  it('releases at once what is held', () => {
    const decision = decideRelease(held, { agentId: 'agt_kim' });
    expect(factsOf(decision)).toMatchObject([{ name: 'HandoffReleased', data: { why: 'givenBack', epoch: 3 } }]);
    expect(decideRelease(decision.state, { agentId: 'agt_kim' })).toEqual({ answer: { done: true } });
  });
  it('names the queue that it is passed on to', () =>
    expect(factsOf(decideRelease(held, { agentId: 'agt_kim', queue: 'orders' }))).toMatchObject([
      { data: { why: 'transferred', queue: 'orders' } },
    ]));
  it('waits for escalation with what was only accepted', () =>
    expect(factsOf(decideRelease(accepted, { agentId: 'agt_kim' }))).toEqual([]));
  it('is refused to everybody else', () => {
    expect(decideRelease(held, { agentId: 'agt_bo' })).toEqual({ answer: { refused: 'notYours' } });
    expect(decideRelease(ended, { agentId: 'agt_kim' })).toEqual({ answer: { refused: 'ended' } });
    expect(decideRelease(undefined, { agentId: 'agt_kim' })).toEqual({ answer: { refused: 'unknown' } });
  });
});
