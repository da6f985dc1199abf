import {
  catalogue,
  eventDeadLettered,
  factId,
  fromHeaders,
  SealedBlock,
  toHeaders,
  type AttuneEvent,
  type Envelope,
  type EventDeadLettered,
} from '@attune/contracts';
import type { OutboxEntry } from '@attune/storage';
import type { z } from 'zod';
import type { BusRecord } from '../bus';
import type { AnyDefinition, Fact } from '../handlers';
import { instant, PermanentError } from '../handlers';

/** Limit of one event, bytes of its value (protocols.md §1). */
export const maxEventBytes = 64 * 1024;

export interface DecodeProblem {
  kind: EventDeadLettered['data']['kind'];
  reason: string;
  envelope?: Envelope;
}
export type Decoded = { event: AttuneEvent; definition: AnyDefinition } | { problem: DecodeProblem } | { skip: true };

/** `attune.intent.IntentAssessed.v1` → `attune.intent.IntentAssessed` */
const family = (type: string) => type.replace(/\.v\d+$/, '');

/** Checks a record against the event types that somebody reads. What nobody here reads is skipped, not judged. */
export function decode(record: BusRecord, wanted: ReadonlyMap<string, AnyDefinition>): Decoded {
  const type = record.headers['ce_type'];
  if (type !== undefined && !wanted.has(type)) {
    if (catalogue.has(type)) return { skip: true };
    for (const known of wanted.keys())
      if (family(known) === family(type))
        return { problem: { kind: 'unknownVersion', reason: `${type} is not known here, ${known} is` } };
    return { skip: true };
  }
  // On the embedded bus all services read the same record object: it is decoded once, for all.
  const before = decodedRecords.get(record.headers);
  if (before) return before;
  const head = fromHeaders(record.headers);
  if ('problem' in head) return { problem: { kind: 'undecodable', reason: head.problem } };
  const { envelope } = head;
  const definition = wanted.get(envelope.type)!;
  if (record.key !== envelope.subject)
    return { problem: { kind: 'invalid', reason: 'the key of the record is not the subject of the event', envelope } };
  let body: { data?: unknown; personal?: unknown };
  try {
    body = JSON.parse(Buffer.from(record.value ?? new Uint8Array()).toString('utf8')) as typeof body;
  } catch (error) {
    return {
      problem: { kind: 'undecodable', reason: `value is not JSON: ${(error as Error).message.slice(0, 80)}`, envelope },
    };
  }
  const data = definition.data.safeParse(body?.data);
  if (!data.success) return { problem: { kind: 'invalid', reason: `data.${describe(data.error)}`, envelope } };
  const event: AttuneEvent = { ...envelope, data: data.data };
  if (body.personal !== undefined) {
    const sealed = SealedBlock.safeParse(body.personal);
    if (!sealed.success)
      return { problem: { kind: 'invalid', reason: `personal.${describe(sealed.error)}`, envelope } };
    event.sealed = sealed.data;
  }
  const decoded = { event, definition };
  decodedRecords.set(record.headers, decoded);
  return decoded;
}
const decodedRecords = new WeakMap<object, Extract<Decoded, { event: AttuneEvent }>>();

/** `turn.number: expected number` : path and message of the first issue; never a value. */
export function describe(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue ? `${issue.path.join('.')}: ${issue.message}` : 'not valid';
}

/** Everything that a fact inherits from what caused it. */
export interface Cause {
  id: string;
  correlationId: string;
  origin: Envelope['origin'];
  controlEpoch?: number;
  expiryTime?: string;
  traceparent?: string;
  kid?: string;
}

export interface EncodeContext {
  source: string;
  domainVersion: string;
  now: number;
  cause: Cause;
  handlerId: string;
}

