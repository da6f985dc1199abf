import {
  assistSuggested,
  controlDecided,
  factLearned,
  handoffRequested,
  handoffWithdrawn,
  promiseKept,
  promiseMade,
  replyReleased,
  replySuperseded,
  turnStarted,
} from '@attune/contracts';
import { onTimer, reaction } from '@attune/messaging';
import type { DeskEnv } from './environment';
import * as control from './follow-control/decide';
import * as heard from './hear/decide';
import { handoffs } from './state';

const onHandoff = {
  document: handoffs,
  /** Events of channel may not know their conversation; then no person is in it. */
  idOf: (event: { data: { conversationId?: string } }) => event.data.conversationId,
};

/** What the desk listens to, and what it decides. Only HandoffRequested makes a document; without one all is quiet. */
export function deskHandlers({ pack }: DeskEnv) {
  const labelOf = (fact: string) => pack.facts.find(({ name }) => name === fact)?.label ?? fact;
  return {
    queueOnHandoffRequested: reaction({
      id: 'desk.queue',
      on: [handoffRequested],
      ...onHandoff,
      decide: (handoff, event, now) => control.decideOnHandoffRequested(handoff, event, now),
    }),
    followOnControlDecided: reaction({
      id: 'desk.follow-control',
      on: [controlDecided],
      ...onHandoff,
      evenIfForgotten: true,
      decide: (handoff, event, now) => control.decideOnControlDecided(handoff, event, now),
    }),
    removeOnHandoffWithdrawn: reaction({
      id: 'desk.remove',
      on: [handoffWithdrawn],
      ...onHandoff,
      decide: (handoff, event, now) => control.decideOnHandoffWithdrawn(handoff, event, now),
    }),
    hearOnTurnStarted: reaction({
      id: 'desk.hear-customer',
      on: [turnStarted],
      ...onHandoff,
      decide: (handoff, event) => heard.decideOnTurnStarted(handoff, event),
    }),
    hearOnReplyReleased: reaction({
      id: 'desk.hear-reply',
      on: [replyReleased],
      ...onHandoff,
      decide: (handoff, event) => heard.decideOnReplyReleased(handoff, event),
    }),
    hearOnReplySuperseded: reaction({
      id: 'desk.hear-superseded',
      on: [replySuperseded],
      ...onHandoff,
      decide: (handoff, event) => heard.decideOnReplySuperseded(handoff, event),
    }),
    suggestOnAssistSuggested: reaction({
      id: 'desk.suggest',
      on: [assistSuggested],
      ...onHandoff,
      decide: (handoff, event) => heard.decideOnAssistSuggested(handoff, event),
    }),
    learnOnFactLearned: reaction({
      id: 'desk.learn-fact',
      on: [factLearned],
      ...onHandoff,
      decide: (handoff, event) => heard.decideOnFactLearned(handoff, event, labelOf),
    }),
    learnOnPromise: reaction({
      id: 'desk.learn-promise',
      on: [promiseMade, promiseKept],
      ...onHandoff,
      decide: (handoff, event) => heard.decideOnPromise(handoff, event),
    }),
    leaveOnPresenceDue: onTimer({
      id: 'desk.presence',
      timer: 'presence',
      document: handoffs,
      decide: (handoff) => control.decideOnPresenceDue(handoff),
    }),
    clearOnClearDue: onTimer({
      id: 'desk.clear',
      timer: 'clear',
      document: handoffs,
      decide: (handoff) => control.decideOnClearDue(handoff),
    }),
  };
}
