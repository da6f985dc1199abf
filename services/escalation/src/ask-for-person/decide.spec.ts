import {
  actionInDoubt,
  deliveryFailed,
  eventDeadLettered,
  exampleValues as x,
  promiseDue,
  resolutionExhausted,
  turnOverdue,
  type ControlDecided,
  type HandoffRequested,
} from '@attune/contracts';
import type { Decision } from '@attune/messaging';
import { decideControl } from '../decide-control/decide';
import type { Control } from '../state';
import { angry, assessed, at, event, factsOf, namesOf, rule, testPack, turn } from '../test-pack';
import {
  decideOnActionInDoubt,
  decideOnDeliveryFailed,
  decideOnEventDeadLettered,
  decideOnPromiseDue,
  decideOnResolutionExhausted,
  decideOnTurnOverdue,
} from './decide';

const pack = testPack();
const automation = decideControl(undefined, assessed(1), at(10), pack).state;
const queued = decideControl(undefined, assessed(1, angry), at(10), pack).state;
const control = (decision: Decision<Control> | undefined): ControlDecided['data'] => factsOf(decision)[0]!.data;
const handoff = (decision: Decision<Control> | undefined): HandoffRequested['data'] => factsOf(decision)[1]!.data;
const both = ['ControlDecided', 'HandoffRequested'];

describe('a turn is overdue', () => {
  const overdue = event(turnOverdue, { turn: turn(1) });

  it('goes to a person, with lateness as the only reason, and the turn that the notice answers', () => {
    const decision = decideOnTurnOverdue(automation, overdue, 0, at(17), pack);
    expect(namesOf(decision)).toEqual(both);
    expect(control(decision)).toMatchObject({
      holder: 'queue',
      epoch: 2,
      decision: { trigger: 'overdue', evidence: { overdue: true } },
    });
    expect(handoff(decision)).toMatchObject({
      turnId: 'trn_1',
      brief: { why: [{ rule: 'attune.overdue' }], missing: [] },
    });
    expect(decision?.state.held).toMatchObject({ handoff: { lateTurnId: 'trn_1' } });
  });

  it('says in the brief that the words of a turn which never came here are missing', () => {
    const decision = decideOnTurnOverdue(automation, event(turnOverdue, { turn: turn(2) }), 0, at(27), pack);
    expect(handoff(decision).brief.missing).toEqual(['lastMessages']);
  });

  it('works for a conversation that was never assessed, with an honest brief', () => {
    const decision = decideOnTurnOverdue(undefined, overdue, 0, at(17), pack);
    expect(handoff(decision).brief.missing).toEqual(['matters', 'facts', 'effort', 'promises', 'mood', 'conversation']);
    expect(factsOf(decision)[1]!.options.personal).toBeUndefined();
  });

  it("asks for nobody above the pack's limit a minute: channel holds", () => {
    expect(
      decideOnTurnOverdue(automation, overdue, pack.limits.overdueHandoffsPerMinute, at(17), pack),
    ).toBeUndefined();
    expect(
      decideOnTurnOverdue(automation, overdue, pack.limits.overdueHandoffsPerMinute - 1, at(17), pack),
    ).toBeDefined();
  });

  it('stays quiet for a turn that the queue or a person already has', () =>
    expect(decideOnTurnOverdue(queued, overdue, 0, at(17), pack)).toBeUndefined());

  it('is taken along where automation had it, and the queue has come to hold because of an earlier one', () => {
    const both = decideControl(
      decideControl(undefined, assessed(1), at(10), pack).state,
      assessed(2),
      at(12),
      pack,
    ).state;
    const { state } = decideOnTurnOverdue(both, overdue, 0, at(17), pack)!;
    expect(namesOf(decideOnTurnOverdue(state, event(turnOverdue, { turn: turn(2) }), 0, at(19), pack))).toEqual([
      'ControlDecided',
    ]);
  });

  it('is taken along where the queue or a person holds and the turn never came here', () => {
    const decision = decideOnTurnOverdue(queued, event(turnOverdue, { turn: turn(2) }), 0, at(27), pack);
    expect(namesOf(decision)).toEqual(['ControlDecided']);
    expect(control(decision)).toMatchObject({ holder: 'queue', epoch: 2, turn: { turnId: 'trn_2' } });
  });

  it('is not ours while nobody knows the conversation', () => {
    const unknown = event(turnOverdue, { turn: turn(1) });
    delete unknown.data.conversationId;
    expect(decideOnTurnOverdue(undefined, unknown, 0, at(17), pack)).toBeUndefined();
  });
});

