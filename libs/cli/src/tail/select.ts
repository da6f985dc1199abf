import { catalogue, topics } from '@attune/contracts';
import { didYouMean } from '@attune/domain';
import { nameOf, type SeenEvent } from '../events/seen-event';
import { PlainError } from '../plain-error';

/** Streams that are tailed unless others are named: all but "send again". */
const usual = topics.map(({ name }) => name).filter((name) => !name.endsWith('.again'));

/** Full names of topics; `channel` is `attune.channel`. @throws PlainError */
export function topicsOf(given: readonly string[]): string[] {
  if (given.length === 0) return usual;
  const known = topics.map(({ name }) => name);
  return given.map((text) => {
    const found = known.find((name) => name === text || name === `attune.${text}`);
    if (found !== undefined) return found;
    const short = known.map((name) => name.replace('attune.', ''));
    throw new PlainError(`There is no topic ${text}.`, didYouMean(text, short) ?? `There are ${short.join(', ')}.`);
  });
}

/** Where to begin. @throws PlainError */
export function beginningOf(text: string): 'start' | 'end' | number {
  if (text === 'start' || text === 'end') return text;
  const at = Date.parse(text);
  if (Number.isFinite(at)) return at;
  throw new PlainError(`"${text}" is no beginning.`, 'Give --from start, end, or a time such as 2026-03-02T09:00:00Z.');
}

export interface Selection {
  /** Names (`TurnClosed`) or types in full; empty: all. */
  types: readonly string[];
  conversation?: string;
}

/** @throws PlainError for a type that nobody publishes */
export function selector({ types, conversation }: Selection): (event: SeenEvent) => boolean {
  for (const type of types) requireKnown(type);
  /** Events of channel and messages before them name only the turn, until a later event has told whose it is. */
  const turns = new Set<string>();
  const ofConversation = (event: SeenEvent): boolean => {
    if (conversation === undefined) return true;
    const { conversationId } = event.data as { conversationId?: string };
    const named = event.subject === conversation || conversationId === conversation;
    if (named && event.correlationId.startsWith('trn_')) turns.add(event.correlationId);
    return named || (conversationId === undefined && turns.has(event.correlationId));
  };
  return (event) =>
    ofConversation(event) &&
    (types.length === 0 || types.some((type) => type === event.type || type === nameOf(event.type)));
}

/** What is wanted of the past, by the time of recording. A later event may tell that an earlier one is wanted. */
export function pastInOrder(events: readonly SeenEvent[], wanted: (event: SeenEvent) => boolean): SeenEvent[] {
  const sorted = events.toSorted((a, b) =>
    a.recordedTime < b.recordedTime ? -1 : a.recordedTime > b.recordedTime ? 1 : 0,
  );
  for (const event of sorted) wanted(event);
  return sorted.filter(wanted);
}

function requireKnown(type: string): void {
  const known = [...catalogue.values()];
  if (known.some((one) => one.type === type || one.name === type)) return;
  const names = [...new Set(known.map(({ name }) => name))];
  throw new PlainError(
    `Nobody publishes ${type}.`,
    didYouMean(type, names) ?? 'docs/events/README.md lists all events.',
  );
}
