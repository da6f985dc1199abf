import { Controller, Inject } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
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
import { HANDLERS } from '@attune/hosting';
import type { deskHandlers } from './handlers';

/** What the desk listens to; each method is asked once, when the service starts, for the handler of its events. */
@Controller()
export class DeskConsumer {
  constructor(@Inject(HANDLERS) private readonly handlers: ReturnType<typeof deskHandlers>) {}

  @EventPattern<string>(handoffRequested.type)
  queueOnHandoffRequested() {
    return this.handlers.queueOnHandoffRequested;
  }
  @EventPattern<string>(controlDecided.type)
  followOnControlDecided() {
    return this.handlers.followOnControlDecided;
  }
  @EventPattern<string>(handoffWithdrawn.type)
  removeOnHandoffWithdrawn() {
    return this.handlers.removeOnHandoffWithdrawn;
  }
  @EventPattern<string>(turnStarted.type)
  hearOnTurnStarted() {
    return this.handlers.hearOnTurnStarted;
  }
  @EventPattern<string>(replyReleased.type)
  hearOnReplyReleased() {
    return this.handlers.hearOnReplyReleased;
  }
  @EventPattern<string>(replySuperseded.type)
  hearOnReplySuperseded() {
    return this.handlers.hearOnReplySuperseded;
  }
  @EventPattern<string>(assistSuggested.type)
  suggestOnAssistSuggested() {
    return this.handlers.suggestOnAssistSuggested;
  }
  @EventPattern<string>(factLearned.type)
  learnOnFactLearned() {
    return this.handlers.learnOnFactLearned;
  }
  @EventPattern<string[]>([promiseMade.type, promiseKept.type])
  learnOnPromise() {
    return this.handlers.learnOnPromise;
  }
}
