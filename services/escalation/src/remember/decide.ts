import type { ActionFailed, ActionPerformed, FactLearned } from '@attune/contracts';
import type { Decision } from '@attune/messaging';
import { withFacts } from '../brief/known-facts';
import { withTried, type Control } from '../state';

/** What automation did, or could not do: a person who comes later need not try it again. */
export function decideOnActionEnded(
  known: Control | undefined,
  { data, time }: ActionPerformed | ActionFailed,
): Decision<Control> | undefined {
  if (!known) return undefined;
  const outcome = 'outcome' in data ? data.outcome : `failed: ${data.reason}`;
  return { state: withTried(known, { what: data.tool, outcome, at: time }) };
}

/** What became known after the turn that a brief would be written from. Mostly it was named in that turn, and nothing changes. */
export function decideOnFactLearned(
  known: Control | undefined,
  { data, personal }: FactLearned,
): Decision<Control> | undefined {
  if (!known || !personal) return undefined;
  const state = withFacts(known, [{ name: data.fact, provenance: data.provenance, value: personal.value }]);
  return state === known ? undefined : { state };
}
