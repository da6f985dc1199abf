import type { Findings } from './findings';
import { type OpeningHours, type Weekday, weekdays } from './hours';
import { didYouMean } from './mistakes';
import type { Path, YamlSource } from './sources';

type Stretch = { from: number; to: number };
const wholeDay: readonly Stretch[] = [{ from: 0, to: 24 * 60 }];
export const alwaysOpen = Object.fromEntries(weekdays.map((day) => [day, wholeDay])) as unknown as OpeningHours;

/** `always`, or days (`monday-friday`) with stretches (`08:00-20:00`, a list of them, `closed`). Days left out are closed. */
export function readHours(source: YamlSource, path: Path, value: unknown, findings: Findings): OpeningHours {
  if (value === 'always') return alwaysOpen;
  const hours: Record<Weekday, Stretch[]> = {
    monday: [],
    tuesday: [],
    wednesday: [],
    thursday: [],
    friday: [],
    saturday: [],
    sunday: [],
  };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    findings.at(source, path, '"hours" must be "always" or days with hours', 'such as monday-friday: 08:00-20:00');
    return hours;
  }
  for (const [days, said] of Object.entries(value)) {
    const at = [...path, days];
    for (const day of readDays(source, at, days, findings)) hours[day] = readStretches(source, at, said, findings);
  }
  return hours;
}

function readDays(source: YamlSource, path: Path, days: string, findings: Findings): Weekday[] {
  const [first = '', last = first] = days.split('-').map((day) => day.trim().toLowerCase());
  const from = weekdays.findIndex((day) => day === first);
  const to = weekdays.findIndex((day) => day === last);
  const wrong = from < 0 ? first : to < 0 ? last : undefined;
  if (wrong === undefined && from <= to) return weekdays.slice(from, to + 1);
  findings.atKey(
    source,
    path,
    `"${days}" is not a weekday or a stretch of them`,
    didYouMean(wrong ?? '', weekdays) ?? 'such as monday or monday-friday',
  );
  return [];
}

function readStretches(source: YamlSource, path: Path, said: unknown, findings: Findings): Stretch[] {
  if (said === 'closed') return [];
  return (Array.isArray(said) ? said : [said]).flatMap((stretch: unknown) => {
    const match = /^(\d\d?):(\d\d)\s*-\s*(\d\d?):(\d\d)$/.exec(String(stretch).trim());
    const [from, to] = match ? [minutes(match[1], match[2]), minutes(match[3], match[4])] : [0, 0];
    if (from < to && to <= 24 * 60) return [{ from, to }];
    findings.at(source, path, `"${String(stretch)}" is not a stretch of a day`, 'write 08:00-20:00 or closed');
    return [];
  });
}

const minutes = (hour?: string, minute?: string): number => Number(hour) * 60 + Number(minute);
