import type { OutRecord } from '@attune/messaging';
import type { SeededChance } from './chance';

/** The source of what is written by somebody who should not. */
export const strangersSource = '/elsewhere/stranger';

/** A record that readers of this event must take for theirs, and cannot read. */
export function poisonFor(
  { type, topic }: { type: string; topic: string },
  subject: string,
  n: number,
  now: number,
  chance: SeededChance,
): OutRecord {
  const at = new Date(now).toISOString();
  const headers = {
    ce_specversion: '1.0',
    ce_id: `evt_poison${n}`,
    ce_type: type,
    ce_source: strangersSource,
    ce_subject: subject,
    ce_partitionkey: subject,
    ce_subjectsequence: String(n),
    ce_time: at,
    ce_recordedtime: at,
    ce_correlationid: subject,
    ce_causationid: subject,
    ce_origin: 'live',
    ce_domainversion: '1',
  };
  const value = Buffer.from(chance.pick(['{"data":{"turn":"one"}}', '{"data":', '\u0000', '[]', '']));
  return { topic, key: subject, headers, value };
}
