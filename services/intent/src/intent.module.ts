import { join } from 'node:path';
import { Module } from '@nestjs/common';
import type { ServiceDefinition } from '@attune/hosting';
import { trainedModel } from './adapters/trained-model';
import { intentHandlers } from './handlers';
import { IntentConsumer } from './intent.consumer';

@Module({ controllers: [IntentConsumer] })
export class IntentModule {}

export const intentService: ServiceDefinition = {
  name: 'intent',
  handlers({ pack, config, logger }) {
    const data = config.environment['ATTUNE_DATA'];
    const model = trainedModel(pack, data === undefined ? undefined : join(data, 'models'));
    logger.info({ model: model.name, version: model.version, intents: pack.intents.length }, 'intent model is ready');
    return intentHandlers({ pack, secret: config.secret, model });
  },
  module: IntentModule,
};
