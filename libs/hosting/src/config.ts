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
  /** Requests a minute and session (or address, for those without one); 0: no limit. */
  requestsPerMinute: number;
  /** In front of the service stands a proxy whose `x-forwarded-for` can be believed. */
  trustProxy: boolean;
  /** The process's environment, for the pack's tools (`${SHOP_ORDERS_URL}`) and for adapters. Read it only there. */
  environment: Readonly<Record<string, string | undefined>>;
}

/** What a process of its own needs besides. */
export interface ProcessConfig extends ServiceConfig {
  port: number;
  host: string;
  /** Wraps the keys of addresses: 32 bytes. */
  kek: Uint8Array;
  kafka: KafkaConfig;
  mongo: { uri: string; keysUri: string };
}
export interface KafkaConfig {
  brokers: string[];
  ssl: boolean;
  sasl?: { mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'; username: string; password: string };
}
