import type { EntityContext } from './find-entities';

/** A day ('2025-03-04') or, for "next week" and the like, the days from … to. */
export type FoundDate = string | { from: string; to: string };

export interface DateMatch {
  value: FoundDate;
  start: number;
  end: number;
  probability: number;
}

const DAY = 86_400_000;
/** Dates in a text that are looked for. */
const MOST = 50;
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const NUMBERS: Record<string, number> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  couple: 2,
  few: 3,
};
const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const PAST =
  /\b(?:was|were|had|did|ordered|bought|received|arrived|since|returned|paid|sent|got|came|placed|purchased|ago|been)\b/i;

interface Calendar {
  /** Local midnight of the day of the message, as if it were UTC. */
  today: number;
  /** Whether dates like 3/4 have the month first. */
  monthFirst: boolean;
  /** Whether the text tells of the past: "on Friday" is then the last one. */
  isPast: boolean;
}

type Rule = [
  pattern: RegExp,
  probability: number,
  read: (match: RegExpMatchArray, calendar: Calendar) => FoundDate | undefined,
];

const RULES: Rule[] = [
  [/\b(\d{4})-(\d{1,2})-(\d{1,2})\b/g, 0.98, ([, y, m, d]) => dayOf(Number(y), Number(m), Number(d))],
  [
    /(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/-])/g,
    0.95,
    ([, a, , b, y], calendar) => numeric(Number(a), Number(b), yearOf(y!), calendar),
  ],
  [
    new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)? ${MONTH}(?:,? (\\d{4}))?\\b`, 'gi'),
    0.95,
    ([, d, m, y], calendar) => named(Number(d), m!, y, calendar),
  ],
  [
    new RegExp(`\\b${MONTH} (\\d{1,2})(?:st|nd|rd|th)?(?:,? (\\d{4}))?\\b(?!:)`, 'gi'),
    0.93,
    ([, m, d, y], calendar) => named(Number(d), m!, y, calendar),
  ],
  [/\bday after tomorrow\b/gi, 0.97, (_, { today }) => iso(today + 2 * DAY)],
  [/\bday before yesterday\b/gi, 0.97, (_, { today }) => iso(today - 2 * DAY)],
  [/\b(?:today|tonight|this (?:morning|afternoon|evening))\b/gi, 0.95, (_, { today }) => iso(today)],
  [/\b(?:tomorrow|tmrw|tmr)\b/gi, 0.95, (_, { today }) => iso(today + DAY)],
  [/\b(?:yesterday|last night)\b/gi, 0.95, (_, { today }) => iso(today - DAY)],
  [
    /\b(a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|(?:a )?(?:couple|few)(?: of)?|\d{1,3}) (day|week|month|year)s? (?:ago|earlier|back)\b/gi,
    0.93,
    ([, n, unit], { today }) => iso(shift(today, -countOf(n!), unit!)),
  ],
  [
    /\b(?:in|within) (a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|(?:a )?(?:couple|few)(?: of)?|\d{1,3}) (day|week|month|year)s?\b/gi,
    0.85,
    ([, n, unit], { today }) => iso(shift(today, countOf(n!), unit!)),
  ],
  [
    /\b(last|this|next|past|coming) (week|month|year|weekend)\b/gi,
    0.9,
    ([, which, unit], { today }) => periodOf(which!.toLowerCase(), unit!.toLowerCase(), today),
  ],
  [
    /\b(?:(last|this|next|past|coming|on|by|since|until|before|after|for) )?(mon|tues|wednes|thurs|fri|satur|sun)day\b(?!s)/gi,
    0.85,
    ([, which, day], calendar) => weekday(which?.toLowerCase(), day!.toLowerCase(), calendar),
  ],
  [
    /\b(?:on|by|until|since|before) the (\d{1,2})(?:st|nd|rd|th)\b/gi,
    0.75,
    ([, d], calendar) => dayOfMonth(Number(d), calendar),
  ],
];

/** The dates in a text, counted from the day that it is where the customer is. */
export function findDates(text: string, { now, zone }: EntityContext): DateMatch[] {
  const calendar: Calendar = {
    today: localDay(now, zone),
    monthFirst: /^(?:America|US)\//.test(zone),
    isPast: PAST.test(text),
  };
  const found: DateMatch[] = [];
  for (const [pattern, probability, read] of RULES) {
    for (const match of text.matchAll(pattern)) {
      const value = read(match, calendar);
      const [start, end] = [match.index, match.index + match[0].length];
      const isTaken = found.some((other) => start < other.end && other.start < end);
      if (found.length >= MOST) return found;
      if (value !== undefined && !isTaken) found.push({ value, start, end, probability });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function localDay(now: number, zone: string): number {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(now)
      .map(({ type, value }) => [type, Number(value)]),
  );
  return Date.UTC(parts.get('year')!, parts.get('month')! - 1, parts.get('day')!);
}

/** Formats are slow to make. A zone that is not known counts as UTC. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const make = (timeZone: string): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric', month: 'numeric', day: 'numeric' });
  let format: Intl.DateTimeFormat;
  try {
    format = make(zone);
  } catch {
    format = make('UTC');
  }
  formats.set(zone, format);
  return format;
}

function iso(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function dayOf(year: number, month: number, day: number): string | undefined {
  const time = Date.UTC(year, month - 1, day);
  const date = new Date(time);
  return year >= 1900 && year <= 2200 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
    ? iso(time)
    : undefined;
}

function yearOf(digits: string): number {
  return digits.length === 2 ? 2000 + Number(digits) : Number(digits);
}

/** The usual order of the place, the other where only that makes a date. */
function numeric(a: number, b: number, year: number, { monthFirst }: Calendar): string | undefined {
  const usual = monthFirst ? dayOf(year, a, b) : dayOf(year, b, a);
  return usual ?? (monthFirst ? dayOf(year, b, a) : dayOf(year, a, b));
}

/** Without a year it is the nearest such day. */
function named(day: number, month: string, year: string | undefined, { today, isPast }: Calendar): string | undefined {
  const number = MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1;
  if (year !== undefined) return dayOf(Number(year), number, day);
  const current = new Date(today).getUTCFullYear();
  const days = [current - 1, current, current + 1]
    .map((each) => dayOf(each, number, day))
    .filter((each) => each !== undefined);
  const lean = isPast ? 60 * DAY : -60 * DAY;
  const distance = (each: string): number => Math.abs(Date.parse(each) - today + lean);
  return days.sort((a, b) => distance(a) - distance(b))[0];
}

function countOf(words: string): number {
  const number = Number(words);
  if (!Number.isNaN(number)) return number;
  return (
    NUMBERS[
      words
        .toLowerCase()
        .replace(/^a (?=c|f)/, '')
        .replace(/ of$/, '')
    ] ?? 1
  );
}

function shift(day: number, count: number, unit: string): number {
  if (/^day/i.test(unit)) return day + count * DAY;
  if (/^week/i.test(unit)) return day + count * 7 * DAY;
  const date = new Date(day);
  const months = count * (/^year/i.test(unit) ? 12 : 1);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate();
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, Math.min(date.getUTCDate(), last));
}

/** Weeks begin on Monday. */
function periodOf(which: string, unit: string, today: number): FoundDate {
  const step = which === 'last' || which === 'past' ? -1 : which === 'this' ? 0 : 1;
  const date = new Date(today);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  if (unit === 'year') return { from: iso(Date.UTC(year + step, 0, 1)), to: iso(Date.UTC(year + step, 11, 31)) };
  if (unit === 'month')
    return { from: iso(Date.UTC(year, month + step, 1)), to: iso(Date.UTC(year, month + step + 1, 0)) };
  const monday = today - ((date.getUTCDay() + 6) % 7) * DAY + step * 7 * DAY;
  return { from: iso(unit === 'weekend' ? monday + 5 * DAY : monday), to: iso(monday + 6 * DAY) };
}

function weekday(which: string | undefined, day: string, { today, isPast }: Calendar): string {
  const wanted = WEEKDAYS.findIndex((name) => name.startsWith(day));
  const ahead = (wanted - new Date(today).getUTCDay() + 7) % 7;
  const isBefore =
    which === 'last' ||
    which === 'past' ||
    which === 'since' ||
    (isPast && which !== 'next' && which !== 'coming' && which !== 'this' && which !== 'by');
  if (isBefore) return iso(today + (ahead === 0 ? -7 : ahead - 7) * DAY);
  return iso(today + (ahead === 0 && (which === 'next' || which === 'coming') ? 7 : ahead) * DAY);
}

/** The nearest one ahead, or behind where the text tells of the past. */
function dayOfMonth(day: number, { today, isPast }: Calendar): string | undefined {
  const date = new Date(today);
  const isDue = isPast ? day > date.getUTCDate() : day < date.getUTCDate();
  const month = date.getUTCMonth() + (isDue ? (isPast ? -1 : 1) : 0);
  const first = new Date(Date.UTC(date.getUTCFullYear(), month, 1));
  return dayOf(first.getUTCFullYear(), first.getUTCMonth() + 1, day);
}
