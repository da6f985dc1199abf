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

/** The clauses of a text that may each be a matter of its own; empty where it is only one. */
export function clausesOf(text: string): string[] {
  if (text.length > 2000) return [];
  const clauses = text
    .split(SEAMS)
    .filter((clause) => clause !== undefined && (clause.match(/\S+/g)?.length ?? 0) >= LEAST_WORDS);
  return clauses.length < 2 ? [] : clauses.slice(0, MOST);
}
