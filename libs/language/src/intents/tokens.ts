/** A word of a text, as the models see it, with its place in the text. */
export interface Token {
  word: string;
  /** UTF-16 units into the text, end exclusive. */
  start: number;
  end: number;
}

/** Longer texts are read at their beginning and end: what is wanted stands there, and time stays bounded. */
const HEAD = 1500;
const TAIL = 500;

const WORD = /[\p{L}\p{M}]+(?:['’`][\p{L}\p{M}]+)?|\p{N}+|[?$€£%]/gu;

/** n't and friends, with and without the apostrophe, so that "havent" and "have not" are the same words. */
const WHOLE: Record<string, string> = {
  "can't": 'can not',
  cant: 'can not',
  cannot: 'can not',
  "won't": 'will not',
  wont: 'will not',
  dont: 'do not',
  doesnt: 'does not',
  didnt: 'did not',
  havent: 'have not',
  hasnt: 'has not',
  hadnt: 'had not',
  isnt: 'is not',
  wasnt: 'was not',
  arent: 'are not',
  werent: 'were not',
  couldnt: 'could not',
  wouldnt: 'would not',
  shouldnt: 'should not',
  im: 'i am',
  ive: 'i have',
  id: 'id',
  u: 'you',
  ur: 'your',
  pls: 'please',
  plz: 'please',
  whats: 'what is',
  wheres: 'where is',
  hows: 'how is',
  thats: 'that is',
  theres: 'there is',
};
const ENDING: Record<string, string> = {
  "'m": 'am',
  "'re": 'are',
  "'ve": 'have',
  "'ll": 'will',
  "'d": 'would',
  "'s": 'is',
};

/** The words of a text in lower case: contractions taken apart, numbers reduced to their length. */
export function tokenise(text: string): Token[] {
  if (text.length <= HEAD + TAIL) return tokensOf(text, 0);
  return [...tokensOf(text.slice(0, HEAD), 0), ...tokensOf(text.slice(-TAIL), text.length - TAIL)];
}

function tokensOf(text: string, offset: number): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(WORD)) {
    const start = match.index + offset;
    const end = start + match[0].length;
    for (const word of wordsOf(match[0].toLowerCase().replace(/[’`]/g, "'"))) tokens.push({ word, start, end });
  }
  return tokens;
}

function wordsOf(word: string): string[] {
  const first = word.charCodeAt(0);
  if (first >= 48 && first <= 57) return [word.length < 3 ? '0' : '000'];
  if (word.length > 40) return [word.slice(0, 40)];
  const whole = Object.hasOwn(WHOLE, word) ? WHOLE[word] : undefined;
  if (whole !== undefined) return whole.split(' ');
  const apostrophe = word.indexOf("'");
  if (apostrophe < 0) return [word];
  if (word.endsWith("n't")) return [word.slice(0, -3), 'not'];
  const ending = ENDING[word.slice(apostrophe)];
  return ending === undefined ? [word] : [word.slice(0, apostrophe), ending];
}
