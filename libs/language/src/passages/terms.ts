import { sharedConceptOf } from '../english/concepts';
import { stem } from '../english/stem';
import { isStopWord } from '../english/stop-words';

/** Words of questions rather than of what is asked about. */
const ASKING = new Set(
  'what when where which who whom whose why how there here want need like know tell help hi hello hey thanks thank just also about get got from but not no yes any some we us our they them their he she his her it its im ive dont cant much many long please let make does doing going'.split(
    ' ',
  ),
);
const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}]+)?/gu;

export interface Term {
  /** Stem of the word. */
  stem: string;
  /** What it means, where several words mean the same: '~parcel' for "package". */
  concept: string | undefined;
  /** Whether it says nothing about what is asked. */
  isFiller: boolean;
}

/** The words of a text as the index knows them. */
export function termsOf(text: string): Term[] {
  const terms: Term[] = [];
  for (const [found] of text.toLowerCase().matchAll(WORD)) {
    const word = found.replace(/['’].*$/, '');
    if (word === '') continue;
    const stemmed = (word === 'back' ? meaningOfBack(terms) : undefined) ?? stem(word);
    terms.push({
      stem: stemmed,
      concept: keyOf(sharedConceptOf(stemmed)),
      isFiller: isStopWord(word) || ASKING.has(word),
    });
  }
  return terms;
}

/** "money back", "send it back": what "back" means depends on a word shortly before it. */
function meaningOfBack(before: readonly Term[]): string | undefined {
  const near = before.slice(-3).map(({ stem }) => stem);
  if (near.includes('monei') || near.includes('cash')) return 'refund';
  const verb = before.slice(-3).find(({ stem }) => /^(?:send|sent|bring|brought|give|take|ship|post)$/.test(stem));
  if (verb === undefined) return undefined;
  verb.isFiller = true; // what is sent back is not looked for among what is sent
  return 'return';
}

/** Meanings are kept apart from the words. */
function keyOf(concept: string | undefined): string | undefined {
  return concept === undefined ? undefined : `~${concept}`;
}
