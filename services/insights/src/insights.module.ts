import { Module } from '@nestjs/common';
import { PARTS, type ServiceDefinition, type ServiceParts } from '@attune/hosting';
import { defaultWindowMs } from './environment';
import { insightsHandlers } from './handlers';
import { InsightsConsumer } from './insights.consumer';
import { InsightsController } from './insights.controller';
import { startLive } from './live/insights.socket';
import { Recent } from './live/recent';
import { ROWS, rowsOf } from './tokens';

@Module({
  controllers: [InsightsConsumer, InsightsController],
  providers: [
    { provide: Recent, useFactory: () => new Recent() },
    { provide: ROWS, useFactory: ({ store }: ServiceParts) => rowsOf(store), inject: [PARTS] },
  ],
})
export class InsightsModule {}

export const insightsService: ServiceDefinition = {
  name: 'insights',
  page: 'live',
  handlers: ({ store }) => insightsHandlers({ rows: rowsOf(store), windowMs: defaultWindowMs }),
  patienceMs: 200,
  module: InsightsModule,
  onStart: startLive,
};
