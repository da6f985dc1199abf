import { topics, type ServiceName } from '@attune/contracts';
import { loadPack, type Pack } from '@attune/domain';
import { systemChance, systemClock, type BusLogger, type Logger } from '@attune/messaging';
import { cachedKeys } from '@attune/storage';
import type { TelemetryObserver } from '@attune/telemetry';
import type { ProcessConfig } from './config';
import type { ServiceParts } from './service';
import { tokensOf } from './tokens';

/**
 * The parts of a service that is a process of its own, on Kafka and MongoDB. Creates topics that are missing. Resolves when both
 * answer; rejects within seconds when one does not.
 */
export async function openProcessParts(
  service: ServiceName,
  config: ProcessConfig,
  logger: Logger,
  observer?: TelemetryObserver,
): Promise<{ parts: ServiceParts; close(): Promise<void> }> {
  const pack = withQuietWindow(await loadPack(config.domainDir), config.quietMs);
  // Only here and only now: who runs embedded loads neither kafkajs nor mongoose.
  const { kafkaBus } = await import('@attune/messaging/kafka');
  const { mongoKeys, openMongoStore } = await import('@attune/storage/mongo');
  const { brokers, ssl, sasl, replicationFactor } = config.kafka;
  const bus = kafkaBus({
    brokers,
    ssl,
    ...(sasl && { sasl }),
    replicationFactor,
    clientId: `attune.${service}`,
    logger: busLogger(logger),
  });
  const opened: { close(): Promise<void> }[] = [bus];
  const close = async () => void (await Promise.allSettled(opened.map((part) => part.close())));
  try {
    await bus.ensureTopics(topics);
    const store = await openMongoStore({ uri: config.mongo.uri, service });
    opened.push(store);
    const vault = await mongoKeys({ uri: config.mongo.keysUri, kek: config.kek });
    const keys = cachedKeys(vault, { now: systemClock.now });
    opened.push(keys);
    const tokens = tokensOf(config.secret, systemClock.now);
    const shared = { config, pack, bus, store, keys, tokens, logger, clock: systemClock, chance: systemChance };
    return { parts: { ...shared, ...(observer && { observer }) }, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The pack with another quiet window in every channel. */
export function withQuietWindow(pack: Pack, quietMs: number | undefined): Pack {
  if (quietMs === undefined) return pack;
  const channels = Object.entries(pack.channels).map(([name, timing]) => [name, { ...timing, quietMs }]);
  return { ...pack, channels: Object.fromEntries(channels) as Pack['channels'] };
}

/** The bus's drivers say the message first. */
export const busLogger = (logger: Logger): BusLogger => ({
  debug: (message, fields = {}) => logger.debug(fields, message),
  info: (message, fields = {}) => logger.info(fields, message),
  warn: (message, fields = {}) => logger.warn(fields, message),
  error: (message, fields = {}) => logger.error(fields, message),
});
