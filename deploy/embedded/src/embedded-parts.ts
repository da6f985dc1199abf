import { join } from 'node:path';
import { topics, type ServiceName } from '@attune/contracts';
import { loadPack } from '@attune/domain';
import type { OrderService } from '@attune/example-backends';
import { busLogger, forTools, tokensOf, withQuietWindow, type ServiceParts } from '@attune/hosting';
import { systemChance, systemClock, type Logger } from '@attune/messaging';
import { embeddedBus, embeddedLog, type EmbeddedBus } from '@attune/messaging/embedded';
import { cachedKeys } from '@attune/storage';
import { embeddedKeys, openEmbeddedDatabase, openEmbeddedStore } from '@attune/storage/embedded';
import { exampleOrders } from './example-orders';
import { keptSecrets } from './secrets';
import type { EmbeddedOptions } from './start-embedded';

/** What all services of the process share, and what each has of its own. */
export interface EmbeddedParts {
  shared: Omit<ServiceParts, 'store' | 'config'> & { bus: EmbeddedBus };
  /** `url`: where the front listens. */
  of(service: ServiceName, url: string): ServiceParts;
  orders?: OrderService;
}

/** Opens database, bus, vault and pack. What must be closed is put in front of `closing`, to be closed in that order. */
export async function openParts(
  options: EmbeddedOptions,
  path: string,
  logger: Logger,
  closing: (() => unknown)[],
): Promise<EmbeddedParts> {
  const pack = withQuietWindow(await loadPack(options.domainDir), options.quietMs);
  const { secret, kek } = keptSecrets(path);
  const env = openEmbeddedDatabase(join(path, 'database'));
  closing.unshift(() => env.close());
  const bus = embeddedBus({ log: embeddedLog(env), logger: busLogger(logger) });
  closing.unshift(() => bus.close());
  await bus.ensureTopics(topics);
  const given = options.environment ?? process.env;
  const orders = await exampleOrders(pack, given, path);
  if (orders) closing.unshift(() => orders.service.close());

  const shared = {
    pack,
    bus,
    keys: cachedKeys(embeddedKeys({ env, kek }), { now: systemClock.now }),
    clock: systemClock,
    chance: systemChance,
    logger,
    tokens: tokensOf(secret, systemClock.now),
    ...(options.observer && { observer: options.observer }),
    ...(options.onFatal && { onFatal: options.onFatal }),
  };
  const config = {
    domainDir: options.domainDir,
    secret,
    demo: true,
    requestsPerMinute: options.requestsPerMinute ?? 600,
    trustProxy: false,
    // Where a service may keep what it can make again, such as trained models.
    environment: forTools({ ...given, ...orders?.environment, ATTUNE_DATA: path }),
  };
  return {
    shared,
    of: (service, origin) => ({ ...shared, config: { ...config, origin }, store: openEmbeddedStore({ env, service }) }),
    ...(orders && { orders: orders.service }),
  };
}
