/** How times and amounts are said. Pure: `now` is given, all times are epoch ms. */

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long somebody has been waiting, ticking by the second at first: `8 s`, `2 min 05 s`, `1 h 12 min`, `3 d 4 h`. */
export function waitingTime(ms: number): string {
  const waited = Math.max(0, ms);
  if (waited < minute) return `${Math.floor(waited / 1000)} s`;
  if (waited < 10 * minute)
    return `${Math.floor(waited / minute)} min ${String(Math.floor((waited % minute) / 1000)).padStart(2, '0')} s`;
  if (waited < hour) return `${Math.floor(waited / minute)} min`;
  if (waited < day) return joined(Math.floor(waited / hour), 'h', Math.floor((waited % hour) / minute), 'min');
  return joined(Math.floor(waited / day), 'd', Math.floor((waited % day) / hour), 'h');
}

const joined = (first: number, unit: string, second: number, smaller: string) =>
  second === 0 ? `${first} ${unit}` : `${first} ${unit} ${second} ${smaller}`;

/** How long a step took: `0.4 ms`, `12 ms`, `1.2 s`, `48 s`, `3 min`. */
export function duration(ms: number): string {
  const took = Math.max(0, ms);
  if (took < 1) return took === 0 ? '0 ms' : `${took.toFixed(1)} ms`;
  if (took < 1000) return `${Math.round(took)} ms`;
  if (took < 10_000) return `${(took / 1000).toFixed(1)} s`;
  return waitingTime(took);
}

/** How long ago, in words for a list: `now`, `4 min`, `3 h`, `2 d`. */
export function ago(ms: number): string {
  if (ms < minute) return 'now';
  if (ms < hour) return `${Math.floor(ms / minute)} min`;
  if (ms < day) return `${Math.floor(ms / hour)} h`;
  return `${Math.floor(ms / day)} d`;
}

/** Initials of a name, at most two: `Kim` → `K`, `Ada Lovelace King` → `AK`; `?` without a name. */
export function initials(name: string | undefined): string {
  const words = (name ?? '').trim().split(/\s+/u).filter(Boolean);
  const first = [...(words[0] ?? '')][0];
  const last = words.length > 1 ? [...(words.at(-1) ?? '')][0] : undefined;
  return first === undefined ? '?' : `${first}${last ?? ''}`.toLocaleUpperCase();
}

/** `lookUpOrder` → `look up order`, `fed_up_and_repeating` → `fed up and repeating`, `TurnStarted` → `turn started`. */
export const spaced = (name: string): string =>
  name
    .replace(/[_-]+/gu, ' ')
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .toLowerCase();

/** First letter in upper case. */
export const sentence = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);

/** `1 message`, `3 messages`. */
export const counted = (count: number, one: string, more = `${one}s`): string => `${count} ${count === 1 ? one : more}`;

/** `14:05`, in the reader's zone and language. */
export const clockTime = (at: number): string =>
  new Date(at).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });

/** `14:05:09.031`, in the reader's zone. */
export const preciseTime = (at: number): string => {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`;
};

/** The day of a message: `Today`, `Yesterday`, else a date. */
export function dayOf(at: number, now: number): string {
  const start = (time: number) => new Date(time).setHours(0, 0, 0, 0);
  const days = Math.round((start(now) - start(at)) / day);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  return new Date(at).toLocaleDateString(undefined, { weekday: 'short', day: 'numeric', month: 'long' });
}

/** When a promise is due, from now: `in 3 h`, `tomorrow, 16:00`, `12 min overdue`. */
export function due(at: number, now: number): string {
  const left = at - now;
  if (left < 0) return `${waitingTime(-left)} overdue`;
  if (left < 12 * hour) return `in ${left < minute ? 'less than a minute' : waitingTime(left - (left % minute))}`;
  const named = dayOf(now, at) === 'Today' ? 'today' : dayOf(now, at) === 'Yesterday' ? 'tomorrow' : dayOf(at, now);
  return `${named}, ${clockTime(at)}`;
}
