import {
  catalogue,
  conversationLapsed,
  conversationReopened,
  conversationResolved,
  customerForgotten,
  handoffAccepted,
  handoffRequested,
} from '@attune/contracts';
import { onTimer, project, reaction } from '@attune/messaging';
import { countedEvents, countedRow } from './count/rows';
import type { InsightsEnv } from './environment';
import * as measure from './measure-outcome/decide';
import { writeEvents } from './record-events/write';
import { outcomes } from './state';

const onOutcome = {
  document: outcomes,
  idOf: (event: { data: { conversationId: string } }) => event.data.conversationId,
};

/** What insights listens to: everything, to keep and count it; the ends of conversations, to measure outcomes. */
export function insightsHandlers({ rows, windowMs }: InsightsEnv) {
  return {
    recordEvents: project({ id: 'insights.record-events', on: [...catalogue.values()], write: writeEvents(rows) }),
    countEvents: project({
      id: 'insights.count',
      on: countedEvents,
      write: (events) => rows.counted.upsert(events.flatMap(({ event }) => countedRow(event) ?? [])),
    }),
    measureOnHandoffRequested: reaction({
      id: 'insights.handoff',
      on: [handoffRequested],
      ...onOutcome,
      evenIfForgotten: true,
      decide: (outcome, event) => measure.decideOnHandoffRequested(outcome, event),
    }),
    measureOnHandoffAccepted: reaction({
      id: 'insights.accept',
      on: [handoffAccepted],
      ...onOutcome,
      decide: (outcome, event) => measure.decideOnHandoffAccepted(outcome, event),
    }),
    measureOnConversationEnded: reaction({
      id: 'insights.end',
      on: [conversationResolved, conversationLapsed],
      ...onOutcome,
      decide: (outcome, event) => measure.decideOnConversationEnded(outcome, event, windowMs),
    }),
    measureOnConversationReopened: reaction({
      id: 'insights.reopen',
      on: [conversationReopened],
      ...onOutcome,
      decide: (outcome, event) => measure.decideOnConversationReopened(outcome, event),
    }),
    measureOnCustomerForgotten: reaction({
      id: 'insights.forget',
      on: [customerForgotten],
      ...onOutcome,
      evenIfForgotten: true,
      decide: (outcome, event) => measure.decideOnCustomerForgotten(outcome, event),
    }),
    measureOnFinalDue: onTimer({
      id: 'insights.final',
      timer: 'final',
      document: outcomes,
      decide: (outcome) => measure.decideOnFinalDue(outcome),
    }),
  };
}
