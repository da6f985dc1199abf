import { PlainError } from '../plain-error';
import { findRunning, runningFiles, type Running } from './running';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the commands share, as given on the command line. */
export interface ConnectionFlags {
  url?: string;
  token?: string;
  brokers?: string;
  mongo?: string;
}

/** Where the product is and what opens it. */
export interface Settings {
  /** Without a slash at the end. */
  url?: string;
  /** Of an agent. */
  token?: string;
  brokers?: string[];
  mongoUri?: string;
  mongoKeysUri?: string;
  secret?: string;
  /** Base64 of 32 bytes. */
  kek?: string;
  /** Where this comes from, for messages. */
  from: string;
}

/**
 * Flags win over the environment. What neither of them says comes from the product that runs here, but only where neither of
 * them names another product: its secrets are not for others.
 */
export function readSettings(flags: ConnectionFlags, environment: Environment, root: string): Settings {
  const given = {
    url: flags.url ?? environment['ATTUNE_URL'],
    token: flags.token ?? environment['ATTUNE_TOKEN'],
    brokers: listOf(flags.brokers ?? environment['KAFKA_BROKERS']),
    mongoUri: flags.mongo ?? environment['MONGO_URI'],
    mongoKeysUri: environment['MONGO_KEYS_URI'] ?? flags.mongo ?? environment['MONGO_URI'],
    secret: environment['ATTUNE_SECRET'],
    kek: environment['ATTUNE_KEK'],
  };
  const elsewhere = given.url !== undefined || given.brokers !== undefined;
  const running = elsewhere ? undefined : findRunning(root, environment['ATTUNE_DATA']);
  const found = { ...(running && fromRunning(running)), ...defined(given) };
  return {
    ...found,
    ...(found.url !== undefined && { url: checkedUrl(found.url) }),
    from: running?.file ?? 'flags and environment',
  };
}

function fromRunning({ url, token, brokers, mongoUri, mongoKeysUri, secret, kek }: Running): Omit<Settings, 'from'> {
  return defined({ url, token, brokers, mongoUri, mongoKeysUri: mongoKeysUri ?? mongoUri, secret, kek });
}

function checkedUrl(url: string): string {
  if (!/^https?:\/\/[^\s/]+/.test(url))
    throw new PlainError(`"${url}" is not an address.`, 'Give one like --url http://localhost:3000');
  return url.replace(/\/+$/, '');
}

const listOf = (text: string | undefined) =>
  text
    ?.split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

const defined = <T extends object>(given: T): { [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== '')) as never;

const startIt = `Start the product here (npm start, or npm run cluster): it writes ${runningFiles.join(' or ')}.`;

/** @throws PlainError where the setting is missing; says how to give it. */
export function needed<K extends Exclude<keyof Settings, 'from'>>(
  settings: Settings,
  name: K,
): NonNullable<Settings[K]> {
  const value = settings[name];
  if (value !== undefined) return value;
  throw new PlainError(`${what[name]} is not known.`, `Give it by ${how[name]}. Or: ${startIt}`);
}

const what: Record<Exclude<keyof Settings, 'from'>, string> = {
  url: 'Where the product answers',
  token: 'A token of an agent',
  brokers: 'Where Kafka is',
  mongoUri: 'Where MongoDB is',
  mongoKeysUri: 'Where the vault of keys is',
  secret: "The deployment's secret",
  kek: 'The key-encryption key',
};
const how: Record<Exclude<keyof Settings, 'from'>, string> = {
  url: '--url http://… or ATTUNE_URL',
  token: '--token … or ATTUNE_TOKEN (make one with: attune token --role lead)',
  brokers: '--brokers host:port or KAFKA_BROKERS',
  mongoUri: '--mongo mongodb://… or MONGO_URI',
  mongoKeysUri: '--mongo mongodb://…, MONGO_KEYS_URI or MONGO_URI',
  secret: 'ATTUNE_SECRET',
  kek: 'ATTUNE_KEK',
};

/** By the bus where it is known, else by the doors. @throws PlainError where neither is known. */
export function wayTo(settings: Settings): 'bus' | 'doors' {
  if (settings.brokers) return 'bus';
  if (settings.url !== undefined) return 'doors';
  throw new PlainError(
    'No product was found to talk to.',
    `${startIt} Or give --brokers host:port, or --url and --token.`,
  );
}
