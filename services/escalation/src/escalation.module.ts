import { Module } from '@nestjs/common';
import type { ServiceDefinition } from '@attune/hosting';
import { DeadLettersController } from './dead-letters/dead-letters.controller';
import { overdueHandoffsOfLastMinute } from './environment';
import { EscalationConsumer } from './escalation.consumer';
import { escalationHandlers } from './handlers';

@Module({ controllers: [EscalationConsumer, DeadLettersController] })
export class EscalationModule {}

export const escalationService: ServiceDefinition = {
  name: 'escalation',
  handlers: ({ pack }) => escalationHandlers({ pack, overdueHandoffs: overdueHandoffsOfLastMinute() }),
  module: EscalationModule,
};
