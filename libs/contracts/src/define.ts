import type { z } from 'zod';
import type { SealedBlock } from './sealed';

/** The services that publish facts, and the two kinds of writers that are not services. */
export type Service =
  | 'channel'
  | 'context'
  | 'intent'
  | 'knowledge'
  | 'escalation'
  | 'resolution'
  | 'desk'
  | 'insights'
  | 'inbound'
  | 'dead-letters';

/**
 * One event type: its name, where it stands, how it is keyed, what it holds. `data` is clear for everybody who may read the
 * stream; `personal` is encrypted with the key of an address and stands beside it.
 */
export interface EventDefinition<D = unknown, P = unknown> {
  /** `attune.<service>.<Fact>.v<n>`. */
  readonly type: string;
  /** The fact's own name, `TurnReceived`. */
  readonly name: string;
  readonly service: Service;
  readonly topic: string;
  /** The subject of the event and the key of the record. */
  key(data: D): string;
  readonly data: z.ZodType<D>;
  readonly personal?: z.ZodType<P>;
  readonly example: { data: D; personal?: P };
  /** When it is published, in one sentence; stands in the catalogue. */
  readonly description: string;
}

export type Origin = 'live' | 'test' | 'demo' | 'imported';

/** CloudEvents 1.0 attributes (protocols.md §1), as they stand in the `ce_*` headers. */
export interface Envelope {
  id: string;
  source: string;
  type: string;
  subject: string;
  /** Contiguous per (source, subject). */
  sequence: number;
  /** ISO 8601, UTC, ms. When it happened. */
  time: string;
  /** When it was written. */
  recordedTime: string;
  /** The turn (for MessageReceived the message). */
  correlationId: string;
  /** The event, timer, command or effect before. */
  causationId: string;
  controlEpoch?: number;
  /** The turn's deadline. */
  expiryTime?: string;
  origin: Origin;
  domainVersion: string;
  traceparent?: string;
  /** A mended copy names the dead letter that it replaces. */
  mendedFrom?: string;
}

/** An event as a handler sees it: checked, and opened where the key still exists. */
export interface AttuneEvent<D = unknown, P = unknown> extends Envelope {
  data: D;
  /** Absent where the type has none, and where the key was destroyed (`forgotten`). */
  personal?: P;
  /** The block as it came: to be copied unchanged, or for its `kid`. */
  sealed?: SealedBlock;
  /** The customer was forgotten: the key of `sealed` is destroyed. */
  forgotten?: boolean;
}

export type DataOf<Def> = Def extends EventDefinition<infer D, infer _P> ? D : never;
export type PersonalOf<Def> = Def extends EventDefinition<infer _D, infer P> ? P : never;
export type EventOf<Def> = Def extends EventDefinition<infer D, infer P> ? AttuneEvent<D, P> : never;

interface Given<D, P> {
  service: Service;
  name: string;
  version?: number;
  topic?: string;
  key(data: D): string;
  data: z.ZodType<D>;
  personal?: z.ZodType<P>;
  example: { data: D; personal?: P };
  description: string;
}

/** Declares an event type. Every one is listed in catalogue.ts, where tests hold it to its schema, example and history. */
export function defineEvent<D, P = never>(given: Given<D, P>): EventDefinition<D, P> {
  const { version = 1, topic = `attune.${given.service}`, ...rest } = given;
  return { ...rest, topic, type: `attune.${given.service}.${given.name}.v${version}` };
}
