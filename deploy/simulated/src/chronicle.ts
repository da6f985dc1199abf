import type { BusRecord } from '@attune/messaging';
import { holds, isNamed } from '@attune/rehearsal';
import { strangersSource } from '@attune/testing';

/** An event as it was published for the first time. */
export interface Happened {
  id: string;
  /** `ReplyPrepared` */
  name: string;
  /** `resolution` */
  service: string;
  subject: string;
  /** Epoch ms of its recording. */
  at: number;
  correlationId: string;
  epoch?: number;
  data: Record<string, unknown>;
  record: BusRecord;
}

/** What was published so far, in the order of publication; what strangers wrote is no event. */
export class Chronicle {
  readonly records: BusRecord[] = [];
  /** Without what came twice. */
  readonly events: Happened[] = [];
  /** Different events of one id: readers would take the second for the first come again. */
  readonly collisions: string[] = [];
  private readonly ids = new Map<string, string>();
  private readonly byName = new Map<string, Happened[]>();

  take(record: BusRecord): void {
    this.records.push(record);
    const { headers } = record;
    const id = headers['ce_id'] ?? '';
    const [, service = '', name = ''] = (headers['ce_type'] ?? '').split('.');
    const subject = headers['ce_subject'] ?? '';
    if (headers['ce_source'] === strangersSource) return;
    const known = this.ids.get(id);
    this.ids.set(id, known ?? subject);
    if (known !== undefined && known !== subject)
      this.collisions.push(`${name} of ${known} and of ${subject} have one id`);
    if (known !== undefined) return;
    const epoch = headers['ce_controlepoch'];
    const event: Happened = {
      id,
      name,
      service,
      subject,
      at: Date.parse(headers['ce_recordedtime'] ?? ''),
      correlationId: headers['ce_correlationid'] ?? '',
      ...(epoch !== undefined && { epoch: Number(epoch) }),
      data: bodyOf(record).data ?? {},
      record,
    };
    this.events.push(event);
    const named = this.byName.get(name);
    if (named) named.push(event);
    else this.byName.set(name, [event]);
  }

  /** Events of a name (`ReplyPrepared`, or `desk.ReplyPrepared`) whose data hold at least these fields. */
  of(name: string, where: object = {}): Happened[] {
    const named = this.byName.get(name.split('.').at(-1)!) ?? [];
    return named.filter((event) => isNamed(event, name) && holds(event.data, where));
  }
}

export interface Body {
  data?: Record<string, unknown>;
  personal?: unknown;
}
export const bodyOf = ({ value }: BusRecord): Body =>
  JSON.parse(Buffer.from(value ?? new Uint8Array()).toString() || '{}') as Body;
