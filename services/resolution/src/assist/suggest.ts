import { assistSuggested } from '@attune/contracts';
import { openDraft, publish, takenUp, type Draft } from '../draft';
import { paragraphs } from '../take-turn/finish';
import { proceed } from '../take-turn/proceed';

/** What automation would have said and done, as a suggestion for the person who holds: tried on a copy, nothing happens. */
export function suggest(draft: Draft): void {
  const work = takenUp(draft);
  const { turnId } = work.turn;
  const trial = openDraft(draft.env, { ...draft.case, personal: draft.personal }, draft.now, {});
  proceed(trial);
  const { plan } = takenUp(trial);
  const text = paragraphs(trial.personal.said);
  publish(
    draft,
    assistSuggested,
    {
      turnId,
      ...(work.assist?.handoffId !== undefined && { handoffId: work.assist.handoffId }),
      citations: plan?.citations ?? [],
      nextStep: trial.trial?.nextStep ?? plan?.exhausted?.reason ?? (text ? 'Reply' : 'Read the conversation'),
    },
    { draft: text },
  );
}
