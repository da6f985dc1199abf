import { Module } from '@nestjs/common';
import type { ServiceDefinition } from '@attune/hosting';
import { overdueHandoffsOfLastMinute } from './environment';
import { EscalationConsumer } from './escalation.consumer';
import { escalationHandlers } from './handlers';

@Module({ controllers: [EscalationConsumer] })
export class EscalationModule {}

export const escalationService: ServiceDefinition = {
  name: 'escalation',
  handlers: ({ pack }) => escalationHandlers({ pack, overdueHandoffs: overdueHandoffsOfLastMinute() }),
  module: EscalationModule,
};
