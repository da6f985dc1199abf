import {
  actionFailed,
  actionInDoubt,
  actionPerformed,
  conversationClosed,
  conversationLapsed,
  conversationReopened,
  conversationResolved,
  conversationReturned,
  customerForgotten,
  deliveryFailed,
  eventDeadLettered,
  factLearned,
  handoffAccepted,
  handoffReleased,
  intentAssessed,
  personReplyOverdue,
  promiseDue,
  resolutionExhausted,
  turnClosed,
  turnOverdue,
} from '@attune/contracts';
import { reaction } from '@attune/messaging';
import * as ask from './ask-for-person/decide';
import { decideControl } from './decide-control/decide';
import type { EscalationEnv } from './environment';
import * as desk from './follow-desk/decide';
import * as ends from './follow-ends/decide';
import * as remember from './remember/decide';
import { controls } from './state';

/** The conversation of an event; events of channel may not know it yet, then they are not for us. */
const idOf = (event: { data: { conversationId?: string } }) => event.data.conversationId;
const onControl = { document: controls, idOf };

/** What escalation listens to, and what it decides. */
export function escalationHandlers({ pack, overdueHandoffs }: EscalationEnv) {
  return {
    ...boundaryHandlers({ pack, overdueHandoffs }),
    noteOnActionEnded: reaction({
      id: 'escalation.note-action',
      on: [actionPerformed, actionFailed],
      ...onControl,
      decide: (control, event) => remember.decideOnActionEnded(control, event),
    }),
    noteOnFactLearned: reaction({
      id: 'escalation.note-fact',
      on: [factLearned],
      ...onControl,
      decide: (control, event) => remember.decideOnFactLearned(control, event),
    }),
    acceptOnHandoffAccepted: reaction({
      id: 'escalation.accept',
      on: [handoffAccepted],
      ...onControl,
      decide: (control, event, now) => desk.decideOnHandoffAccepted(control, event, now, pack),
    }),
    requeueOnHandoffReleased: reaction({
      id: 'escalation.requeue',
      on: [handoffReleased],
      ...onControl,
      decide: (control, event) => desk.decideOnHandoffReleased(control, event, pack),
    }),
    takeBackOnConversationReturned: reaction({
      id: 'escalation.take-back',
      on: [conversationReturned],
      ...onControl,
      evenIfForgotten: true,
      decide: (control, event) => desk.decideOnConversationReturned(control, event, pack),
    }),
    closeOnConversationClosed: reaction({
      id: 'escalation.close',
      on: [conversationClosed],
      ...onControl,
      evenIfForgotten: true,
      decide: (control, event) => desk.decideOnConversationClosed(control, event, pack),
    }),
    withdrawOnTurnClosed: reaction({
      id: 'escalation.withdraw-late',
      on: [turnClosed],
      ...onControl,
      decide: (control, event) => ends.decideOnTurnClosed(control, event, pack),
    }),
    requeueOnPersonReplyOverdue: reaction({
      id: 'escalation.requeue-overdue',
      on: [personReplyOverdue],
      ...onControl,
      decide: (control, event, now) => ends.decideOnPersonReplyOverdue(control, event, now, pack),
    }),
    endOnConversationEnded: reaction({
      id: 'escalation.end',
      on: [conversationResolved, conversationLapsed],
      ...onControl,
      decide: (control, event) => ends.decideOnConversationEnded(control, event, pack),
    }),
    endOnConversationReopened: reaction({
      id: 'escalation.reopen',
      on: [conversationReopened],
      ...onControl,
      decide: (control, event) => ends.decideOnConversationReopened(control, event, pack),
    }),
    endOnCustomerForgotten: reaction({
      id: 'escalation.forget',
      on: [customerForgotten],
      ...onControl,
      evenIfForgotten: true,
      decide: (control, event) => ends.decideOnCustomerForgotten(control, event, pack),
    }),
  };
}

/** Where the rules of the pack are asked. */
function boundaryHandlers({ pack, overdueHandoffs }: EscalationEnv) {
  return {
    decideControlOnIntentAssessed: reaction({
      id: 'escalation.decide-control',
      on: [intentAssessed],
      ...onControl,
      decide: (control, event, now) => decideControl(control, event, now, pack),
    }),
    askForPersonOnTurnOverdue: reaction({
      id: 'escalation.ask-overdue',
      on: [turnOverdue],
      ...onControl,
      decide: (control, event, now) => {
        const recent = overdueHandoffs.recentOverdueHandoffs(now);
        const decision = ask.decideOnTurnOverdue(control, event, recent, now, pack);
        if (decision?.state.held.holder === 'queue' && control?.held.holder !== 'queue')
          overdueHandoffs.noteOverdueHandoff(now);
        return decision;
      },
    }),
    askForPersonOnResolutionExhausted: reaction({
      id: 'escalation.ask-exhausted',
      on: [resolutionExhausted],
      ...onControl,
      decide: (control, event, now) => ask.decideOnResolutionExhausted(control, event, now, pack),
    }),
    askForPersonOnActionInDoubt: reaction({
      id: 'escalation.ask-in-doubt',
      on: [actionInDoubt],
      ...onControl,
      decide: (control, event, now) => ask.decideOnActionInDoubt(control, event, now, pack),
    }),
    askForPersonOnDeliveryFailed: reaction({
      id: 'escalation.ask-delivery-failed',
      on: [deliveryFailed],
      ...onControl,
      decide: (control, event, now) => ask.decideOnDeliveryFailed(control, event, now, pack),
    }),
    askForPersonOnPromiseDue: reaction({
      id: 'escalation.ask-promise-due',
      on: [promiseDue],
      ...onControl,
      decide: (control, event, now) => ask.decideOnPromiseDue(control, event, now, pack),
    }),
    askForPersonOnEventDeadLettered: reaction({
      id: 'escalation.ask-dead-letter',
      on: [eventDeadLettered],
      ...onControl,
      decide: (control, event, now) => ask.decideOnEventDeadLettered(control, event, now, pack),
    }),
  };
}
