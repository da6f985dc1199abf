import { memoryLog, type Log } from '@attune/messaging/embedded';
import type { BusRecord } from '@attune/messaging';

/** A log in memory that tells about each record in the step in which it is there. */
export function recordedLog(onRecord: (record: BusRecord) => void): Log {
  const log = memoryLog();
  return {
    ...log,
    async append(entries) {
      const next = new Map<string, number>();
      const records = entries.map((entry) => {
        const place = `${entry.topic}|${entry.partition}`;
        const offset = next.get(place) ?? log.end(entry.topic, entry.partition);
        next.set(place, offset + 1);
        return { ...entry, offset: String(offset) };
      });
      await log.append(entries);
      records.forEach(onRecord);
    },
  };
}
