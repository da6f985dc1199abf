import type { Citation, FoundPassage } from '@attune/contracts';
import { expectedIn } from './expected';
import { sentencesOf } from './sentences';
import { shareOf, wordsOf } from './words';

/** Sentences that an answer has at most, and characters. */
const mostSentences = 3;
const mostCharacters = 420;

/** What a sentence is worth: how much of the question it takes up, of what the question is about, and what else speaks for it. */
const worth = {
  asked: 1,
  about: 0.4,
  /** It holds what is asked for: a duration, a price, a time. */
  expected: 0.7,
  /** What stands above it was asked for; where a kind of answer is expected, that tells more. */
  heading: 0.6,
  headingBesideExpected: 0.1,
  /** Its passage was found first. */
  passage: 0.6,
  /** Articles begin with what matters most. */
  opening: 0.2,
  perSentenceLater: 0.03,
};
/** An article whose title says what is asked counts as if its passage had been found so much better. */
const worthOfTitle = 0.5;
/** And one whose passage takes up all of the question. */
const worthOfText = 0.12;

interface Candidate {
  passage: FoundPassage;
  index: number;
  text: string;
  /** What the sentence itself says to the question. */
  says: number;
  weight: number;
}

/**
 * A short answer in the articles' own words: the sentence that answers best and what stands around it, in the order of the
 * article. `question` is what the customer wrote, `about` the intent in plain words. Undefined where nothing can be quoted.
 */
export function composeAnswer(
  passages: readonly FoundPassage[],
  question: string,
  about = '',
): { text: string; citations: Citation[] } | undefined {
  const candidates = candidatesOf(passages, question, about);
  const best = candidates.reduce<Candidate | undefined>(
    (first, one) => (first && first.weight >= one.weight ? first : one),
    undefined,
  );
  if (!best) return undefined;
  const { articleId, title, version } = best.passage;
  const around = candidates.filter(({ passage }) => passage === best.passage);
  return { text: complete(best, around), citations: [{ articleId, title, version }] };
}

function candidatesOf(passages: readonly FoundPassage[], question: string, about: string): Candidate[] {
  const asked = wordsOf(question);
  const meant = wordsOf(about);
  const expected = expectedIn(question);
  const top = Math.max(...passages.map(({ score }) => score), Number.MIN_VALUE);
  const heading = expected ? worth.headingBesideExpected : worth.heading;
  return passagesOfOneArticle(passages, asked, meant, top).flatMap((passage) => {
    const place =
      worth.passage * (passage.score / top) +
      heading * shareOf(asked, wordsOf(passage.heading ?? '')) +
      (passage.heading === undefined ? worth.opening : 0);
    return sentencesOf(passage.text).map((text, index) => {
      const words = wordsOf(text);
      const says =
        worth.asked * shareOf(asked, words) +
        worth.about * shareOf(meant, words) +
        (expected?.test(text) ? worth.expected : 0);
      return { passage, index, text, says, weight: says + place - worth.perSentenceLater * index };
    });
  });
}

/** Those of the article that fits best: one article is quoted, so that its words stay in their context. */
function passagesOfOneArticle(
  passages: readonly FoundPassage[],
  asked: ReadonlySet<string>,
  meant: ReadonlySet<string>,
  top: number,
): FoundPassage[] {
  const fits = ({ title, text, score }: FoundPassage) => {
    const words = wordsOf(title);
    const named = worthOfTitle * Math.max(shareOf(meant, words), shareOf(asked, words));
    return score / top + named + worthOfText * shareOf(asked, wordsOf(text));
  };
  const [best] = [...passages].sort((a, b) => fits(b) - fits(a));
  return passages.filter(({ articleId }) => articleId === best?.articleId);
}

/** The best sentence with what completes it: what stands right behind it, and what says nearly as much. */
function complete(best: Candidate, around: readonly Candidate[]): string {
  const next = around.find(({ index }) => index === best.index + 1);
  const others = around.filter((one) => one.says >= 0.6 * best.says).sort((a, b) => b.says - a.says);
  const taken = new Set([best]);
  let length = best.text.length;
  for (const one of next ? [next, ...others] : others) {
    if (taken.size >= mostSentences) break;
    if (taken.has(one) || length + one.text.length > mostCharacters) continue;
    taken.add(one);
    length += one.text.length;
  }
  return [...taken]
    .sort((a, b) => a.index - b.index)
    .map(({ text }) => text)
    .join(' ');
}
