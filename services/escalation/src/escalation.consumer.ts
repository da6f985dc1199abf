import { Controller, Inject } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
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
import { HANDLERS } from '@attune/hosting';
import type { escalationHandlers } from './handlers';

/** What escalation listens to; each method is asked once, when the service starts, for the handler of its events. */
@Controller()
export class EscalationConsumer {
  constructor(@Inject(HANDLERS) private readonly handlers: ReturnType<typeof escalationHandlers>) {}

  @EventPattern<string>(intentAssessed.type)
  decideControlOnIntentAssessed() {
    return this.handlers.decideControlOnIntentAssessed;
  }
  @EventPattern<string>(turnOverdue.type)
  askForPersonOnTurnOverdue() {
    return this.handlers.askForPersonOnTurnOverdue;
  }
  @EventPattern<string>(resolutionExhausted.type)
  askForPersonOnResolutionExhausted() {
    return this.handlers.askForPersonOnResolutionExhausted;
  }
  @EventPattern<string>(actionInDoubt.type)
  askForPersonOnActionInDoubt() {
    return this.handlers.askForPersonOnActionInDoubt;
  }
  @EventPattern<string>(deliveryFailed.type)
  askForPersonOnDeliveryFailed() {
    return this.handlers.askForPersonOnDeliveryFailed;
  }
  @EventPattern<string>(promiseDue.type)
  askForPersonOnPromiseDue() {
    return this.handlers.askForPersonOnPromiseDue;
  }
  @EventPattern<string>(eventDeadLettered.type)
  askForPersonOnEventDeadLettered() {
    return this.handlers.askForPersonOnEventDeadLettered;
  }
  @EventPattern<string>(handoffAccepted.type)
  acceptOnHandoffAccepted() {
    return this.handlers.acceptOnHandoffAccepted;
  }
  @EventPattern<string>(handoffReleased.type)
  requeueOnHandoffReleased() {
    return this.handlers.requeueOnHandoffReleased;
  }
  @EventPattern<string>(conversationReturned.type)
  takeBackOnConversationReturned() {
    return this.handlers.takeBackOnConversationReturned;
  }
  @EventPattern<string>(conversationClosed.type)
  closeOnConversationClosed() {
    return this.handlers.closeOnConversationClosed;
  }
  @EventPattern<string>(turnClosed.type)
  withdrawOnTurnClosed() {
    return this.handlers.withdrawOnTurnClosed;
  }
  @EventPattern<string>(personReplyOverdue.type)
  requeueOnPersonReplyOverdue() {
    return this.handlers.requeueOnPersonReplyOverdue;
  }
  @EventPattern<string[]>([conversationResolved.type, conversationLapsed.type])
  endOnConversationEnded() {
    return this.handlers.endOnConversationEnded;
  }
  @EventPattern<string>(conversationReopened.type)
  endOnConversationReopened() {
    return this.handlers.endOnConversationReopened;
  }
  @EventPattern<string>(customerForgotten.type)
  endOnCustomerForgotten() {
    return this.handlers.endOnCustomerForgotten;
  }
  @EventPattern<string[]>([actionPerformed.type, actionFailed.type])
  noteOnActionEnded() {
    return this.handlers.noteOnActionEnded;
  }
  @EventPattern<string>(factLearned.type)
  noteOnFactLearned() {
    return this.handlers.noteOnFactLearned;
  }
}
