import {
  conversationLapsed,
  conversationReopened,
  conversationResolved,
  customerForgotten,
  handoffAccepted,
  personReplyOverdue,
  turnClosed,
  turnOverdue,
  type ControlDecided,
  type HandoffWithdrawn,
} from '@attune/contracts';
import { decideOnTurnOverdue } from '../ask-for-person/decide';
import { decideControl } from '../decide-control/decide';
import { decideOnHandoffAccepted } from '../follow-desk/decide';
import type { Control } from '../state';
import { angry, assessed, at, event, factsOf, iso, namesOf, testPack, turn } from '../test-pack';
import {
  decideOnConversationEnded,
  decideOnConversationReopened,
  decideOnCustomerForgotten,
  decideOnPersonReplyOverdue,
  decideOnTurnClosed,
} from './decide';

const pack = testPack();
const automation = decideControl(undefined, assessed(1), at(10), pack).state;
const angryOne = decideControl(undefined, assessed(1, angry), at(10), pack).state;
const late = decideOnTurnOverdue(automation, event(turnOverdue, { turn: turn(1) }), 0, at(17), pack)!.state;
const accept = (state: Control): Control => {
  const handoffId = state.held.holder === 'automation' ? '' : state.held.handoff.handoffId;
  return decideOnHandoffAccepted(state, event(handoffAccepted, { handoffId, epoch: state.epoch }), at(20), pack)!.state;
};
const control = (decision: Parameters<typeof factsOf>[0]): ControlDecided['data'] => factsOf(decision)[0]!.data;
const withdrawal = (decision: Parameters<typeof factsOf>[0]): HandoffWithdrawn['data'] => factsOf(decision)[1]!.data;
const ended = ['ControlDecided', 'HandoffWithdrawn'];

describe('a late turn was answered after all', () => {
  const closed = (outcome: 'answered' | 'superseded' | 'handedOver' | 'takenAlong', turnId = 'trn_1') =>
    event(turnClosed, { outcome, turnId });
  it.each(['answered', 'superseded'] as const)(
    'withdraws the handoff whose only reason was lateness (%s)',
    (outcome) => {
      const decision = decideOnTurnClosed(late, closed(outcome), pack);
      expect(namesOf(decision)).toEqual(ended);
      expect(control(decision)).toMatchObject({
        holder: 'automation',
        previous: 'queue',
        epoch: 3,
        decision: { trigger: 'answeredMeanwhile' },
      });
      expect(withdrawal(decision)).toMatchObject({ why: 'answeredMeanwhile', epoch: 3 });
    },
  );
  it('leaves it once a person has accepted', () =>
    expect(decideOnTurnClosed(accept(late), closed('answered'), pack)).toBeUndefined());
  it('leaves a handoff with another reason, another turn, or closed by its own notice', () => {
    expect(decideOnTurnClosed(angryOne, closed('answered'), pack)).toBeUndefined();
    expect(decideOnTurnClosed(late, closed('answered', 'trn_9'), pack)).toBeUndefined();
    expect(decideOnTurnClosed(late, closed('handedOver'), pack)).toBeUndefined();
  });
  it('costs nothing for every other turn', () =>
    expect(decideOnTurnClosed(automation, closed('answered'), pack)).toBeUndefined());
});

describe('the conversation ends', () => {
  it.each([conversationResolved, conversationLapsed])('brings the holder back to automation (%#)', (definition) => {
    for (const state of [angryOne, accept(angryOne)]) {
      const decision = decideOnConversationEnded(
        state,
        event(definition as typeof conversationResolved, {}, { time: iso(60) }),
        pack,
      );
      expect(namesOf(decision)).toEqual(ended);
      expect(control(decision)).toMatchObject({ holder: 'automation', epoch: state.epoch + 1 });
      expect(withdrawal(decision).why).toBe('conversationEnded');
    }
  });
  it('stays quiet while automation holds, and about an end from before the latest turn', () => {
    expect(
      decideOnConversationEnded(automation, event(conversationResolved, {}, { time: iso(60) }), pack),
    ).toBeUndefined();
    expect(
      decideOnConversationEnded(angryOne, event(conversationResolved, {}, { time: iso(5) }), pack),
    ).toBeUndefined();
  });
  it('a reopening ends what was left over from before it, not what its own turn asked for', () => {
    const reopened = (turnId: string) => event(conversationReopened, { turnId }, { time: iso(60) });
    expect(namesOf(decideOnConversationReopened(angryOne, reopened('trn_2'), pack))).toEqual(ended);
    expect(decideOnConversationReopened(angryOne, reopened('trn_1'), pack)).toBeUndefined();
    expect(decideOnConversationReopened(automation, reopened('trn_2'), pack)).toBeUndefined();
  });
});

describe('the customer is forgotten', () => {
  it('asks nobody any longer, and keeps no words', () => {
    const decision = decideOnCustomerForgotten(angryOne, event(customerForgotten), pack);
    expect(namesOf(decision)).toEqual(ended);
    expect(withdrawal(decision).why).toBe('forgotten');
    expect(decision?.state.personal).toBeUndefined();
    expect(namesOf(decideOnCustomerForgotten(automation, event(customerForgotten), pack))).toEqual([]);
  });
});

describe('a person leaves the customer without an answer', () => {
  const held = accept(angryOne);
  const overdue = (epoch: number) => event(personReplyOverdue, { epoch });
  it('leaves it to the queue again, more urgent, with the same handoff', () => {
    const decision = decideOnPersonReplyOverdue(held, overdue(3), at(80), pack);
    expect(namesOf(decision)).toEqual(['ControlDecided']);
    expect(control(decision)).toMatchObject({
      holder: 'queue',
      previous: 'person',
      epoch: 4,
      decision: { trigger: 'personOverdue' },
    });
    expect(decision?.state.held).toMatchObject({ handoff: { priority: 9 } });
  });
  it("gives a person who has only just come the pack's time, however long the customer waited before", () => {
    expect(decideOnPersonReplyOverdue(held, overdue(3), at(79), pack)).toBeUndefined();
  });
  it('stays quiet while the queue holds, and about an earlier epoch', () => {
    expect(decideOnPersonReplyOverdue(angryOne, overdue(2), at(80), pack)).toBeUndefined();
    expect(decideOnPersonReplyOverdue(held, overdue(2), at(80), pack)).toBeUndefined();
  });
});
