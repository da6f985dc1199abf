import {
  conversationLapsed,
  conversationReopened,
  conversationResolved,
  customerForgotten,
  exampleValues as x,
  handoffAccepted,
  handoffRequested,
} from '@attune/contracts';
import { defaultWindowMs } from '../environment';
import { at, event, factsOf, iso } from '../test-events';
import * as measure from './decide';

const opened = undefined;
const resolved = event(conversationResolved, { openedAt: iso(0) }, { time: iso(84) });
const end = (known: Parameters<typeof measure.decideOnConversationEnded>[0]) =>
  measure.decideOnConversationEnded(known, resolved, defaultWindowMs);

describe('a conversation ends', () => {
  it('is measured provisionally at once, and finally when the window has passed', () => {
    const decision = end(opened);
    expect(factsOf(decision)).toMatchObject([
      {
        name: 'OutcomeMeasured',
        data: {
          state: 'provisional',
          outcome: 'resolved',
          basis: 'confirmed',
          firstContact: true,
          automated: true,
          handoffs: 0,
          tookMs: 84_000,
          definitionVersion: '1',
        },
        options: { time: iso(84) },
      },
    ]);
    expect(decision?.timers).toEqual({ final: at(84) + defaultWindowMs });
    const final = measure.decideOnFinalDue(decision!.state);
    expect(factsOf(final)).toMatchObject([{ data: { state: 'final', outcome: 'resolved' } }]);
    expect(measure.decideOnFinalDue(final!.state)).toBeUndefined();
  });
  it('lapses without success', () => {
    const lapsed = event(conversationLapsed, {}, { time: iso(84) });
    expect(factsOf(measure.decideOnConversationEnded(opened, lapsed, 1))).toMatchObject([
      { data: { outcome: 'lapsed', basis: 'question', firstContact: false } },
    ]);
  });
  it('twice is once', () => expect(end(end(opened)!.state)).toBeUndefined());
  it('is measured also where nobody says when it began', () => {
    const { openedAt: _, ...data } = resolved.data;
    expect(factsOf(measure.decideOnConversationEnded(undefined, { ...resolved, data }, defaultWindowMs))).toMatchObject(
      [{ data: { tookMs: 0 } }],
    );
  });
});

it('counts the people who were asked for, and how long the first took to come', () => {
  let state = measure.decideOnHandoffRequested(opened, event(handoffRequested)).state;
  state = measure.decideOnHandoffAccepted(state, event(handoffAccepted))!.state;
  expect(measure.decideOnHandoffAccepted(state, event(handoffAccepted, { waitedMs: 99_000 }))).toBeUndefined();
  expect(factsOf(end(state))).toMatchObject([{ data: { handoffs: 1, timeToPersonMs: 21_000, automated: false } }]);
});

describe('the customer comes back', () => {
  const ended = end(opened)!.state;
  const reopened = measure.decideOnConversationReopened(ended, event(conversationReopened, {}, { time: iso(100) }));
  it('takes the outcome back: nothing becomes final', () => {
    expect(reopened.timers).toEqual({ final: null });
    expect(measure.decideOnFinalDue(reopened.state)).toBeUndefined();
  });
  it('is measured again at the next end, no longer as a first contact', () =>
    expect(factsOf(end(reopened.state))).toMatchObject([
      { data: { state: 'provisional', outcome: 'resolved', firstContact: false } },
    ]));
});

describe('the customer is forgotten', () => {
  it('is the outcome where there was none', () =>
    expect(factsOf(measure.decideOnCustomerForgotten(opened, event(customerForgotten)))).toMatchObject([
      { data: { state: 'final', outcome: 'forgotten', conversationId: x.conversationId } },
    ]));
  it('leaves an earlier outcome as it is', () =>
    expect(measure.decideOnCustomerForgotten(end(opened)!.state, event(customerForgotten))).toBeUndefined());
});
