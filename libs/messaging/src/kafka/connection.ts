import { connect as connectPlainly, isIP } from 'node:net';
import { connect as connectSecurely, type ConnectionOptions } from 'node:tls';
import { type BusLogger, quiet } from '../bus';
import { Kafka, type KafkaConfig, type LogEntry, logLevel, type RetryOptions, type SASLOptions } from './kafkajs';

export interface KafkaBusOptions {
  /** `host:port`; two or more where there are that many, so that one may be down at the start. */
  brokers: readonly string[];
  /** Who this is, in the broker's logs and metrics, e.g. the service. */
  clientId: string;
  ssl?: boolean | ConnectionOptions;
  sasl?: { mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'; username: string; password: string };
  /** Default: errors on stderr. */
  logger?: BusLogger;
  /** Of topics that `ensureTopics` creates. Default 1. From 3 on, a write needs two replicas. */
  replicationFactor?: number;
  /** After so long without a heartbeat the others take a member's partitions over. Default 6,000, the least that brokers allow. */
  sessionTimeoutMs?: number;
  /** How long a broker holds an empty fetch: bounds how fast a member stops or sees that its group changes. Default 250. */
  maxWaitMs?: number;
  /** How long a member waits between a fetch that brought something and the next: latency against CPU. Default 8. */
  pauseMs?: number;
}

/** All of it said: kafkajs has other defaults where NODE_ENV is `test`. */
export const retry: RetryOptions = {
  initialRetryTime: 100,
  maxRetryTime: 1_000,
  factor: 0.2,
  multiplier: 2,
  retries: 10,
};

/** A client of its own for each consumer: those of one client share their committed offsets, and spoil them for each other. */
export function openClient(options: KafkaBusOptions): Kafka {
  const logger = options.logger ?? quiet;
  return new Kafka({
    brokers: [...options.brokers],
    clientId: options.clientId,
    ssl: options.ssl,
    sasl: options.sasl as SASLOptions | undefined, // theirs is a union of one type for each mechanism
    connectionTimeout: 3_000,
    authenticationTimeout: 10_000,
    requestTimeout: 10_000,
    retry,
    socketFactory,
    logLevel: logLevel.INFO,
    logCreator: () => (entry) => passOn(logger, entry),
  });
}

/** As kafkajs's own, but without Nagle's delay: a commit would wait for the answer to a fetch that has nothing to say yet. */
const socketFactory: KafkaConfig['socketFactory'] = ({ host, port, ssl, onConnect }) => {
  const servername = isIP(host) ? {} : { servername: host };
  const socket = ssl
    ? connectSecurely({ host, port, ...servername, ...ssl }, onConnect)
    : connectPlainly({ host, port }, onConnect);
  return socket.setKeepAlive(true, 60_000).setNoDelay(true);
};

/**
 * What kafkajs calls an error is part of each rebalance and each restart of a broker; what does not mend itself is told by a
 * rejection or by `onFatal`. Records that were skipped are the exception.
 */
function passOn(logger: BusLogger, { level, namespace, log }: LogEntry): void {
  const { message, timestamp: _, ...fields } = log;
  const text = `kafkajs ${namespace}: ${message}`;
  if (message.startsWith('Offset out of range')) logger.error(text, fields);
  else if (level <= logLevel.WARN) logger.warn(text, fields);
  else logger.debug(text, fields);
}
