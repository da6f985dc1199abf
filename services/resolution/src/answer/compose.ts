import type { Citation, FoundPassage } from '@attune/contracts';

/** Sentences that an answer has at most, and characters. */
const mostSentences = 3;
const mostCharacters = 420;

/**
 * A short answer in the articles' own words: the sentences of the best passages that speak most of what was asked.
 * `question` is what the customer wrote, `about` describes the intent and counts less. Undefined where nothing fits.
 */
export function composeAnswer(
  passages: readonly FoundPassage[],
  question: string,
  about = '',
): { text: string; citations: Citation[] } | undefined {
  const asked = stems(question);
  const meant = stems(about);
  const weigh = (text: string) => {
    const words = stems(text);
    return overlap(words, asked) + 0.3 * overlap(words, meant);
  };
  const top = Math.max(...passages.map(({ score }) => score), Number.MIN_VALUE);
  const [best] = passages
    .map((passage) => {
      const weight = weigh(`${passage.title} ${passage.heading ?? ''} ${passage.text}`);
      return { passage, weight: (passage.score / top) * (1 + weight) };
    })
    .sort((a, b) => b.weight - a.weight);
  if (!best) return undefined;
  const sentences = sentencesOf(best.passage.text);
  if (sentences.length === 0) return undefined;
  const { articleId, title, version } = best.passage;
  return { text: choose(sentences, weigh), citations: [{ articleId, title, version }] };
}

/** The best sentence and what explains it, in the order of the article. */
function choose(sentences: readonly string[], weigh: (text: string) => number): string {
  const ranked = sentences
    // Of equals the earlier one: articles begin with what matters.
    .map((text, index) => ({ index, text, weight: weigh(text) - 0.02 * index }))
    .sort((a, b) => b.weight - a.weight);
  const [first] = ranked;
  if (!first) return '';
  const taken = [first];
  let length = first.text.length;
  // What stands right behind the best sentence usually completes it.
  const next = ranked.find(({ index }) => index === first.index + 1);
  for (const sentence of next ? [next, ...ranked] : ranked) {
    if (taken.length >= mostSentences) break;
    const worth = sentence === next || sentence.weight >= 0.5 * first.weight;
    if (taken.includes(sentence) || !worth || length + sentence.text.length > mostCharacters) continue;
    taken.push(sentence);
    length += sentence.text.length;
  }
  return taken
    .sort((a, b) => a.index - b.index)
    .map(({ text }) => text)
    .join(' ');
}

/** Plain sentences of a piece of Markdown; each item of a list is one. */
function sentencesOf(markdown: string): string[] {
  return markdown
    .split(/\n\s*\n|\n(?=\s*(?:[-*+]|\d+\.)\s)/)
    .map((block) => plain(block))
    .filter((block) => block !== '')
    .flatMap((block) => block.split(/(?<=[.!?])\s+(?=\p{Lu}|\d|["“(])/u))
    .map((sentence) => (/[.!?:]$/.test(sentence) ? sentence : `${sentence}.`));
}

const plain = (block: string): string =>
  block
    .replace(/^\s*#{1,6}\s.*$/gm, '')
    .replace(/^\s*(?:[-*+]|\d+\.)\s+/, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** Words that say nothing about what is asked; more would begin to cost meaning. */
const empty = new Set(
  `a an and are as at be but by can could do does for from get had has have how i if in is it its just me my of on or our please
  so that the their them then there they this to too us was we were what when where which who will with would you your`.split(
    /\s+/,
  ),
);

function stems(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.filter((word) => !empty.has(word)).map(stem));
}

/** Enough to bring "returns", "returned" and "returning" together. */
const stem = (word: string): string =>
  word.length < 5 ? word.replace(/s$/, '') : word.replace(/(?:ing|ed|es|s)$/, '');

/** How much of `wanted` is in `words`, 0..1. */
function overlap(words: ReadonlySet<string>, wanted: ReadonlySet<string>): number {
  if (wanted.size === 0) return 0;
  let shared = 0;
  for (const word of wanted) if (words.has(word)) shared++;
  return shared / wanted.size;
}
