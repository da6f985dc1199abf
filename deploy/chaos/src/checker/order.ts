import { type Event, eventOf, type Violation } from './events';
import type { Logged } from './history';

/** Services whose facts keep the sequence of the fact that they translate. */
const translators = /\/(intent|knowledge)$/;
/** What the run itself writes: the adapter's offers, and poison that looks like a fact of a service. */
const ours = /\/chaos$/;
/** What other people's adapters write has no order of its own; a dead letter counts by offset. */
const unordered = /^attune\.(inbound|dead-letters|.*\.again)$/;

interface Lane {
  last: number;
  ids: Map<string, string>;
}

/**
 * First arrivals of every fact, in the order of the log. Within a subject of a service sequences go up by one: a gap that is filled
 * later is an inversion, one that is not is a loss. The same fact again is a duplicate that readers drop; another fact under a
 * sequence that was taken is one decided twice.
 */
export function firstArrivals(records: readonly Logged[]): {
  events: Event[];
  duplicates: number;
  violations: Violation[];
} {
  const lanes = new Map<string, Lane>();
  const events: Event[] = [];
  const violations: Violation[] = [];
  const gaps: { lane: Lane; key: string; missing: number }[] = [];
  let duplicates = 0;
  for (const record of records) {
    const event = eventOf(record);
    if (ours.test(event.source)) continue;
    const translated = translators.test(event.source);
    const free = unordered.test(event.topic);
    const key = `${event.source} of ${event.subject}${translated ? ` ${event.name}` : ''}${free ? ` ${event.topic}` : ''}`;
    const lane = lanes.get(key) ?? { last: 0, ids: new Map<string, string>() };
    lanes.set(key, lane);
    const place = free ? event.id : String(event.sequence);
    const known = lane.ids.get(place);
    if (known !== undefined) {
      if (known === event.id) duplicates++;
      else violations.push({ kind: 'twice', what: `two facts are number ${place} of ${key}` });
      continue;
    }
    lane.ids.set(place, event.id);
    events.push(event);
    if (free) continue;
    if (event.sequence < lane.last)
      violations.push({ kind: 'inverted', what: `${key}: number ${event.sequence} after ${lane.last}` });
    if (!translated)
      for (let missing = lane.last + 1; missing < event.sequence; missing++) gaps.push({ lane, key, missing });
    lane.last = Math.max(lane.last, event.sequence);
  }
  for (const { lane, key, missing } of gaps)
    if (!lane.ids.has(String(missing))) violations.push({ kind: 'lost', what: `${key}: number ${missing} is missing` });
  return { events, duplicates, violations };
}
