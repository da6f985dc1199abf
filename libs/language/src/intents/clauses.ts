/** More clauses than this are not looked at one by one. */
const MOST = 6;
const LEAST_WORDS = 3;

const QUESTION = '(?:how|what|when|where|which|who|why|can|could|do|does|did|is|are|will|would|should|may)';
/** Ends of sentences, and words that begin another matter. */
const SEAMS = new RegExp(
  [
    '[.!?;\\n]+\\s+|\\n+',
    '\\s*,?\\s+(?:and|but|plus)\\s+(?:also|then|additionally)\\s+',
    `\\s*,?\\s+(?:and|or|but|,)\\s+(?=${QUESTION}\\b|I\\s|i\\s|i'|I'|please\\b|my\\b)`,
    '\\s*,?\\s+(?:also|additionally|another thing|one more thing|on top of that|besides),?\\s+',
  ].join('|'),
  'g',
);

/** Part of a text that may be a matter of its own. */
export interface Clause {
  text: string;
  /** UTF-16 units into the whole text. */
  start: number;
}

/** The clauses of a text that may each be a matter of its own; empty where it is only one. */
export function clausesOf(text: string): Clause[] {
  if (text.length > 2000) return [];
  const clauses: Clause[] = [];
  let start = 0;
  const add = (end: number): void => {
    const clause = text.slice(start, end);
    if ((clause.match(/\S+/g)?.length ?? 0) >= LEAST_WORDS) clauses.push({ text: clause, start });
  };
  for (const seam of text.matchAll(SEAMS)) {
    add(seam.index);
    start = seam.index + seam[0].length;
  }
  add(text.length);
  return clauses.length < 2 ? [] : clauses.slice(0, MOST);
}
