import { createHash } from 'node:crypto';
import { isValidSpanId, isValidTraceId, TraceFlags, type SpanContext } from '@opentelemetry/api';
import type { Envelope } from '@attune/contracts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/**
 * The span that an event came from: its traceparent; where it has none, one that follows from its ids, so that all that comes of one
 * turn is one trace, whoever meets it first. `ratio` of such traces is sampled, all or nothing of each.
 */
export function parentOf(event: Envelope, ratio: number): SpanContext {
  const given = parseTraceparent(event.traceparent);
  if (given) return given;
  const traceId = sha256(event.correlationId).slice(0, 32);
  const sampled = Number.parseInt(traceId.slice(0, 8), 16) < ratio * 2 ** 32;
  return {
    traceId,
    spanId: sha256(event.id).slice(0, 16),
    traceFlags: sampled ? TraceFlags.SAMPLED : TraceFlags.NONE,
    isRemote: true,
  };
}

/** W3C trace context, version 00; undefined for anything else. */
export function parseTraceparent(text: string | undefined): SpanContext | undefined {
  const [, traceId, spanId, flags] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(text ?? '') ?? [];
  if (!traceId || !spanId || !flags || !isValidTraceId(traceId) || !isValidSpanId(spanId)) return undefined;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
}

export const toTraceparent = ({ traceId, spanId, traceFlags }: SpanContext): string =>
  `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
