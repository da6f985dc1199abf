import { findMoney, findNumbers } from './amounts';
import { findDates } from './dates';
import { findListed } from './lists';
import { findEmails, findOrderNumbers, findPatterns, findPhones } from './codes';

export interface EntityPattern {
  name: string;
  kind: 'pattern' | 'list' | 'date' | 'money' | 'email' | 'phone' | 'number' | 'orderNumber';
  /**
   * Regular expression, without delimiters; case does not count. A group, if it has one, is the value, else all of it.
   * For order numbers it takes the place of the built-in forms. It is run over at most 2,000 characters: write it so that
   * it cannot backtrack without end.
   */
  pattern?: string;
  /** For lists: what may be meant and how it may be said. */
  values?: { value: string; synonyms?: string[] }[];
}

export interface EntityContext {
  /** When the message was sent, ms since the epoch: 'tomorrow' is counted from here. */
  now: number;
  /** IANA time zone of the customer or the business; one that is not known counts as UTC. */
  zone: string;
  /** ISO 4217 code that amounts without a currency are taken to be in. */
  currency?: string;
}

export interface FoundEntity {
  name: string;
  kind: string;
  /**
   * Normalised. date: '2025-03-04', or { from, to } of such days for a week, month or year; money: { amount, currency? };
   * number: a number; email: in lower case; phone: digits, with a leading + if it was said; orderNumber: in capitals
   * without spaces and #; list: the value of the list; pattern: as it was said.
   */
  value: unknown;
  /** As it was said. */
  text: string;
  /** Where in the text, in UTF-16 units, end exclusive. */
  span: [number, number];
  /** 0..1 */
  probability: number;
}

interface Match {
  value: unknown;
  start: number;
  end: number;
  probability: number;
}

const FAR = 4000;
/** Of one pattern no more than this are looked at. */
const MOST = 50;
/** Which kinds leave the place to which others when both were found there: numbers always, the others to what is likelier. */
const YIELDS: Partial<Record<EntityPattern['kind'], readonly EntityPattern['kind'][]>> = {
  number: ['date', 'money', 'email', 'phone', 'orderNumber', 'pattern'],
  orderNumber: ['date', 'money', 'email', 'phone', 'pattern'],
  phone: ['date', 'email', 'pattern', 'orderNumber'],
  money: ['date', 'email'],
};

/** The entities in a message, in the order of their places; of the same pattern, none overlap. Throws on a pattern that is no regular expression. */
export function findEntities(text: string, patterns: readonly EntityPattern[], context: EntityContext): FoundEntity[] {
  const read = text.slice(0, FAR);
  const found = patterns.flatMap((pattern) =>
    apart(matchesOf(read, pattern, context)).map((match) => ({ pattern, match })),
  );
  const stays = ({ pattern: { kind }, match }: (typeof found)[number]): boolean =>
    !found.some(
      (other) =>
        YIELDS[kind]?.includes(other.pattern.kind) === true &&
        overlap(match, other.match) &&
        (kind === 'number' ||
          other.match.probability > match.probability ||
          (other.match.probability === match.probability && kind !== 'phone')),
    );
  return found
    .filter(stays)
    .sort((a, b) => a.match.start - b.match.start)
    .map(({ pattern, match }) => ({
      name: pattern.name,
      kind: pattern.kind,
      value: match.value,
      text: read.slice(match.start, match.end),
      span: [match.start, match.end],
      probability: match.probability,
    }));
}

function matchesOf(text: string, { kind, pattern, values }: EntityPattern, context: EntityContext): Match[] {
  switch (kind) {
    case 'pattern':
      return pattern === undefined ? [] : findPatterns(text, pattern);
    case 'list':
      return findListed(text, values ?? []);
    case 'date':
      return findDates(text, context);
    case 'money':
      return findMoney(text, context.currency);
    case 'email':
      return findEmails(text);
    case 'phone':
      return findPhones(text);
    case 'number':
      return findNumbers(text);
    case 'orderNumber':
      return findOrderNumbers(text, pattern);
  }
}

/** Without those that overlap a likelier or longer one. */
function apart(matches: readonly Match[]): Match[] {
  const kept: Match[] = [];
  const length = ({ start, end }: Match): number => end - start;
  for (const match of matches.slice(0, MOST).sort((a, b) => b.probability - a.probability || length(b) - length(a))) {
    if (!kept.some((other) => overlap(match, other))) kept.push(match);
  }
  return kept;
}

function overlap(a: Match, b: Match): boolean {
  return a.start < b.end && b.start < a.end;
}
