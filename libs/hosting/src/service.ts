import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ServiceName } from '@attune/contracts';
import type { Pack } from '@attune/domain';
import type { Bus, Chance, Clock, Handler, Logger, Observer } from '@attune/messaging';
import type { DocumentStore, Keys } from '@attune/storage';
import type { ServiceConfig } from './config';
import type { Tokens } from './tokens';

/** Injects what `handlers` of the definition returned: `@Inject(HANDLERS) handlers: ReturnType<typeof xHandlers>`. */
export const HANDLERS = Symbol('attune.handlers');
/** Injects the service's `Runtime`. */
export const RUNTIME = Symbol('attune.runtime');
/** Injects the `ServiceParts`. */
export const PARTS = Symbol('attune.parts');

/** Everything that stands behind a service; the composition (embedded, distributed, test) decides what each part is. */
export interface ServiceParts {
  config: ServiceConfig;
  pack: Pack;
  bus: Bus;
  store: DocumentStore;
  keys: Keys;
  clock: Clock;
  chance: Chance;
  logger: Logger;
  tokens: Tokens;
  observer?: Observer;
  /** The process cannot go on: the composition stops it. */
  onFatal?(error: Error): void;
}

/** The three pages that people look at, each served by one service. */
export type Page = 'chat' | 'desk' | 'live';

/** What a service is, in one value: any composition can start it. */
export interface ServiceDefinition {
  name: ServiceName;
  /** The page that this service serves. */
  page?: Page;
  /** Made once, before the module; what it returns is injected as HANDLERS. */
  handlers(parts: ServiceParts): Record<string, Handler>;
  /** How long events may wait so that more are read at once, ms; for a service that no customer waits for. */
  patienceMs?: number;
  /** Nest module with consumer, controllers and providers. HANDLERS, RUNTIME and PARTS can be injected everywhere. */
  module: Type;
  /**
   * Called when the service consumes and before its HTTP server listens; for sockets (`attachSocket`), followers, articles.
   * What it returns is called once when the service stops, before its runtime stops. `app.get<Runtime>(RUNTIME)` is the runtime.
   */
  onStart?(app: NestFastifyApplication, parts: ServiceParts): void | Stop | Promise<void | Stop>;
  /** What `/health/ready` tells about it besides; nothing secret, nothing personal. */
  health?(parts: ServiceParts): Record<string, string | number | boolean>;
}
export type Stop = () => void | Promise<void>;
