import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { findEncoder } from '@attune/encoder';
import type { ServiceDefinition, ServiceParts } from '@attune/hosting';
import type { IntentModel } from '@attune/language';
import { givenModel, trainedModel } from './adapters/trained-model';
import { intentHandlers } from './handlers';
import { IntentConsumer } from './intent.consumer';

@Module({ controllers: [IntentConsumer] })
export class IntentModule {}

/** What each service of this process assesses with: /health tells it. */
const models = new WeakMap<ServiceParts, IntentModel>();

export const intentService: ServiceDefinition = {
  name: 'intent',
  handlers(parts) {
    const { pack, config, logger } = parts;
    const data = config.environment['ATTUNE_DATA'];
    const { encoder, note } = findEncoder(config.environment['ATTUNE_ENCODER']);
    logger.info({ encoder: encoder?.name ?? 'none' }, note);
    const file = config.environment['ATTUNE_INTENT_MODEL'];
    const model = file
      ? givenModel(file, pack, encoder)
      : trainedModel(pack, data === undefined ? undefined : join(data, 'models'), encoder);
    models.set(parts, model);
    model.assess('Warm up: where is my order?'); // so that the first customer waits no longer than others
    logger.info({ model: model.name, version: model.version, intents: pack.intents.length }, 'intent model is ready');
    return intentHandlers({ pack, secret: config.secret, model });
  },
  module: IntentModule,
  health(parts): Record<string, string> {
    const model = models.get(parts);
    return model ? { model: `${model.name}@${model.version.slice(0, 10)}` } : {};
  },
};
