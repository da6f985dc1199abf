import { Controller, Inject } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import {
  controlDecided,
  conversationClosed,
  conversationReturned,
  intentAssessed,
  replyReleased,
  resolutionProposed,
  turnClosed,
  turnReceived,
} from '@attune/contracts';
import { HANDLERS } from '@attune/hosting';
import type { contextHandlers } from './handlers';

/** What context listens to. */
@Controller()
export class ContextConsumer {
  constructor(@Inject(HANDLERS) private readonly handlers: ReturnType<typeof contextHandlers>) {}

  @EventPattern<string>(turnReceived.type)
  startTurn() {
    return this.handlers.startTurnOnTurnReceived;
  }

  @EventPattern<string>(intentAssessed.type)
  learn() {
    return this.handlers.learnOnIntentAssessed;
  }

  @EventPattern<string>(replyReleased.type)
  noteRelease() {
    return this.handlers.noteReleaseOnReplyReleased;
  }

  @EventPattern<string>(turnClosed.type)
  noteOutcome() {
    return this.handlers.noteOutcomeOnTurnClosed;
  }

  @EventPattern<string>(controlDecided.type)
  followHolder() {
    return this.handlers.followHolderOnControlDecided;
  }

  @EventPattern<string>(resolutionProposed.type)
  considerProposal() {
    return this.handlers.considerProposalOnResolutionProposed;
  }

  @EventPattern<string>(conversationReturned.type)
  noteReturn() {
    return this.handlers.noteReturnOnConversationReturned;
  }

  @EventPattern<string>(conversationClosed.type)
  closeByPerson() {
    return this.handlers.closeByPersonOnConversationClosed;
  }
}
