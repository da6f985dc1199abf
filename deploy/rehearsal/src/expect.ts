import type { ExpectedEvent } from '@attune/domain';

/** An event as far as a test speaks of it. */
export interface Told {
  /** `resolution` */
  service: string;
  /** `ReplyPrepared` */
  name: string;
  data: Record<string, unknown>;
}

export function isNamed({ name, service }: Told, wanted: string): boolean {
  const [first, second] = wanted.split('.');
  return second === undefined ? name === first : service === first && name === second;
}

/** Whether `part` stands in `whole`: objects hold at least these fields, lists at least these members, the rest is equal. */
export function holds(whole: unknown, part: unknown): boolean {
  if (Array.isArray(part))
    return (
      Array.isArray(whole) &&
      // An empty list means just that: nothing in it.
      (part.length > 0 || whole.length === 0) &&
      part.every((one) => whole.some((other) => holds(other, one)))
    );
  if (typeof part === 'object' && part !== null)
    return (
      typeof whole === 'object' &&
      whole !== null &&
      Object.entries(part).every(([name, value]) => holds((whole as Record<string, unknown>)[name], value))
    );
  return whole === part;
}

const is = (told: Told, { event, with: fields }: ExpectedEvent): boolean =>
  isNamed(told, event) && holds(told.data, fields);

/** What was expected and did not happen, or must not happen and did; each a few lines that a person reads. */
export function differences(
  events: readonly Told[],
  { must, mustNot }: { must: readonly ExpectedEvent[]; mustNot: readonly ExpectedEvent[] },
): string[] {
  const missed = must.filter((expected) => !events.some((told) => is(told, expected)));
  const unwanted = mustNot.flatMap((expected) => events.filter((told) => is(told, expected)).slice(0, 1));
  return [
    ...missed.map((expected) => missing(events, expected)),
    ...unwanted.map(({ service, name, data }) => `must not happen: ${service}.${name} ${short(data)}`),
  ];
}

function missing(events: readonly Told[], { event, with: fields }: ExpectedEvent): string {
  const alike = events.filter((told) => isNamed(told, event));
  const nearest = alike
    .map((told) => ({ told, lines: compare(told.data, fields, '') }))
    .sort((a, b) => a.lines.length - b.lines.length)[0];
  if (nearest) return [`must happen: ${event}; it did, but`, ...nearest.lines.map((line) => `  ${line}`)].join('\n');
  const others = [...new Set(events.map(({ service, name }) => `${service}.${name}`))];
  return `must happen: ${event} ${short(fields)}; there was ${others.length > 0 ? others.join(', ') : 'nothing'}`;
}

/** Where a value is not what it should be, a line for each place. */
function compare(whole: unknown, part: unknown, path: string): string[] {
  if (holds(whole, part)) return [];
  const inside = typeof part === 'object' && part !== null && !Array.isArray(part);
  if (inside && typeof whole === 'object' && whole !== null && !Array.isArray(whole))
    return Object.entries(part).flatMap(([name, value]) =>
      compare((whole as Record<string, unknown>)[name], value, path ? `${path}.${name}` : name),
    );
  return [`${path || 'it'} was ${short(whole)}, not ${short(part)}`];
}

function short(value: unknown): string {
  const text = value === undefined ? 'absent' : JSON.stringify(value);
  return text.length > 300 ? `${text.slice(0, 300)} …` : text;
}
