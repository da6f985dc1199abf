import type { BusRecord } from '@attune/messaging';

/** An event as an onlooker sees it: its clear part. Times are ISO. */
export interface SeenEvent {
  id: string;
  type: string;
  /** The service that published it. */
  service: string;
  subject: string;
  sequence: number;
  time: string;
  recordedTime: string;
  correlationId: string;
  causationId: string;
  controlEpoch?: number;
  topic: string;
  partition: number;
  offset: string;
  /** Parsed when first looked at. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** `attune.channel.TurnClosed.v1` → `TurnClosed` */
export const nameOf = (type: string): string => type.split('.')[2] ?? type;

/** Undefined for what is no event of Attune's. The value is read only when somebody looks at it. */
export function fromRecord({ topic, partition, offset, headers, value }: BusRecord): SeenEvent | undefined {
  const { ce_id: id, ce_type: type, ce_subject: subject } = headers;
  if (id === undefined || type === undefined || subject === undefined) return undefined;
  const epoch = headers['ce_controlepoch'];
  let data: Record<string, unknown> | undefined;
  return {
    id,
    type,
    subject,
    // A record on `attune.<service>.again` keeps the type of what is sent again.
    service: type.split('.')[1] ?? '',
    sequence: Number(headers['ce_subjectsequence'] ?? 0),
    time: headers['ce_time'] ?? '',
    recordedTime: headers['ce_recordedtime'] ?? '',
    correlationId: headers['ce_correlationid'] ?? '',
    causationId: headers['ce_causationid'] ?? '',
    ...(epoch !== undefined && { controlEpoch: Number(epoch) }),
    topic,
    partition,
    offset,
    get data() {
      return (data ??= dataOf(value));
    },
  };
}

function dataOf(value: Uint8Array | null): Record<string, unknown> {
  try {
    const body = JSON.parse(Buffer.from(value ?? new Uint8Array()).toString('utf8')) as { data?: unknown };
    return typeof body.data === 'object' && body.data !== null ? (body.data as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
