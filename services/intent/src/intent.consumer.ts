import { Controller, Inject } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { turnStarted } from '@attune/contracts';
import { HANDLERS } from '@attune/hosting';
import type { intentHandlers } from './handlers';

/** What intent listens to; each method is asked once, when the service starts, for the handler of its events. */
@Controller()
export class IntentConsumer {
  constructor(@Inject(HANDLERS) private readonly handlers: ReturnType<typeof intentHandlers>) {}

  @EventPattern<string>(turnStarted.type)
  assessIntentOnTurnStarted() {
    return this.handlers.assessIntentOnTurnStarted;
  }
}
