import { Module } from '@nestjs/common';
import { RUNTIME, type ServiceDefinition, type ServiceParts } from '@attune/hosting';
import type { Runtime } from '@attune/messaging';
import { ContextConsumer } from './context.consumer';
import { ContextController } from './context.controller';
import { contextHandlers } from './handlers';

@Module({ controllers: [ContextConsumer, ContextController] })
export class ContextModule {}

/** Handlers are made before the runtime that runs them; the effect that asks another document finds it here. */
const runtimes = new WeakMap<ServiceParts, Runtime>();

export const contextService: ServiceDefinition = {
  name: 'context',
  handlers: (parts) => contextHandlers({ pack: parts.pack, keys: parts.keys, runtime: () => runtimeOf(parts) }),
  module: ContextModule,
  onStart(app, parts) {
    runtimes.set(parts, app.get<Runtime>(RUNTIME));
  },
};

function runtimeOf(parts: ServiceParts): Runtime {
  const runtime = runtimes.get(parts);
  // An effect that throws is run again a moment later.
  if (!runtime) throw new Error('context has not started yet');
  return runtime;
}
