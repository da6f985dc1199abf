import { catalogue, type AttuneEvent } from '@attune/contracts';
import type { KeptEvent } from '../record-events/rows';

/** An event as pages show it: clear data only; the personal part is added where it may be seen. */
export interface LiveEvent {
  id: string;
  /** `attune.intent.IntentAssessed.v1` */
  type: string;
  /** `IntentAssessed` */
  name: string;
  service: string;
  time: string;
  recordedTime: string;
  subject: string;
  sequence: number;
  correlationId: string;
  causationId: string;
  controlEpoch?: number;
  origin: string;
  conversationId?: string;
  data: unknown;
  /** There is a personal part, for those who may see it. */
  hasPersonal: boolean;
  topic: string;
  partition: number;
  offset: string;
}

export function liveEvent(
  { event, topic, partition, offset }: KeptEvent,
  conversationId: string | undefined,
): LiveEvent {
  const { id, type, time, recordedTime, subject, sequence, correlationId, causationId, controlEpoch, origin, data } =
    event;
  const definition = catalogue.get(type);
  return {
    id,
    type,
    name: definition?.name ?? type,
    service: definition?.service ?? 'unknown',
    time,
    recordedTime,
    subject,
    sequence,
    correlationId,
    causationId,
    ...(controlEpoch !== undefined && { controlEpoch }),
    origin,
    ...(conversationId !== undefined && { conversationId }),
    data: withoutBytes(type, data),
    hasPersonal: event.sealed !== undefined,
    topic,
    partition,
    offset,
  };
}

/** A dead letter holds the bytes that nobody could read: long, and of no use on a page. */
function withoutBytes(type: string, data: unknown): unknown {
  if (!type.includes('EventDeadLettered')) return data;
  const { value, ...rest } = data as { value?: string };
  return { ...rest, valueBytes: value?.length ?? 0 };
}

/** By the time of recording; within a millisecond, causes before effects. */
export function inOrder<E extends Pick<AttuneEvent, 'id' | 'causationId' | 'recordedTime' | 'sequence'>>(
  events: readonly E[],
): E[] {
  const byId = new Map(events.map((event) => [event.id, event]));
  const depths = new Map<string, number>();
  const depthOf = (event: E): number => {
    const known = depths.get(event.id);
    if (known !== undefined) return known;
    depths.set(event.id, 0); // a circle cannot be, but must not hang us
    const cause = byId.get(event.causationId);
    const depth = cause ? depthOf(cause) + 1 : 0;
    depths.set(event.id, depth);
    return depth;
  };
  return [...events].sort(
    (a, b) => a.recordedTime.localeCompare(b.recordedTime) || depthOf(a) - depthOf(b) || a.sequence - b.sequence,
  );
}
