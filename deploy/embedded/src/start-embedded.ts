import { services as serviceNames, topics, type ServiceName } from '@attune/contracts';
import type { Pack } from '@attune/domain';
import type { OrderService } from '@attune/example-backends';
import { startService, type AgentClaims, type Environment, type RunningService, type Tokens } from '@attune/hosting';
import { silentLogger, type Logger, type Observer } from '@attune/messaging';
import type { EmbeddedBus } from '@attune/messaging/embedded';
import type { Keys } from '@attune/storage';
import { takeFolder } from './data-folder';
import { openParts, type EmbeddedParts } from './embedded-parts';
import { Front } from './front';
import { keptSecrets } from './secrets';
import { allServices } from './services';

export interface EmbeddedOptions {
  /** Everything that is kept stands here; created where missing. One process at a time. */
  dataDir: string;
  /** Folder of the domain pack. */
  domainDir: string;
  /** 0 takes a free one. */
  port: number;
  /** Default 127.0.0.1: this composition signs anybody in who asks, so it is not for others. */
  host?: string;
  logger?: Logger;
  observer?: Observer;
  /** For the pack's tools. Default: the process's. */
  environment?: Environment;
  /** Takes the place of the pack's quiet windows. */
  quietMs?: number;
  /** A session; 0: no limit. Default 600. */
  requestsPerMinute?: number;
  /** Only these; the doors of the others answer 503. Default: all. */
  only?: readonly ServiceName[];
  /** A service cannot go on. Default: rethrown, which ends the process. */
  onFatal?(error: Error): void;
}

/** Attune in one process. */
export interface Embedded {
  /** `http://localhost:3000` */
  readonly url: string;
  /** Opens the home page, signed in as somebody with every role; valid for 12 hours. */
  readonly signInUrl: string;
  readonly pack: Pack;
  readonly tokens: Tokens;
  readonly bus: EmbeddedBus;
  readonly keys: Keys;
  /** The deployment's secret. */
  readonly secret: string;
  /** Those that run now. */
  readonly services: ReadonlyMap<ServiceName, RunningService>;
  /** The example shop's order service, where the pack needs it. */
  readonly orders?: OrderService;
  /** Starts one that was stopped, on the same data. */
  startService(name: ServiceName): Promise<void>;
  /** Stops one; the others go on. */
  stopService(name: ServiceName): Promise<void>;
  /** Nothing that was read is unfinished anywhere, nothing decided is unpublished (timers and effects of the future apart). */
  idle(): Promise<void>;
  close(): Promise<void>;
}

const somebody: AgentClaims = { agentId: 'agt_demo', name: 'Kim', roles: ['agent', 'lead', 'analyst'] };

/** Starts all services over the embedded bus and store, behind one port. Throws FolderInUse, PackError, or what a service says. */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { logger = silentLogger } = options;
  const folder = takeFolder(options.dataDir);
  /** In the order in which it must be closed; each is closed whatever the others say. */
  const closing: (() => unknown)[] = [folder.release];
  const close = async () => {
    for (const each of closing.splice(0))
      await Promise.resolve()
        .then(each)
        .catch((error) => logger.error({ err: error }, 'could not be closed'));
  };
  try {
    const parts = await openParts(options, folder.path, logger, closing);
    return await startServices(options, parts, closing, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function startServices(
  options: EmbeddedOptions,
  { shared, of, orders }: EmbeddedParts,
  closing: (() => unknown)[],
  close: () => Promise<void>,
): Promise<Embedded> {
  const { host = '127.0.0.1' } = options;
  const { pack, tokens, bus } = shared;
  const running = new Map<ServiceName, RunningService>();
  const front = new Front(running);
  closing.unshift(async () => {
    const closed = front.close();
    await Promise.all([...running.values()].map((service) => service.stop()));
    front.hangUp();
    await closed;
  });
  const port = await front.listen(options.port, host);
  const url = `http://${host === '127.0.0.1' || host === '0.0.0.0' ? 'localhost' : host}:${port}`;

  const start = async (name: ServiceName) => {
    const definition = allServices.find((service) => service.name === name);
    if (definition && !running.has(name)) running.set(name, await startService(definition, of(name, url)));
  };
  // All have ended one way or the other before anything is closed because of one that failed.
  const started = await Promise.allSettled((options.only ?? serviceNames).map(start));
  for (const outcome of started) if (outcome.status === 'rejected') throw outcome.reason;

  return {
    url,
    signInUrl: `${url}/sign-in?token=${await tokens.signAgent(somebody)}`,
    pack,
    tokens,
    bus,
    keys: shared.keys,
    secret: keptSecrets(options.dataDir).secret,
    services: running,
    ...(orders && { orders }),
    startService: start,
    async stopService(name) {
      const service = running.get(name);
      running.delete(name);
      await service?.stop();
    },
    async idle() {
      // What one has published another may only now begin to read: quiet is when a whole round finds nothing new.
      for (let before = -1, now = 0; before !== now;) {
        before = now;
        for (const { runtime } of running.values()) await runtime.idle();
        now = await recordsOf(bus);
      }
    },
    close,
  };
}

/** Records that were ever written to the streams. */
async function recordsOf(bus: EmbeddedBus): Promise<number> {
  let records = 0;
  for (const { name } of topics) for (const end of (await bus.endOffsets(name)).values()) records += end;
  return records;
}
