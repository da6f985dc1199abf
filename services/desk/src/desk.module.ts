import { Module } from '@nestjs/common';
import { PARTS, RUNTIME, type ServiceDefinition, type ServiceParts } from '@attune/hosting';
import type { Runtime } from '@attune/messaging';
import { Board } from './board';
import { DeskConsumer } from './desk.consumer';
import { DeskController } from './desk.controller';
import { startDeskSocket } from './desk.socket';
import { deskHandlers } from './handlers';

@Module({
  controllers: [DeskConsumer, DeskController],
  providers: [
    {
      provide: Board,
      useFactory: (runtime: Runtime, { clock }: ServiceParts) => new Board(runtime, clock),
      inject: [RUNTIME, PARTS],
    },
  ],
})
export class DeskModule {}

export const deskService: ServiceDefinition = {
  name: 'desk',
  page: 'desk',
  handlers: ({ pack }) => deskHandlers({ pack }),
  patienceMs: 40, // people notice later than that
  module: DeskModule,
  onStart: startDeskSocket,
};
