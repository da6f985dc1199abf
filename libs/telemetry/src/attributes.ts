import type { Attributes } from '@opentelemetry/api';
import type { Envelope } from '@attune/contracts';

/** Everything that a span or a metric may say. What is not here does not leave the process. */
const allowed = new Set([
  'attune.event.type',
  'attune.handler',
  'attune.lag_ms',
  'attune.origin',
  'attune.service',
  'attune.subject',
  'attune.turn',
  'error.type',
  'messaging.message.id',
  'messaging.operation.type',
  'messaging.system',
]);

export function allowListed(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => allowed.has(name)));
}

/** Ids and types of an event; none of them is personal (protocols.md §1). */
export const attributesOf = (handler: string, event: Envelope, lagMs: number): Attributes =>
  allowListed({
    'messaging.system': 'attune',
    'messaging.operation.type': 'process',
    'messaging.message.id': event.id,
    'attune.handler': handler,
    'attune.event.type': event.type,
    'attune.subject': event.subject,
    'attune.turn': event.correlationId,
    'attune.origin': event.origin,
    'attune.lag_ms': lagMs,
  });
