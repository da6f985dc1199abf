import { sentence, spaced } from '../ui/wording';
import type { QueueLine } from './shapes';

/** What a person at the desk reads about a handoff, in words. Pure. */

export interface MoodWords {
  level: 0 | 1 | 2 | 3;
  says: string;
}
/** Dissatisfaction (0..1) in four steps. */
export function moodOf(dissatisfaction: number): MoodWords {
  if (dissatisfaction < 0.3) return { level: 0, says: 'Calm' };
  if (dissatisfaction < 0.55) return { level: 1, says: 'Impatient' };
  if (dissatisfaction < 0.8) return { level: 2, says: 'Upset' };
  return { level: 3, says: 'Very upset' };
}

/** Where the mood is going, over the last turns. */
export function trendOf(trend: readonly number[]): 'rising' | 'falling' | 'steady' {
  const first = trend[0] ?? 0;
  const last = trend.at(-1) ?? 0;
  if (last - first > 0.15) return 'rising';
  return first - last > 0.15 ? 'falling' : 'steady';
}

export const priorityOf = (priority: number): 'high' | 'medium' | 'low' =>
  priority >= 7 ? 'high' : priority >= 4 ? 'medium' : 'low';

/** How pressing the waiting is: after a minute, after three. */
export const pressure = (waitedMs: number): 'fresh' | 'waiting' | 'late' =>
  waitedMs < 60_000 ? 'fresh' : waitedMs < 180_000 ? 'waiting' : 'late';

export interface Sections {
  yours: QueueLine[];
  waiting: QueueLine[];
  withOthers: QueueLine[];
}
/** Yours first; what waits, the most important first and then the longest; what colleagues hold. */
export function sectionsOf(lines: readonly QueueLine[], agentId: string): Sections {
  const order = (a: QueueLine, b: QueueLine) =>
    Number(b.preferredAgentId === agentId) - Number(a.preferredAgentId === agentId) ||
    b.priority - a.priority ||
    Date.parse(a.waitingSince) - Date.parse(b.waitingSince);
  const sorted = [...lines].filter(({ status }) => status !== 'ended').sort(order);
  return {
    yours: sorted.filter((line) => line.agentId === agentId),
    waiting: sorted.filter((line) => line.status === 'queued'),
    withOthers: sorted.filter((line) => line.status !== 'queued' && line.agentId !== agentId),
  };
}

/** A fact's value, whatever it is: `A-1042`, `£84.00`, `yes`. */
export function valueOf(value: unknown): string {
  if (value === undefined || value === null) return 'not readable';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'object') {
    const { minor, currency } = value as { minor?: unknown; currency?: unknown };
    if (typeof minor === 'number' && typeof currency === 'string')
      return (minor / 100).toLocaleString(undefined, { style: 'currency', currency });
    return Object.entries(value)
      .map(([name, one]) => `${spaced(name)}: ${valueOf(one)}`)
      .join(', ');
  }
  return String(value);
}

const missingParts: Record<string, string> = {
  matters: 'what it is about',
  goal: 'what the customer wants',
  facts: 'what is known',
  effort: 'the effort so far',
  promises: 'promises',
  mood: 'the mood',
  conversation: 'what was said before',
  lastMessages: 'the last messages',
};
/** What a brief could not be filled with, named. */
export const missingOf = (missing: readonly string[]): string[] =>
  missing.map((part) => missingParts[part] ?? spaced(part));

/** `asked for Order number` and `lookUpOrder` alike. */
export const triedWhat = (what: string): string => sentence(what.includes(' ') ? what : spaced(what));

const sources: Record<string, string> = {
  customer: 'the customer said so',
  automation: 'automation found out',
  person: 'a colleague noted',
  system: 'from a system',
};
export const sourceOf = (who: string): string => sources[who] ?? `from ${who}`;
