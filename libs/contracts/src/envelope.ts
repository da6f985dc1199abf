import { createHash } from 'node:crypto';
import type { Envelope, Origin } from './define';

/** CloudEvents attribute ↔ field; the order is that of protocols.md §1. */
const attributes = {
  ce_id: 'id',
  ce_source: 'source',
  ce_type: 'type',
  ce_subject: 'subject',
  ce_subjectsequence: 'sequence',
  ce_time: 'time',
  ce_recordedtime: 'recordedTime',
  ce_correlationid: 'correlationId',
  ce_causationid: 'causationId',
  ce_controlepoch: 'controlEpoch',
  ce_expirytime: 'expiryTime',
  ce_origin: 'origin',
  ce_domainversion: 'domainVersion',
  ce_traceparent: 'traceparent',
  ce_mendedfrom: 'mendedFrom',
} as const satisfies Record<string, keyof Envelope>;

const required = [
  'id',
  'source',
  'type',
  'subject',
  'sequence',
  'time',
  'recordedTime',
  'correlationId',
  'causationId',
  'origin',
  'domainVersion',
] as const;
const numeric = new Set<string>(['sequence', 'controlEpoch']);

/** Envelope → Kafka headers (binary mode). */
export function toHeaders(envelope: Envelope): Record<string, string> {
  const headers: Record<string, string> = {
    ce_specversion: '1.0',
    ce_datacontenttype: 'application/json',
    ce_dataschema: `attune:${envelope.type}`,
    ce_partitionkey: envelope.subject,
    'content-type': 'application/json',
  };
  for (const [header, field] of Object.entries(attributes)) {
    const value = envelope[field];
    if (value !== undefined) headers[header] = String(value);
  }
  return headers;
}

/** Kafka headers → envelope, or what is wrong with them in words. */
export function fromHeaders(headers: Record<string, string>): { envelope: Envelope } | { problem: string } {
  if (headers['ce_specversion'] !== '1.0')
    return { problem: `ce_specversion is ${headers['ce_specversion'] ?? 'missing'}, expected 1.0` };
  const envelope: Record<string, unknown> = {};
  for (const [header, field] of Object.entries(attributes)) {
    const value = headers[header];
    if (value === undefined) continue;
    envelope[field] = numeric.has(field) ? Number(value) : value;
  }
  for (const field of required)
    if (envelope[field] === undefined || envelope[field] === '')
      return { problem: `ce_${field.toLowerCase()} is missing` };
  if (!Number.isSafeInteger(envelope['sequence']) || (envelope['sequence'] as number) < 1)
    return { problem: 'ce_subjectsequence is not a positive integer' };
  if (!origins.includes(envelope['origin'] as Origin)) return { problem: `ce_origin is ${String(envelope['origin'])}` };
  return { envelope: envelope as unknown as Envelope };
}
const origins: Origin[] = ['live', 'test', 'demo', 'imported'];

/** The id of a fact: the same step yields the same id, whoever runs it, however often (protocols.md §1). */
export function factId(causeId: string, handlerId: string, type: string, ordinal: number): string {
  return `evt_${createHash('sha256').update(`${causeId}\u0000${handlerId}\u0000${type}\u0000${ordinal}`).digest('base64url').slice(0, 24)}`;
}
