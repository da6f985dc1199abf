import type { Intent } from '@attune/domain';
import { shareOf, wordsOf } from '../answer/words';
import { atWork, exhaust, say, words, type Draft } from '../draft';
import type { Reading } from './read';

/** Candidates that are offered: at most three, none that is next to impossible. */
const mostOptions = 3;
const optionFrom = 0.05;
/** Two tasks are close when the likelier one is unlikely by itself and the other is nearly as likely. */
const close = { likelyFrom: 0.62, within: 0.15, optionFrom: 0.2 };

/** Says that a turn was not understood and offers what it may have been about; the second time in a row a person is asked for. */
export function clarify(draft: Draft): 'on' | 'exhausted' {
  const { assessment } = atWork(draft);
  const { intents } = draft.env.pack;
  const options = assessment.candidates
    .filter(({ probability }) => probability >= optionFrom)
    .flatMap(({ intent }) => intents.find(({ id, kind }) => id === intent && kind !== 'smalltalk') ?? [])
    .slice(0, mostOptions);
  return offer(draft, options);
}

/** Asks which of these few is meant. */
export function clarifyBetween(draft: Draft, options: readonly string[]): 'on' | 'exhausted' {
  return offer(
    draft,
    options.flatMap((option) => draft.env.pack.intents.find(({ id }) => id === option) ?? []),
  );
}

function offer(draft: Draft, options: readonly Intent[]): 'on' | 'exhausted' {
  const { texts } = draft.env.pack;
  draft.case.misses.understood++;
  if (draft.case.misses.understood >= 2) {
    return exhaust(draft, { why: 'notUnderstood', reason: 'Not understood twice in a row' });
  }
  const text =
    options.length > 0
      ? words(draft, texts.clarify, { options: options.map(({ label }) => label) }, 'clarify')
      : words(draft, texts.notUnderstood, {}, 'notUnderstood');
  say(draft, 'clarify', text);
  atWork(draft).plan.question = true;
  draft.case.pending = { kind: 'clarify', options: options.map(({ id }) => id) };
  return 'on';
}

/**
 * The few intents that a turn may be about, where doing the likeliest could be doing the wrong thing. Only where a playbook would begin:
 * a question is answered soon enough, and what is open already goes on.
 */
export function closeCandidates(draft: Draft, { said, candidates }: Reading): string[] | undefined {
  const [only, ...others] = said;
  const [first, second] = candidates.filter(({ intent }) => intent.kind !== 'smalltalk');
  if (!only || others.length > 0 || !first || !second || first.intent.playbook === undefined) return undefined;
  if (first.probability >= close.likelyFrom || second.probability < close.optionFrom) return undefined;
  if (first.probability - second.probability > close.within || first.intent.family === second.intent.family)
    return undefined;
  if (draft.case.runs.some((run) => [first, second].some(({ intent }) => run.matter.intent === intent.id)))
    return undefined;
  return [first.intent.id, second.intent.id];
}

/** Which of the intents that we offered is meant; also a weak candidate counts among so few. */
export function meantAmong(draft: Draft, reading: Reading, options: readonly string[]): Intent | undefined {
  const [only, ...others] = options;
  const offered = options.flatMap((option) => draft.env.pack.intents.find(({ id }) => id === option) ?? []);
  if (reading.acts.has('confirms') && others.length === 0) return offered.find(({ id }) => id === only);
  const said = reading.said.find(({ intent }) => options.includes(intent.id))?.intent;
  const place = ordinals.findIndex((ordinal) => ordinal.test(reading.text));
  const ordinal = place === 3 ? offered.at(-1) : offered[place];
  const words = wordsOf(reading.text);
  // "The refund" says which, if only one of them has the word.
  const named = offered.filter(({ label }) => words.size > 0 && shareOf(words, wordsOf(label)) > 0);
  const likely = reading.candidates.find(
    ({ intent, probability }) => options.includes(intent.id) && probability >= 0.15,
  );
  if (ordinal && reading.text.length < 40) return ordinal;
  if (named.length === 1 && reading.text.length < 60) return named[0];
  return reading.said.length > 0 ? said : likely?.intent;
}

const ordinals = [/\bfirst\b/i, /\bsecond\b/i, /\bthird\b/i, /\b(?:last|latter)\b/i];
