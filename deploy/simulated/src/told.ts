import { catalogue, open, type AttuneEvent } from '@attune/contracts';
import { decode, type BusRecord } from '@attune/messaging';
import type { Keys } from '@attune/storage';

/** An event of the history, opened where its key exists. */
export interface Told {
  /** `ReplyPrepared` */
  name: string;
  /** `resolution` */
  service: string;
  event: AttuneEvent;
  record: BusRecord;
}

/** First arrivals of all events, by time of recording, with their personal parts. */
export async function told(records: readonly BusRecord[], keys: Keys): Promise<Told[]> {
  const seen = new Set<string>();
  const all: Told[] = [];
  for (const record of records) {
    const decoded = decode(record, catalogue);
    if (!('event' in decoded) || seen.has(decoded.event.id)) continue;
    seen.add(decoded.event.id);
    const { event, definition } = decoded;
    const key = event.sealed && (await keys.read([event.sealed.kid])).get(event.sealed.kid);
    if (event.sealed && key instanceof Uint8Array) event.personal = open(event.sealed, key);
    all.push({ name: definition.name, service: definition.service, event, record });
  }
  return all.sort((a, b) =>
    a.event.recordedTime < b.event.recordedTime ? -1 : a.event.recordedTime > b.event.recordedTime ? 1 : 0,
  );
}

/** Whether `part` stands in `whole`: objects hold at least these fields, lists at least these members, the rest is equal. */
export function holds(whole: unknown, part: unknown): boolean {
  if (Array.isArray(part)) return Array.isArray(whole) && part.every((one) => whole.some((other) => holds(other, one)));
  if (typeof part === 'object' && part !== null)
    return (
      typeof whole === 'object' &&
      whole !== null &&
      Object.entries(part).every(([name, value]) => holds((whole as Record<string, unknown>)[name], value))
    );
  return whole === part;
}
