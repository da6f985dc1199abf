import { atWork, exhaust, say, words, type Draft } from '../draft';

/** Candidates that are offered: at most three, none that is next to impossible. */
const mostOptions = 3;
const optionFrom = 0.05;

/** Says that a turn was not understood and offers what it may have been about; the second time in a row a person is asked for. */
export function clarify(draft: Draft): 'on' | 'exhausted' {
  const { assessment, plan } = atWork(draft);
  const { intents, texts } = draft.env.pack;
  draft.case.misses.understood++;
  if (draft.case.misses.understood >= 2) {
    return exhaust(draft, { why: 'notUnderstood', reason: 'Not understood twice in a row' });
  }
  const options = assessment.candidates
    .filter(({ probability }) => probability >= optionFrom)
    .flatMap(({ intent }) => intents.find(({ id, kind }) => id === intent && kind !== 'smalltalk') ?? [])
    .slice(0, mostOptions);
  const text =
    options.length > 0
      ? words(draft, texts.clarify, { options: options.map(({ label }) => label) }, 'clarify')
      : words(draft, texts.notUnderstood, {}, 'notUnderstood');
  say(draft, 'clarify', text);
  plan.question = true;
  draft.case.pending = { kind: 'clarify', options: options.map(({ id }) => id) };
  return 'on';
}
