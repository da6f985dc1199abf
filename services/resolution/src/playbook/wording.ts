import { keyedId } from '@attune/contracts';
import { render, variantsOf, type AskStep, type ConfirmStep } from '@attune/domain';
import { atWork, formats, words, type Draft } from '../draft';
import type { Run } from '../state';

/** So many wordings of a question are remembered. */
const remembered = 8;

/**
 * The words of a question, never the same as it has used before: the first time one of its wordings, after an answer that was none its
 * `reask`, after something else was talked about any that is left. When all are used, the pack's way of coming back to a question.
 */
export function questionWords(
  draft: Draft,
  run: Run,
  step: AskStep | ConfirmStep,
  place: string,
  scope: object,
): string {
  const { language } = formats(draft);
  const written = (text: AskStep['text'] | undefined) =>
    text === undefined ? [] : variantsOf(text, language).map((variant) => render(variant, scope, formats(draft)));
  const [first, again] = [written(step.text), written(step.reask)];
  const used = run.worded?.[place] ?? [];
  const isNew = (question: string) => !used.includes(hashOf(draft, question));
  const inVain = used.length > 0 && !atWork(draft).plan.digressed;
  const ways = inVain ? [again, first] : used.length > 0 ? [[...first, ...again]] : [first];
  const left = ways.map((questions) => questions.filter(isNew)).find((questions) => questions.length > 0);
  const among = left ?? first;
  const question = among[seedOf(`${atWork(draft).turn.turnId} ${place}`) % among.length] ?? '';
  run.worded = { ...run.worded, [place]: [...used, hashOf(draft, question)].slice(-remembered) };
  return left ? question : words(draft, draft.env.pack.texts.askAgain, { question }, place);
}

const hashOf = (draft: Draft, question: string): string => keyedId('msg', draft.env.secret, question);

function seedOf(text: string): number {
  let seed = 0;
  for (let index = 0; index < text.length; index++) seed = (Math.imul(seed, 31) + text.charCodeAt(index)) >>> 0;
  return seed;
}
