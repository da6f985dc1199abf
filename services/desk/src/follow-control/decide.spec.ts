import { exampleValues as x, handoffRequested, handoffWithdrawn } from '@attune/contracts';
import { goneAfterMs, keptMs } from '../environment';
import { decideRelease } from '../take/decide';
import { at, event, factsOf, iso } from '../test-events';
import { accepted, control, ended, held, queued, trigger } from '../test-handoffs';
import {
  decideOnClearDue,
  decideOnControlDecided,
  decideOnHandoffRequested,
  decideOnHandoffWithdrawn,
  decideOnPresenceDue,
} from './decide';

describe('a person is asked for', () => {
  it('stands in the queue, with brief and words, and says so', () => {
    const decision = decideOnHandoffRequested(undefined, event(handoffRequested), at(0));
    expect(factsOf(decision)).toMatchObject([
      {
        name: 'HandoffQueued',
        data: { handoffId: x.handoffId, queue: 'care', priority: 7, queuedAt: x.at },
        options: { controlEpoch: 2 },
      },
    ]);
    expect(decision?.state).toMatchObject({
      stage: { status: 'queued' },
      kid: x.addressId,
      openTurns: [x.turnId],
      personal: { brief: { facts: { orderNumber: 'A-1042' } }, messages: [] },
    });
  });
  it('twice is once, and an older request changes nothing', () => {
    expect(decideOnHandoffRequested(queued, event(handoffRequested), at(1))).toBeUndefined();
    expect(decideOnHandoffRequested(held, event(handoffRequested), at(1))).toBeUndefined();
  });
  it('begins anew after an earlier handoff of the conversation', () => {
    const again = event(handoffRequested, { handoffId: 'hnd_2', epoch: 5 });
    const decision = decideOnHandoffRequested(ended, again, at(90));
    expect(decision).toMatchObject({
      state: { handoffId: 'hnd_2', epoch: 5, stage: { status: 'queued' } },
      timers: { clear: null },
    });
  });
});

describe('escalation decides', () => {
  it('gives it to the person who accepted, and only then', () => {
    expect(held).toMatchObject({ epoch: 3, stage: { status: 'held', agentId: 'agt_kim' } });
    expect(decideOnControlDecided(accepted, control(3, 'person', { handoffId: 'hnd_other' }), at(21))).toBeUndefined();
    expect(decideOnControlDecided(accepted, control(3, 'person', { agentId: 'agt_bo' }), at(21))).toBeUndefined();
    expect(decideOnControlDecided(accepted, control(1, 'person'), at(21))).toBeUndefined();
    expect(decideOnControlDecided(queued, control(3, 'person'), at(21))).toBeUndefined();
  });
  it('puts it back into the queue, with the new epoch and without the name of who left', () => {
    const decision = decideOnControlDecided(held, control(4, 'queue'), at(60));
    expect(decision).toMatchObject({
      state: { epoch: 4, stage: { status: 'queued', queuedAt: iso(60) }, priority: 7 },
      timers: { presence: null },
    });
    expect(decision?.state.personal).not.toHaveProperty('agentName');
    expect(factsOf(decision)).toMatchObject([{ name: 'HandoffQueued' }]);
  });
  it('makes it more urgent when the person had left the customer without an answer', () =>
    expect(decideOnControlDecided(held, control(4, 'queue', trigger('personOverdue')), at(60))?.state.priority).toBe(
      9,
    ));
  it('ends it when automation holds, and lets it be read for a day', () => {
    for (const state of [queued, accepted, held]) {
      const decision = decideOnControlDecided(state, control(4, 'automation'), at(60));
      expect(decision).toMatchObject({
        state: { stage: { status: 'ended' } },
        timers: { presence: null, clear: at(60) + keptMs },
      });
    }
  });
  it('stays quiet about turns that change nothing, earlier epochs, other handoffs, and conversations without one', () => {
    expect(decideOnControlDecided(queued, control(2, 'queue'), at(5))).toBeUndefined();
    expect(decideOnControlDecided(held, control(2, 'queue'), at(25))).toBeUndefined();
    expect(decideOnControlDecided(held, control(3, 'person', trigger('turn')), at(25))).toBeUndefined();
    expect(decideOnControlDecided(queued, control(4, 'queue', { handoffId: 'hnd_2' }), at(25))).toBeUndefined();
    expect(decideOnControlDecided(ended, control(4, 'automation'), at(70))).toBeUndefined();
    expect(decideOnControlDecided(undefined, control(1, 'automation'), at(5))).toBeUndefined();
  });
  it('takes along a turn from before the handoff, so that a reply answers it, too', () => {
    const turn = { ...x.turn, turnId: 'trn_before', acceptedAt: held.briefUpTo };
    const along = control(held.epoch, 'person', { turn });
    const { state } = decideOnControlDecided(held, along, at(21))!;
    expect(state.openTurns).toEqual([...held.openTurns, 'trn_before']);
    expect(decideOnControlDecided(state, along, at(22))).toBeUndefined();
    const later = { ...turn, turnId: 'trn_later', acceptedAt: iso(30) }; // heard with TurnStarted
    expect(decideOnControlDecided(held, control(held.epoch, 'person', { turn: later }), at(31))).toBeUndefined();
  });
  it('lets the person go on when it refuses what they wanted', () => {
    const leaving = { ...held, stage: { ...held.stage, leaving: { how: 'return' } } } as typeof held;
    const decision = decideOnControlDecided(leaving, control(3, 'person', trigger('returned', 'attune.stale')), at(25));
    expect(decision?.state.stage).toEqual(held.stage);
  });
});

