import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { mistakesOf } from './parse';

/** What every service is told, however it is composed. */
export interface ServiceConfig {
  /** Folder of the domain pack. */
  domainDir: string;
  /** The deployment's secret, at least 32 characters: ids of addresses, sessions, signatures. */
  secret: string;
  /** Public address of the product, without a slash at the end: `https://care.example.com`. */
  origin: string;
  /** Demonstration: anybody may get a customer session that is verified as any reference. Never in production. */
  demo: boolean;
  /** Requests a minute and session (or network address, for those without one); 0: no limit. */
  requestsPerMinute: number;
  /** In front of the service stands a proxy whose `x-forwarded-for` can be believed. */
  trustProxy: boolean;
  /** The process's environment for the pack's tools (`${SHOP_ORDERS_URL}`) and for adapters, without Attune's own secrets. */
  environment: Readonly<Record<string, string | undefined>>;
}

/** What a process of its own needs besides. */
export interface ProcessConfig extends ServiceConfig {
  port: number;
  host: string;
  logLevel: 'debug' | 'info' | 'warn' | 'error';
  /** Wraps the keys of addresses: 32 bytes. */
  kek: Uint8Array;
  kafka: KafkaConfig;
  mongo: { uri: string; keysUri: string };
  otlpEndpoint?: string;
  metricsPort?: number;
  /** Share of the turns that are traced, 0 to 1. */
  traceRatio: number;
  /** Takes the place of the pack's quiet window in every channel; for measurements. */
  quietMs?: number;
}
export interface KafkaConfig {
  brokers: string[];
  /** True, or with the certificate of the authority that signed the brokers'. */
  ssl: boolean | { ca: string };
  sasl?: { mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'; username: string; password: string };
  /** Of topics that are created. */
  replicationFactor: number;
}

/** Every variable that is wrong or missing, in words. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

export type Environment = Readonly<Record<string, string | undefined>>;

const flag = z.stringbool({ truthy: ['true', '1', 'yes'], falsy: ['false', '0', 'no'] });
const port = z.coerce.number().int().min(0).max(65_535);
const count = z.coerce.number().int().min(0);
const kek = z
  .string('is missing; make one with: openssl rand -base64 32')
  .transform((text) => new Uint8Array(Buffer.from(text, 'base64')))
  .refine((bytes) => bytes.length === 32, 'must be 32 bytes in base64; make one with: openssl rand -base64 32');

const variables = z
  .object({
    ATTUNE_DOMAIN: z.string('is missing; name the folder of the domain pack, e.g. domains/shop'),
    ATTUNE_SECRET: z
      .string('is missing; take at least 32 random characters')
      .min(32, 'must have at least 32 characters'),
    ATTUNE_KEK: kek,
    ATTUNE_ORIGIN: z
      .url({ protocol: /^https?$/, error: 'must be an address like https://care.example.com' })
      .optional(),
    ATTUNE_DEMO: flag.default(false),
    ATTUNE_REQUESTS_PER_MINUTE: count.default(600),
    ATTUNE_TRUST_PROXY: flag.default(false),
    ATTUNE_QUIET_MS: count.optional(),
    ATTUNE_METRICS_PORT: port.optional(),
    ATTUNE_TRACE_RATIO: z.coerce.number().min(0).max(1).default(1),
    PORT: port.default(3000),
    HOST: z.string().default('0.0.0.0'),
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
    OTEL_EXPORTER_OTLP_ENDPOINT: z.url('must be an address like http://collector:4318').optional(),
    KAFKA_BROKERS: z
      .string('is missing; name brokers as host:port, with commas between them')
      .transform((text) => text.split(',').map((broker) => broker.trim()))
      .refine((brokers) => brokers.every((broker) => /^[^\s:]+:\d+$/.test(broker)), 'must be host:port,host:port,…'),
    KAFKA_SSL: flag.default(false),
    KAFKA_SSL_CA_FILE: z.string().optional(),
    KAFKA_SASL_MECHANISM: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']).optional(),
    KAFKA_USERNAME: z.string().optional(),
    KAFKA_PASSWORD: z.string().optional(),
    KAFKA_REPLICATION_FACTOR: z.coerce.number().int().min(1).default(1),
    MONGO_URI: z
      .string('is missing; an address like mongodb://host:27017/?replicaSet=rs0')
      .regex(/^mongodb(\+srv)?:\/\//, 'must begin with mongodb:// or mongodb+srv://'),
    MONGO_KEYS_URI: z
      .string()
      .regex(/^mongodb(\+srv)?:\/\//, 'must begin with mongodb:// or mongodb+srv://')
      .optional(),
  })
  .refine(
    (given) => !given.KAFKA_SASL_MECHANISM || (given.KAFKA_USERNAME && given.KAFKA_PASSWORD),
    'KAFKA_SASL_MECHANISM needs KAFKA_USERNAME and KAFKA_PASSWORD',
  );

/** Reads the environment of a process of its own. Throws ConfigError, which names each variable that is wrong. */
export function readConfig(environment: Environment): ProcessConfig {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = variables.safeParse(given);
  if (!result.success) {
    const lines = mistakesOf(result.error).map(({ path, problem }) => `  ${path ? `${path} ${problem}` : problem}`);
    throw new ConfigError(`The environment is not complete:\n${lines.join('\n')}`);
  }
  const read = result.data;
  return {
    domainDir: read.ATTUNE_DOMAIN,
    secret: read.ATTUNE_SECRET,
    origin: (read.ATTUNE_ORIGIN ?? `http://localhost:${read.PORT}`).replace(/\/+$/, ''),
    demo: read.ATTUNE_DEMO,
    requestsPerMinute: read.ATTUNE_REQUESTS_PER_MINUTE,
    trustProxy: read.ATTUNE_TRUST_PROXY,
    environment: forTools(environment),
    port: read.PORT,
    host: read.HOST,
    logLevel: read.LOG_LEVEL,
    kek: read.ATTUNE_KEK,
    kafka: {
      brokers: read.KAFKA_BROKERS,
      ssl: read.KAFKA_SSL_CA_FILE === undefined ? read.KAFKA_SSL : { ca: certificate(read.KAFKA_SSL_CA_FILE) },
      ...(read.KAFKA_SASL_MECHANISM && {
        sasl: {
          mechanism: read.KAFKA_SASL_MECHANISM,
          username: read.KAFKA_USERNAME ?? '',
          password: read.KAFKA_PASSWORD ?? '',
        },
      }),
      replicationFactor: read.KAFKA_REPLICATION_FACTOR,
    },
    mongo: { uri: read.MONGO_URI, keysUri: read.MONGO_KEYS_URI ?? read.MONGO_URI },
    traceRatio: read.ATTUNE_TRACE_RATIO,
    ...(read.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined && { otlpEndpoint: read.OTEL_EXPORTER_OTLP_ENDPOINT }),
    ...(read.ATTUNE_METRICS_PORT !== undefined && { metricsPort: read.ATTUNE_METRICS_PORT }),
    ...(read.ATTUNE_QUIET_MS !== undefined && { quietMs: read.ATTUNE_QUIET_MS }),
  };
}

/** Tools of a pack and adapters may name variables, but not those that hold the deployment's own secrets. */
export const forTools = (environment: Environment): Environment =>
  Object.fromEntries(
    Object.entries(environment).filter(([name]) => !/^(ATTUNE_SECRET|ATTUNE_KEK|KAFKA_.*|MONGO_.*)$/.test(name)),
  );

function certificate(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigError(`KAFKA_SSL_CA_FILE cannot be read: ${(error as Error).message}`);
  }
}
