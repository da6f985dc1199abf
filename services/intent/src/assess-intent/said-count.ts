/**
 * How often customers say that they have come: "this is the third time" is 3, "I've asked twice already" is 3 with this time.
 * English; undefined where nothing is said about it.
 */
export function saidCount(text: string): number | undefined {
  const ordinal = /\b(second|third|fourth|fifth|sixth|\d{1,2}(?:nd|rd|th))\s+time\b/i.exec(text)?.[1];
  if (ordinal) return bounded(numberOf(ordinal));
  const before =
    /\b(?:asked|told|said|written|wrote|called|explained|messaged|contacted|tried|been)\b[^.!?\n]{0,40}?\b(once|twice|(?:two|three|four|five|six|\d{1,2})\s+times)\b/i.exec(
      text,
    )?.[1];
  return before ? bounded(numberOf(before) + 1) : undefined;
}

const words: Record<string, number> = {
  ...{ once: 1, twice: 2, two: 2, three: 3, four: 4, five: 5, six: 6 },
  ...{ second: 2, third: 3, fourth: 4, fifth: 5, sixth: 6 },
};
const numberOf = (word: string): number => words[word.toLowerCase().split(/\s/)[0] ?? ''] ?? Number.parseInt(word, 10);
const bounded = (count: number): number => Math.min(Math.max(count, 1), 20);