describe('nobody is needed any longer', () => {
  const withdrawn = (why: 'answeredMeanwhile' | 'staleAcceptance', more: object = {}) =>
    event(handoffWithdrawn, { why, epoch: 3, ...more });
  it('ends, also for a person who had just accepted', () => {
    for (const state of [queued, accepted])
      expect(decideOnHandoffWithdrawn(state, withdrawn('answeredMeanwhile'), at(30))?.state.stage).toMatchObject({
        status: 'ended',
        why: 'answeredMeanwhile',
      });
  });
  it('an acceptance that came too late leaves it in the queue, in the epoch that holds', () => {
    const decision = decideOnHandoffWithdrawn(accepted, withdrawn('staleAcceptance', { agentId: 'agt_kim' }), at(30));
    expect(decision).toMatchObject({ state: { stage: { status: 'queued' }, epoch: 3 }, timers: { presence: null } });
  });
  it("stays quiet about others' late acceptances, other handoffs, and what is over", () => {
    expect(decideOnHandoffWithdrawn(held, withdrawn('staleAcceptance', { agentId: 'agt_bo' }), at(30))).toBeUndefined();
    expect(
      decideOnHandoffWithdrawn(queued, withdrawn('answeredMeanwhile', { handoffId: 'hnd_2' }), at(30)),
    ).toBeUndefined();
    expect(decideOnHandoffWithdrawn(ended, withdrawn('answeredMeanwhile'), at(70))).toBeUndefined();
    expect(decideOnHandoffWithdrawn(undefined, withdrawn('answeredMeanwhile'), at(70))).toBeUndefined();
  });
});

describe('a person is not heard of', () => {
  it('is gone: what they hold is released in its epoch', () => {
    const decision = decideOnPresenceDue(held);
    expect(factsOf(decision)).toMatchObject([
      { name: 'HandoffReleased', data: { why: 'gone', epoch: 3, agentId: 'agt_kim' } },
    ]);
    expect(decideOnPresenceDue(decision!.state)).toBeUndefined();
  });
  it('is released in the right epoch also when they were gone before it was theirs', () => {
    const gone = decideOnPresenceDue(accepted)!;
    expect(factsOf(gone)).toEqual([]);
    const later = decideOnControlDecided(gone.state, control(3, 'person'), at(90));
    expect(factsOf(later)).toMatchObject([{ name: 'HandoffReleased', data: { why: 'gone', epoch: 3 } }]);
    expect(later?.timers).toEqual({ presence: at(90) + goneAfterMs });
  });
  it('was heard of by nobody: quiet in the queue', () => expect(decideOnPresenceDue(queued)).toBeUndefined());
});

it('goes to the queue that the person passed it on to', () => {
  const passedOn = decideRelease(held, { agentId: 'agt_kim', queue: 'orders' }).state!;
  expect(decideOnControlDecided(passedOn, control(4, 'queue', trigger('released')), at(60))?.state).toMatchObject({
    queue: 'orders',
    stage: { status: 'queued' },
  });
});

it('is cleared a day after its end, words and brief, and not while it is open', () => {
  const cleared = decideOnClearDue(ended)!.state;
  expect(cleared).not.toHaveProperty('brief');
  expect(cleared).not.toHaveProperty('personal');
  expect(cleared).toMatchObject({ handoffId: x.handoffId, epoch: 4 });
  expect(decideOnClearDue(held)).toBeUndefined();
});
