import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { createRuntime, type Handler, type Runtime, type RuntimeOptions } from '@attune/messaging';
import { AttuneStrategy } from '@attune/messaging/nest';
import { healthDoors } from './health';
import { maxBodyBytes, takeJsonOnly } from './json-bodies';
import { limitRequests } from './limits';
import { nestLog } from './nest-log';
import { pageDoors } from './pages';
import { ProblemFilter } from './problem.filter';
import { securityHeaders } from './security-headers';
import { HANDLERS, PARTS, RUNTIME, type ServiceDefinition, type ServiceParts, type Stop } from './service';
import { DoorGuard, readSessions } from './sessions';
import { closeSockets } from './sockets';

@Module({})
class HostModule {
  /** The root: the service's own module, with the three tokens to be injected anywhere in it. */
  static of(
    definition: ServiceDefinition,
    parts: ServiceParts,
    handlers: Record<string, Handler>,
    runtime: Runtime,
  ): DynamicModule {
    const providers = [
      { provide: PARTS, useValue: parts },
      { provide: HANDLERS, useValue: handlers },
      { provide: RUNTIME, useValue: runtime },
    ];
    return { module: HostModule, global: true, imports: [definition.module], providers, exports: providers };
  }
}

export interface RunningService {
  readonly definition: ServiceDefinition;
  readonly app: NestFastifyApplication;
  readonly runtime: Runtime;
  /** Stops in this order: no longer ready, what `onStart` started, sockets, doors, runtime. Twice is once. */
  stop(): Promise<void>;
}

/** Seam for tests: a runtime of their own. */
type MakeRuntime = (options: RuntimeOptions) => Runtime;

/**
 * The Nest application of a service: its consumer on the runtime, its doors on Fastify. Nothing runs yet; `startService` starts it.
 */
export async function createService(
  definition: ServiceDefinition,
  parts: ServiceParts,
  { makeRuntime = createRuntime, stopping = () => false }: { makeRuntime?: MakeRuntime; stopping?: () => boolean } = {},
): Promise<NestFastifyApplication> {
  const { config, pack, tokens, logger } = parts;
  const handlers = definition.handlers(parts);
  const all = Object.values(handlers);
  const runtime = makeRuntime({
    service: definition.name,
    domainId: pack.id,
    domainVersion: pack.version,
    handlers: all,
    bus: parts.bus,
    store: parts.store,
    keys: parts.keys,
    clock: parts.clock,
    chance: parts.chance,
    logger,
    ...(definition.patienceMs !== undefined && { patienceMs: definition.patienceMs }),
    ...(parts.observer && { observer: parts.observer }),
    ...(parts.onFatal && { onFatal: (error) => parts.onFatal?.(error) }),
  });
  const adapter = new FastifyAdapter({
    bodyLimit: maxBodyBytes,
    trustProxy: config.trustProxy,
    forceCloseConnections: 'idle',
    skipMiddie: true,
    multipart: false,
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    HostModule.of(definition, parts, handlers, runtime),
    adapter,
    {
      logger: nestLog(logger),
      rawBody: true, // `request.rawBody`: signatures of webhooks are over the bytes
      abortOnError: false,
    },
  );
  takeJsonOnly(app);
  app.useGlobalFilters(new ProblemFilter(logger));
  app.useGlobalGuards(new DoorGuard());
  app.connectMicroservice({ strategy: new AttuneStrategy(runtime, all) });

  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', securityHeaders(config));
  fastify.addHook('onRequest', readSessions(tokens));
  await limitRequests(fastify, config);
  healthDoors(fastify, runtime, definition, parts, stopping);
  if (definition.page) pageDoors(fastify, definition.page, parts);
  return app;
}

/** Starts a service: it consumes, its doors answer (`app.listen` is left to the caller, who may share one port among several). */
export async function startService(
  definition: ServiceDefinition,
  parts: ServiceParts,
  options: { makeRuntime?: MakeRuntime } = {},
): Promise<RunningService> {
  let stopped: Promise<void> | undefined;
  const app = await createService(definition, parts, { ...options, stopping: () => stopped !== undefined });
  let stopStarted: Stop | void;
  const stop = async () => {
    await stopStarted?.();
    closeSockets(app);
    await app.close();
  };
  try {
    await app.startAllMicroservices();
    await app.init();
    stopStarted = await definition.onStart?.(app, parts);
    await app.getHttpAdapter().getInstance().ready();
  } catch (error) {
    await stop().catch(() => undefined); // the first error is the one to tell
    throw error;
  }
  return { definition, app, runtime: app.get<Runtime>(RUNTIME), stop: () => (stopped ??= stop()) };
}
