import { Module } from '@nestjs/common';
import type { ServiceDefinition } from '@attune/hosting';
import { httpTools } from './adapters/tools.http';
import { resolutionHandlers } from './handlers';
import { ResolutionConsumer } from './resolution.consumer';

@Module({ controllers: [ResolutionConsumer] })
export class ResolutionModule {}

export const resolutionService: ServiceDefinition = {
  name: 'resolution',
  handlers: ({ pack, config, logger }) =>
    resolutionHandlers({
      pack,
      secret: config.secret,
      tools: httpTools({
        pack,
        environment: config.environment,
        onProblem: (tool, error) => logger.error({ tool, error: error.message }, 'tool cannot be used'),
      }),
    }),
  module: ResolutionModule,
};
