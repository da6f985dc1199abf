import { readFileSync } from 'node:fs';
import type { Bus, BusLogger } from '@attune/messaging';
import { PlainError } from '../plain-error';
import { needed, type Environment, type Settings } from './settings';

/** What kafkajs tells about its own doings is of no use at a terminal; what matters comes as a rejection. */
const silent: BusLogger = { debug() {}, info() {}, warn() {}, error() {} };

/** Kafka as the services reach it: TLS and SASL by the same variables. @throws PlainError when it does not answer. */
export async function openBus(settings: Settings, environment: Environment): Promise<Bus> {
  const brokers = needed(settings, 'brokers');
  const { kafkaBus } = await import('@attune/messaging/kafka');
  const bus = kafkaBus({ brokers, clientId: 'attune.cli', logger: silent, ...securityOf(environment) });
  try {
    await bus.endOffsets('attune.channel');
  } catch (error) {
    await bus.close().catch(() => undefined);
    const why = (error as Error).message;
    throw new PlainError(
      `Kafka at ${brokers.join(', ')} does not answer as Attune's (${why}).`,
      'Is it running, and has a service of Attune created its topics?',
    );
  }
  return bus;
}

function securityOf(environment: Environment) {
  const ca = environment['KAFKA_SSL_CA_FILE'];
  const mechanism = environment['KAFKA_SASL_MECHANISM'] as 'plain' | 'scram-sha-256' | 'scram-sha-512' | undefined;
  return {
    ...(ca
      ? { ssl: { ca: readFileSync(ca, 'utf8') } }
      : /^(true|1|yes)$/.test(environment['KAFKA_SSL'] ?? '') && { ssl: true }),
    ...(mechanism && {
      sasl: { mechanism, username: environment['KAFKA_USERNAME'] ?? '', password: environment['KAFKA_PASSWORD'] ?? '' },
    }),
  };
}

/** One key of the vault. @throws PlainError when MongoDB does not answer or the key is not there. */
export async function readKey(settings: Settings, kid: string): Promise<Uint8Array> {
  const uri = needed(settings, 'mongoKeysUri');
  const kek = new Uint8Array(Buffer.from(needed(settings, 'kek'), 'base64'));
  const { mongoKeys } = await import('@attune/storage/mongo');
  const keys = await mongoKeys({ uri, kek }).catch((error: Error) => {
    throw new PlainError(`The vault of keys cannot be opened: ${error.message}.`, 'Check MONGO_URI and ATTUNE_KEK.');
  });
  try {
    const key = (await keys.read([kid])).get(kid);
    if (key instanceof Uint8Array) return key;
    throw new PlainError(
      `The key "${kid}" is ${key ?? 'unknown'}.`,
      'Channel makes it when it starts: has it been running?',
    );
  } finally {
    await keys.close();
  }
}
