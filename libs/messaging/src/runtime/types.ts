import type { AttuneEvent, ServiceName } from '@attune/contracts';
import type { DocumentStore, Keys } from '@attune/storage';
import type { Bus, BusRecord } from '../bus';
import type { Command, CommandCause, DocumentKind, Handler } from '../handlers';

/** Time and its passing, as an argument: the simulator has its own. */
export interface Clock {
  /** Epoch ms. */
  now(): number;
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(handle: unknown): void;
}

/** Bytes that nobody can guess (and that the simulator can repeat). */
export interface Chance {
  bytes(length: number): Uint8Array;
}

export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What the runtime tells telemetry; all optional, nothing personal. */
export interface Observer {
  /** Wraps a decision of one event (a span); `run` is synchronous. */
  around?<T>(
    step: { handler: string; event: AttuneEvent; lagMs: number },
    run: () => T,
  ): { result: T; traceparent?: string };
  count?(
    name: 'written' | 'published' | 'duplicate' | 'deadLettered' | 'parked' | 'lost' | 'effectRun',
    n: number,
  ): void;
}

export interface RuntimeOptions {
  service: ServiceName;
  /** The tenant: first part of every event's source. */
  domainId: string;
  domainVersion: string;
  handlers: readonly Handler[];
  bus: Bus;
  store: DocumentStore;
  keys: Keys;
  clock?: Clock;
  chance?: Chance;
  logger?: Logger;
  observer?: Observer;
  /** Collect inputs of projections for so long before they are written, ms. Default 300. */
  projectionLingerMs?: number;
  /** How long events may wait at the bus so that more come at once, ms; for services that no customer waits for. Default: the bus's own few. */
  patienceMs?: number;
  /** How often other processes' unfinished work (timers, outboxes, leases) is looked for, ms. Default 500. */
  sweepMs?: number;
  /** The process cannot go on; end it. Default: rethrows out of a timer. */
  onFatal?(error: Error): void;
}

/** One service at work: consumes, decides, saves, publishes. */
export interface Runtime {
  readonly service: ServiceName;
  start(): Promise<void>;
  /** Stops consuming, finishes and relays what it has, leaves the group. */
  stop(graceMs?: number): Promise<void>;
  /** Decides a command on one document; resolves with its answer when the decision is durable. */
  execute<S extends object, I, A>(
    command: Command<S, I, A>,
    documentId: string,
    input: I,
    cause: CommandCause,
  ): Promise<A>;
  /** States as stored, opened; for pages and doors, not for decisions. Missing documents are absent. */
  read<S extends object>(kind: DocumentKind<S>, ids: readonly string[]): Promise<Map<string, S>>;
  /** All states of a kind, in id order, opened. */
  list<S extends object>(kind: DocumentKind<S>): Promise<{ id: string; state: S }[]>;
  /**
   * Follows streams without a group: every process sees everything. Events are checked and opened; what cannot be decoded is left
   * out (the consumer group dead-letters it).
   */
  follow(options: {
    topics: readonly string[];
    from: 'start' | 'end' | number;
    /** False: what is personal stays sealed. Default true. */
    open?: boolean;
    /** False for records that nobody here needs to see: they are not even decoded. */
    wants?(record: BusRecord): boolean;
    onEvent(event: AttuneEvent, record: BusRecord): void;
    onCaughtUp?(): void;
  }): Promise<{ stop(): Promise<void> }>;
  health(): { consuming: boolean; inFlight: number; lastProgressAt: number; state: string };
  /** Resolves when nothing read is unfinished and nothing decided is unpublished (timers and effects of the future apart). */
  idle(): Promise<void>;
}