describe('automation is exhausted', () => {
  const exhausted = event(resolutionExhausted, { turnId: 'trn_1', queue: 'orders' });

  it('goes to the queue that the playbook names, with its reason and what was tried', () => {
    const decision = decideOnResolutionExhausted(automation, exhausted, at(11), pack);
    expect(namesOf(decision)).toEqual(both);
    expect(handoff(decision)).toMatchObject({
      queue: 'orders',
      turnId: 'trn_1',
      brief: {
        why: [{ rule: 'attune.exhausted.notAnswerable', reason: 'No article answers this' }],
        tried: [{ what: 'automation: notAnswerable', outcome: 'No article answers this' }],
      },
    });
  });

  it("lets the pack's own rule say why and how urgent", () => {
    const rules = [rule('stuck', 'exhausted', { priority: 6, reason: 'Automation is stuck' })];
    const decision = decideOnResolutionExhausted(automation, exhausted, at(11), testPack({ rules }));
    expect(handoff(decision)).toMatchObject({
      priority: 6,
      brief: { why: [{ rule: 'stuck', reason: 'Automation is stuck' }] },
    });
  });

  it('does not repeat what the last turn said on its own: that was heard when it came', () => {
    const rules = [rule('angry', 'emotion.dissatisfaction > 0.7', { priority: 9 }), rule('stuck', 'exhausted')];
    const handedBack = { ...queued, epoch: 4, held: { holder: 'automation' as const } };
    const later = event(resolutionExhausted, { turnId: 'trn_1', epoch: 4 });
    const decision = decideOnResolutionExhausted(handedBack, later, at(90), testPack({ rules }));
    expect(handoff(decision)).toMatchObject({ priority: 3, brief: { why: [{ rule: 'stuck' }] } });
    expect(control(decision).decision.fired.map((one) => one.rule)).toEqual(['angry', 'stuck']);
  });

  it('cannot be kept by automation, whatever a rule says', () => {
    const rules = [rule('keep', 'true', { then: 'automation' })];
    expect(control(decideOnResolutionExhausted(automation, exhausted, at(11), testPack({ rules }))).holder).toBe(
      'queue',
    );
  });

  it('stays quiet while a person is asked for, and about an epoch that has passed', () => {
    expect(decideOnResolutionExhausted(queued, exhausted, at(11), pack)).toBeUndefined();
    const later = { ...automation, epoch: 4 };
    expect(decideOnResolutionExhausted(later, exhausted, at(11), pack)).toBeUndefined();
  });
});

describe('an action is in doubt', () => {
  const inDoubt = event(actionInDoubt);

  it('goes to a person who is told to look before anything is done again', () => {
    const decision = decideOnActionInDoubt(automation, inDoubt, at(11), pack);
    expect(namesOf(decision)).toEqual(both);
    expect(handoff(decision).brief).toMatchObject({
      tried: [{ what: 'cancel the order', outcome: 'in doubt: noAnswer' }],
      nextStep: expect.stringContaining('before anything is done again'),
    });
  });

  it('is remembered without a word while a person is asked for', () => {
    const decision = decideOnActionInDoubt(queued, inDoubt, at(11), pack);
    expect(namesOf(decision)).toEqual([]);
    expect(decision?.state.tried).toHaveLength(1);
  });
});

describe('a message did not arrive', () => {
  const failed = event(deliveryFailed);
  it('goes to a person', () => {
    expect(control(decideOnDeliveryFailed(automation, failed, at(11), pack))).toMatchObject({
      holder: 'queue',
      decision: { trigger: 'deliveryFailed', fired: [{ rule: 'attune.deliveryFailed' }] },
    });
  });
  it('stays with automation where a rule of the pack says so', () => {
    const rules = [rule('let_go', 'deliveryFailed', { then: 'automation' })];
    expect(namesOf(decideOnDeliveryFailed(automation, failed, at(11), testPack({ rules })))).toEqual([
      'ControlDecided',
    ]);
  });
  it('stays quiet while a person is asked for', () =>
    expect(decideOnDeliveryFailed(queued, failed, at(11), pack)).toBeUndefined());
});

describe('a promise is due', () => {
  const due = event(promiseDue);
  it('goes to a person, preferring who promised', () => {
    const decision = decideOnPromiseDue(automation, due, at(11), pack);
    expect(namesOf(decision)).toEqual(both);
    expect(handoff(decision)).toMatchObject({
      preferredAgentId: x.agentId,
      brief: { why: [{ rule: 'attune.promiseDue' }] },
    });
  });
  it('is recorded in a ControlDecided while a person is asked for', () => {
    const decision = decideOnPromiseDue(queued, due, at(11), pack);
    expect(namesOf(decision)).toEqual(['ControlDecided']);
    expect(control(decision)).toMatchObject({ holder: 'queue', epoch: 2, decision: { trigger: 'promiseDue' } });
  });
  it('reaches a person also where the conversation is not known here', () =>
    expect(namesOf(decideOnPromiseDue(undefined, due, at(11), pack))).toEqual(both));
});

describe('an event was dead-lettered', () => {
  const letter = event(eventDeadLettered);
  it('brings its conversation to a person', () => {
    const decision = decideOnEventDeadLettered(automation, letter, at(11), pack);
    expect(namesOf(decision)).toEqual(both);
    expect(handoff(decision).brief).toMatchObject({ why: [{ rule: 'attune.deadLetter' }], missing: ['lastMessages'] });
  });
  it('stays quiet about figures, about letters about letters, and while a person is asked for', () => {
    expect(
      decideOnEventDeadLettered(automation, event(eventDeadLettered, { service: 'insights' }), at(11), pack),
    ).toBeUndefined();
    const origin = { ...letter.data.origin, topic: 'attune.dead-letters' };
    expect(decideOnEventDeadLettered(automation, event(eventDeadLettered, { origin }), at(11), pack)).toBeUndefined();
    expect(decideOnEventDeadLettered(queued, letter, at(11), pack)).toBeUndefined();
  });
  it('stays quiet about a conversation that nobody can name', () =>
    expect(decideOnEventDeadLettered(undefined, letter, at(11), pack)).toBeUndefined());
});
