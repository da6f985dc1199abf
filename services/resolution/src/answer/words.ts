/** Words that say nothing about what is asked; more would begin to cost meaning. */
const empty = new Set(
  `a about an and any are as asks at be but by can could do does for from general get had has have hello hi how i if in is it its just
  long many me much my need of on or our please so some something that the their them then there they thing things this to too us want
  was we were what when where which who will with would you your`.split(/\s+/),
);

/** What is said, as stems of the words that tell something. */
export function wordsOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.filter((word) => word.length > 1 && !empty.has(word)).map(stem));
}

/** Enough to bring "returns", "returned" and "returning" together. */
const stem = (word: string): string =>
  word.length < 5 ? word.replace(/s$/, '') : word.replace(/(?:ing|ed|es|s|y|ies)$/, '');

/** How much of `wanted` is there, 0..1. */
export function shareOf(wanted: ReadonlySet<string>, there: ReadonlySet<string>): number {
  if (wanted.size === 0) return 0;
  let shared = 0;
  for (const word of wanted) if (there.has(word)) shared++;
  return shared / wanted.size;
}
