import { Module } from '@nestjs/common';
import { controlDecided, replyReleased } from '@attune/contracts';
import { attachSocket, type ServiceDefinition } from '@attune/hosting';
import { inboundKid } from './address-key';
import { ChannelConsumer } from './channel.consumer';
import { ChannelController } from './channel.controller';
import { Sockets } from './channel.socket';
import { Doors } from './doors';
import { channelHandlers } from './handlers';
import { WebhookController } from './webhook.controller';

@Module({ controllers: [ChannelConsumer, ChannelController, WebhookController], providers: [Doors, Sockets] })
export class ChannelModule {}

export const channelService: ServiceDefinition = {
  name: 'channel',
  page: 'chat',
  handlers: channelHandlers,
  module: ChannelModule,
  async onStart(app, { keys, bus, logger, onFatal }) {
    await keys.create(inboundKid);
    const sockets = app.get(Sockets);
    attachSocket(app, '/api/channel/socket', {
      authenticate: ({ customer }) => customer,
      onOpen: (page) => sockets.opened(page),
    });
    const following = await bus.follow({
      topics: [replyReleased.topic, controlDecided.topic],
      from: 'end',
      onRecord: (record) =>
        sockets
          .show(record)
          .catch((error: Error) => logger.warn({ error: error.message, topic: record.topic }, 'not shown')),
      ...(onFatal && { onFatal }),
    });
    return () => following.stop();
  },
};
