import { Controller, Inject } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { actionRequested, controlDecided, knowledgeFound, knowledgeGapFound } from '@attune/contracts';
import { HANDLERS } from '@attune/hosting';
import type { resolutionHandlers } from './handlers';

/** What resolution listens to; each method is asked once, when the service starts, for the handler of its events. */
@Controller()
export class ResolutionConsumer {
  constructor(@Inject(HANDLERS) private readonly handlers: ReturnType<typeof resolutionHandlers>) {}

  @EventPattern<string>(controlDecided.type)
  takeControlOnControlDecided() {
    return this.handlers.takeControlOnControlDecided;
  }
  @EventPattern<string[]>([knowledgeFound.type, knowledgeGapFound.type])
  takeKnowledgeOnFoundOrGap() {
    return this.handlers.takeKnowledgeOnFoundOrGap;
  }
  @EventPattern<string>(actionRequested.type)
  takeRequestOnActionRequested() {
    return this.handlers.takeRequestOnActionRequested;
  }
}
