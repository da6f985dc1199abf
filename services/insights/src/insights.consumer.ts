import { Controller, Inject } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import {
  catalogue,
  conversationLapsed,
  conversationReopened,
  conversationResolved,
  customerForgotten,
  handoffAccepted,
  handoffRequested,
} from '@attune/contracts';
import { HANDLERS } from '@attune/hosting';
import { countedEvents } from './count/rows';
import type { insightsHandlers } from './handlers';

/** What insights listens to; each method is asked once, when the service starts, for the handler of its events. */
@Controller()
export class InsightsConsumer {
  constructor(@Inject(HANDLERS) private readonly handlers: ReturnType<typeof insightsHandlers>) {}

  @EventPattern<string[]>([...catalogue.keys()])
  recordEvents() {
    return this.handlers.recordEvents;
  }
  @EventPattern<string[]>(countedEvents.map(({ type }) => type))
  countEvents() {
    return this.handlers.countEvents;
  }
  @EventPattern<string>(handoffRequested.type)
  measureOnHandoffRequested() {
    return this.handlers.measureOnHandoffRequested;
  }
  @EventPattern<string>(handoffAccepted.type)
  measureOnHandoffAccepted() {
    return this.handlers.measureOnHandoffAccepted;
  }
  @EventPattern<string[]>([conversationResolved.type, conversationLapsed.type])
  measureOnConversationEnded() {
    return this.handlers.measureOnConversationEnded;
  }
  @EventPattern<string>(conversationReopened.type)
  measureOnConversationReopened() {
    return this.handlers.measureOnConversationReopened;
  }
  @EventPattern<string>(customerForgotten.type)
  measureOnCustomerForgotten() {
    return this.handlers.measureOnCustomerForgotten;
  }
}
