import { Module } from '@nestjs/common';
import { findEncoder } from '@attune/encoder';
import { PARTS, RUNTIME, type ServiceDefinition, type ServiceParts } from '@attune/hosting';
import type { Runtime } from '@attune/messaging';
import { ArticleFollower } from './article-follower';
import { knowledgeHandlers } from './handlers';
import { followArticles } from './keep-articles/follow';
import { publishPack } from './keep-articles/from-pack';
import { KnowledgeConsumer } from './knowledge.consumer';
import { KnowledgeController } from './knowledge.controller';
import { createLibrary, type Library } from './library';
import { LIBRARY } from './tokens';

const encoderOf = ({ config }: ServiceParts) => findEncoder(config.environment['ATTUNE_ENCODER']).encoder;

/** One library a service: the handlers search in what the follower fills. */
const libraries = new WeakMap<ServiceParts, Library>();
function libraryOf(parts: ServiceParts): Library {
  const library = libraries.get(parts) ?? createLibrary(encoderOf(parts));
  libraries.set(parts, library);
  return library;
}

@Module({
  controllers: [KnowledgeConsumer, KnowledgeController],
  providers: [
    { provide: LIBRARY, inject: [PARTS], useFactory: libraryOf },
    {
      // Nest waits for it before anything is consumed: nobody searches in half a library.
      provide: ArticleFollower,
      inject: [PARTS, RUNTIME],
      useFactory: async (parts: ServiceParts, runtime: Runtime) =>
        new ArticleFollower(await followArticles(runtime, libraryOf(parts), parts.pack)),
    },
  ],
})
export class KnowledgeModule {}

export const knowledgeService: ServiceDefinition = {
  name: 'knowledge',
  handlers: (parts) => knowledgeHandlers({ library: libraryOf(parts), intents: parts.pack.intents }),
  module: KnowledgeModule,
  health: (parts) => ({ encoder: encoderOf(parts)?.name ?? 'none' }),
  onStart: (app, { pack }) => publishPack(app.get<Runtime>(RUNTIME), pack),
};