/** A fact's final bytes. `sequence` was given out for (source, subject); `personal` is sealed already. */
export function encode(
  fact: Fact,
  ordinal: number,
  sequence: number,
  personal: SealedBlock | undefined,
  context: EncodeContext,
): OutboxEntry {
  const { definition, options } = fact;
  const { cause } = context;
  const subject = definition.key(fact.data);
  const data = definition.data.safeParse(fact.data);
  if (!data.success) throw new PermanentError(`${definition.type}: data.${describe(data.error)}`);
  const value = JSON.stringify(personal ? { data: data.data, personal } : { data: data.data });
  if (value.length > maxEventBytes)
    throw new PermanentError(`${definition.type} is ${value.length} bytes, at most ${maxEventBytes} are allowed`);
  const headers = toHeaders({
    id: factIdOf(fact, ordinal, context),
    source: context.source,
    type: definition.type,
    subject,
    sequence,
    time: options.time ?? instant(context.now),
    recordedTime: instant(context.now),
    correlationId: options.correlationId ?? cause.correlationId,
    causationId: cause.id,
    controlEpoch: options.controlEpoch ?? cause.controlEpoch,
    expiryTime: options.expiryTime ?? cause.expiryTime,
    origin: cause.origin,
    domainVersion: context.domainVersion,
    traceparent: cause.traceparent,
  });
  return { id: headers['ce_id']!, topic: definition.topic, key: subject, headers, value };
}

export const factIdOf = (fact: Fact, ordinal: number, context: EncodeContext): string =>
  factId(context.cause.id, context.handlerId, fact.definition.type, ordinal);

export const causeOf = (event: AttuneEvent): Cause => ({
  id: event.id,
  correlationId: event.correlationId,
  origin: event.origin,
  ...(event.controlEpoch !== undefined && { controlEpoch: event.controlEpoch }),
  ...(event.expiryTime !== undefined && { expiryTime: event.expiryTime }),
  ...(event.traceparent !== undefined && { traceparent: event.traceparent }),
  ...(event.sealed && { kid: event.sealed.kid }),
});

/** Ids that a dead letter can name although its event could not be read. */
const idIn = (text: string, prefix: string) => new RegExp(`"(${prefix}_[A-Za-z0-9_-]{1,64})"`).exec(text)?.[1];

/**
 * The dead letter of a record. Its sequence is the record's offset in a source of its own, so that the same letter written twice
 * is dropped by its readers like any other duplicate.
 */
export function deadLetter(
  record: BusRecord,
  failure: { handler: string; kind: EventDeadLettered['data']['kind']; reason: string; envelope?: Envelope },
  context: { domainId: string; service: string; domainVersion: string; now: number },
): OutboxEntry {
  const text = Buffer.from(record.value ?? new Uint8Array()).toString('utf8');
  const key = record.key ?? 'unknown';
  const conversationId = key.startsWith('cnv_') ? key : idIn(text, 'cnv');
  const { envelope } = failure;
  const data: EventDeadLettered['data'] = {
    subject: /^[\w-]{1,80}$/.test(key) ? key : 'unknown',
    service: context.service,
    handler: failure.handler,
    reason: failure.reason.slice(0, 500),
    kind: failure.kind,
    origin: {
      topic: record.topic,
      partition: record.partition,
      offset: record.offset,
      ...(envelope && { type: envelope.type, id: envelope.id, sequence: envelope.sequence, source: envelope.source }),
    },
    headers: record.headers,
    value: Buffer.from(record.value ?? new Uint8Array()).toString('base64'),
    ...(conversationId && { conversationId }),
    ...optional('customerId', idIn(text, 'cus')),
    ...optional('addressId', key.startsWith('adr_') ? key : idIn(text, 'adr')),
  };
  const cause: Cause = {
    id: envelope?.id ?? `${record.topic}/${record.partition}/${record.offset}`,
    correlationId: envelope?.correlationId ?? data.subject,
    origin: envelope?.origin ?? 'live',
  };
  const now = instant(context.now);
  const id = factId(`${record.topic}/${record.partition}/${record.offset}`, failure.handler, eventDeadLettered.type, 0);
  const headers = toHeaders({
    id,
    source: `/${context.domainId}/${context.service}/dead-letters/${record.topic}-${record.partition}`,
    type: eventDeadLettered.type,
    subject: data.subject,
    sequence: Number(record.offset) + 1,
    time: now,
    recordedTime: now,
    correlationId: cause.correlationId,
    causationId: cause.id,
    origin: cause.origin,
    domainVersion: context.domainVersion,
  });
  return { id, topic: eventDeadLettered.topic, key: data.subject, headers, value: JSON.stringify({ data }) };
}
const optional = <K extends string>(name: K, value: string | undefined) =>
  value === undefined ? {} : ({ [name]: value } as Record<K, string>);
