export interface EntityPattern {
  name: string;
  kind: 'pattern' | 'list' | 'date' | 'money' | 'email' | 'phone' | 'number' | 'orderNumber';
  /** Regular expression, without delimiters; case does not count. */
  pattern?: string;
  /** For lists: what may be meant and how it may be said. */
  values?: { value: string; synonyms?: string[] }[];
}

export interface EntityContext {
  /** When the message was sent, ms since the epoch: 'tomorrow' is counted from here. */
  now: number;
  /** IANA time zone of the customer or the business. */
  zone: string;
  /** ISO 4217 code that amounts without a currency are taken to be in. */
  currency?: string;
}

export interface FoundEntity {
  name: string;
  kind: string;
  /** Normalised: see README.md for the shape of each kind. */
  value: unknown;
  /** As it was said. */
  text: string;
  /** Where in the text, in UTF-16 units, end exclusive. */
  span: [number, number];
  /** 0..1 */
  probability: number;
}

/** The entities in a message, in the order of their places; of the same pattern, none overlap. */
export function findEntities(
  _text: string,
  _patterns: readonly EntityPattern[],
  _context: EntityContext,
): FoundEntity[] {
  return [];
}
