import type { Parked } from '@attune/storage';
import type { BusRecord } from '../bus';
import type { LaneInput } from './draft';

/** What waits longer than this becomes a dead letter, and its conversation goes to a person, ms. */
export const parkingLimitMs = 120_000;
const maxPending = 200;
const pauseMs = (attempts: number) => Math.min(1_000 * 2 ** attempts, 30_000);

/** The input behind what is parked already, or for the first time; a head that is still not ready waits longer. */
export function park(parked: Parked | undefined, { record, unready, drained }: LaneInput, now: number): Parked {
  if (drained && parked)
    return { ...parked, attempts: parked.attempts + 1, nextAt: now + pauseMs(parked.attempts + 1) };
  const pending = [...(parked?.pending ?? []), toParked(record!)];
  if (parked) return { ...parked, pending };
  return { reason: unready ?? 'behind a parked event', at: now, attempts: 0, nextAt: now + pauseMs(0), pending };
}

/** The head is done with; what is behind it is looked at at once. */
export function passOver(parked: Parked | undefined, now: number): Parked | undefined {
  const pending = parked?.pending.slice(1) ?? [];
  return parked && pending.length > 0 ? { ...parked, at: now, attempts: 0, nextAt: now, pending } : undefined;
}

export const parkedTooLong = (parked: Parked | undefined, now: number): boolean =>
  parked !== undefined && (now - parked.at > parkingLimitMs || parked.pending.length >= maxPending);

/** Whether this record is the one that is to be taken next; else another process has taken it. */
export function isHead(parked: Parked | undefined, record: BusRecord | undefined): boolean {
  const head = parked?.pending[0];
  return (
    head !== undefined &&
    record !== undefined &&
    head.topic === record.topic &&
    head.partition === record.partition &&
    head.offset === record.offset
  );
}

const toParked = ({ topic, partition, offset, key, headers, value }: BusRecord): Parked['pending'][number] => ({
  topic,
  partition,
  offset,
  key,
  headers,
  value: Buffer.from(value ?? new Uint8Array()).toString('base64'),
});

export const fromParked = (pending: Parked['pending'][number]): BusRecord => ({
  ...pending,
  value: Buffer.from(pending.value, 'base64'),
  timestamp: 0,
});
