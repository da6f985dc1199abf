/** How values are written for one reader. */
export interface Formats {
  /** BCP 47: which of a text's languages. */
  readonly language: string;
  /** BCP 47: how dates and money are written, `en-GB`. */
  readonly locale: string;
  /** IANA: in whose day an instant falls. */
  readonly zone: string;
  /** ISO 4217: of amounts that come without one. */
  readonly currency: string;
}
export const neutralFormats: Formats = { language: 'en', locale: 'en-GB', zone: 'UTC', currency: 'EUR' };

type Filter = (value: unknown, argument: string | undefined, formats: Formats) => unknown;

/** What `{{ value | filter }}` can do. A filter hands on what it cannot write, so that `or` and the strictness of render see it. */
export const filters: Readonly<Record<string, Filter>> = {
  /** `Tuesday 3 March`. */
  date: (value, _, formats) => inDay(value, formats, { weekday: 'long', day: 'numeric', month: 'long' }),
  /** `14:05`. */
  time: (value, _, formats) => inDay(value, formats, { hour: '2-digit', minute: '2-digit' }),
  /** `{ minor, currency }`, or a number of minor units. */
  money: (value, _, formats) => asMoney(value, formats),
  /** `a, b and c`, or `a, b or c` with `list "or"`. Members are texts or have a `label` or `name`. */
  list: (value, argument = 'and') => (Array.isArray(value) ? enumerate(value.map(labelOf), argument) : value),
  /** What stands there when nothing is known. */
  or: (value, argument = '') => (value === null || value === undefined || value === '' ? argument : value),
  capital: (value) => (typeof value === 'string' ? value.charAt(0).toUpperCase() + value.slice(1) : value),
  lower: (value) => (typeof value === 'string' ? value.toLowerCase() : value),
};

function inDay(value: unknown, formats: Formats, options: Intl.DateTimeFormatOptions): unknown {
  // Only ISO 8601: `new Date` reads nearly anything as some day of 2001.
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d(T|$)/.test(value)) return value;
  const at = new Date(value);
  if (Number.isNaN(at.getTime())) return value;
  // A date without a time is that day everywhere.
  const zone = /^\d{4}-\d\d-\d\d$/.test(value) ? 'UTC' : formats.zone;
  // Spoken, there is no comma after the weekday.
  return formatter(formats.locale, { ...options, timeZone: zone })
    .format(at)
    .replace(/^(\p{L}+), /u, '$1 ');
}

const formatters = new Map<string, Intl.DateTimeFormat>();
function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formatters.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formatters.set(key, known);
  return known;
}

function asMoney(value: unknown, formats: Formats): unknown {
  const { minor, currency } =
    typeof value === 'number'
      ? { minor: value, currency: formats.currency }
      : ((value ?? {}) as { minor?: unknown; currency?: unknown });
  if (typeof minor !== 'number' || typeof currency !== 'string') return value;
  const format = new Intl.NumberFormat(formats.locale, { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(minor / 10 ** digits);
}

function enumerate(members: readonly string[], last: string): string {
  if (members.length < 2) return members.join('');
  return `${members.slice(0, -1).join(', ')} ${last} ${members.at(-1)}`;
}

function labelOf(member: unknown): string {
  if (typeof member === 'object' && member !== null) {
    const { label, name } = member as { label?: unknown; name?: unknown };
    return String(label ?? name ?? '');
  }
  return String(member);
}
