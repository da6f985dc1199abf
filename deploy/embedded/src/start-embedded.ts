import { join } from 'node:path';
import { services as serviceNames, topics, type ServiceName } from '@attune/contracts';
import { loadPack, type Pack } from '@attune/domain';
import type { OrderService } from '@attune/example-backends';
import {
  busLogger,
  forTools,
  startService,
  tokensOf,
  withQuietWindow,
  type AgentClaims,
  type Environment,
  type RunningService,
  type ServiceParts,
  type Tokens,
} from '@attune/hosting';
import { silentLogger, systemChance, systemClock, type Logger, type Observer } from '@attune/messaging';
import { embeddedBus, embeddedLog, type EmbeddedBus } from '@attune/messaging/embedded';
import { cachedKeys } from '@attune/storage';
import { embeddedKeys, openEmbeddedDatabase, openEmbeddedStore } from '@attune/storage/embedded';
import { takeFolder } from './data-folder';
import { exampleOrders } from './example-orders';
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
  const { host = '127.0.0.1', logger = silentLogger } = options;
  const folder = takeFolder(options.dataDir);
  /** In the order in which they must be closed; each is closed whatever the others say. */
  const closing: (() => unknown)[] = [folder.release];
  const closeAll = async () => {
    for (const close of closing.splice(0))
      await Promise.resolve()
        .then(close)
        .catch((error) => logger.error({ err: error }, 'closing'));
  };
  try {
    const pack = withQuietWindow(await loadPack(options.domainDir), options.quietMs);
    const { secret, kek } = keptSecrets(folder.path);
    const env = openEmbeddedDatabase(join(folder.path, 'database'));
    closing.unshift(() => env.close());
    const bus = embeddedBus({ log: embeddedLog(env), logger: busLogger(logger) });
    closing.unshift(() => bus.close());
    await bus.ensureTopics(topics);
    const keys = cachedKeys(embeddedKeys({ env, kek }), { now: systemClock.now });
    const tokens = tokensOf(secret, systemClock.now);
    const given = options.environment ?? process.env;
    const orders = await exampleOrders(pack, given, folder.path);
    if (orders) closing.unshift(() => orders.service.close());

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

    const shared: Omit<ServiceParts, 'store'> = {
      config: {
        domainDir: options.domainDir,
        secret,
        origin: url,
        demo: true,
        requestsPerMinute: options.requestsPerMinute ?? 600,
        trustProxy: false,
        environment: forTools({ ...given, ...orders?.environment }),
      },
      pack,
      bus,
      keys,
      clock: systemClock,
      chance: systemChance,
      logger,
      tokens,
      ...(options.observer && { observer: options.observer }),
      ...(options.onFatal && { onFatal: options.onFatal }),
    };
    const start = async (name: ServiceName) => {
      const definition = allServices.find((service) => service.name === name);
      if (!definition || running.has(name)) return;
      running.set(
        name,
        await startService(definition, { ...shared, store: openEmbeddedStore({ env, service: name }) }),
      );
    };
    await Promise.all((options.only ?? serviceNames).map(start));

    return {
      url,
      signInUrl: `${url}/sign-in?token=${await tokens.signAgent(somebody)}`,
      pack,
      tokens,
      bus,
      services: running,
      ...(orders && { orders: orders.service }),
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
          now = await written(bus);
        }
      },
      close: closeAll,
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** Records that were ever written to the streams. */
async function written(bus: EmbeddedBus): Promise<number> {
  let records = 0;
  for (const { name } of topics) for (const end of (await bus.endOffsets(name)).values()) records += end;
  return records;
}
