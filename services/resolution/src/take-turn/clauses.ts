import type { Intent } from '@attune/domain';
import { shareOf, wordsOf } from '../answer/words';
import type { Reading } from './read';

const between = /(?<=[.!?;])\s+|\n+|,?\s+(?:and|also|und|et|y)\s+/i;

/**
 * Where a message brings several matters, each has what its own clause names: in "where is A-1042, and please cancel A-1044" nobody
 * wants A-1042 cancelled. Matters come back in the order in which they were said.
 */
export function byClause(reading: Reading): { one: Reading['said'][number]; own: Reading }[] {
  const { said, text, entities } = reading;
  const clauses = text.split(between);
  if (said.length < 2 || clauses.length < 2) return said.map((one) => ({ one, own: reading }));
  return said
    .map((one) => ({ one, place: placeOf(one.intent, clauses) }))
    .sort((a, b) => a.place - b.place)
    .map(({ one, place }) => {
      const own = entities.filter((entity) => clauses[place]?.includes(entity.text));
      return { one, own: own.length > 0 ? { ...reading, entities: own } : reading };
    });
}

/** The clause that says most of what one of the intent's examples says. */
function placeOf({ label, examples }: Intent, clauses: readonly string[]): number {
  const known = [label, ...examples].map(wordsOf);
  const worth = clauses.map((clause) => {
    const words = wordsOf(clause);
    return Math.max(...known.map((example) => (shareOf(words, example) + shareOf(example, words)) / 2));
  });
  return worth.indexOf(Math.max(...worth));
}
