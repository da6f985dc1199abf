import { Controller, Inject } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { intentAssessed } from '@attune/contracts';
import { HANDLERS } from '@attune/hosting';
import type { knowledgeHandlers } from './handlers';

/** What knowledge listens to; each method is asked once, when the service starts, for the handler of its events. */
@Controller()
export class KnowledgeConsumer {
  constructor(@Inject(HANDLERS) private readonly handlers: ReturnType<typeof knowledgeHandlers>) {}

  @EventPattern<string>(intentAssessed.type)
  findPassagesOnIntentAssessed() {
    return this.handlers.findPassagesOnIntentAssessed;
  }
}
