import { argumentsOf, type Tool } from '@attune/domain';
import { exhaust, formats, valuesOf, type Draft } from '../draft';
import type { Run } from '../state';
import { freshKey, start } from './call';

/**
 * Takes back an effect that was done before the customer corrected what it was done with. Where that cannot be done by itself a person
 * is asked for: it is never left as it is in silence.
 */
export function undo(draft: Draft, run: Run, place: string): 'waits' | 'exhausted' {
  const done = run.done?.[place];
  const kept = valuesOf(draft, run).done?.[place];
  const tool = draft.env.pack.tools.find(({ name }) => name === done?.tool);
  const other = draft.env.pack.tools.find(({ name }) => name === tool?.undo?.call);
  if (!done || !kept || !tool?.undo || !other || !draft.case.tools.includes(other.name))
    return beyondUs(draft, run, tool, done?.tool ?? place);
  const scope = { ...kept.args, result: kept.result } as never;
  const args = argumentsOf(tool.undo, scope, formats(draft));
  const key = freshKey(draft, other, args);
  const before = draft.case.ledger[key];
  if (before && before.status !== 'failed') return beyondUs(draft, run, tool, tool.name);
  start(draft, run, other, args, { key, hash: place });
  run.undoing = { place, actionId: draft.case.ledger[key]!.actionId };
  return 'waits';
}

/** The first effect that a correction has made wrong, and that nothing has made right again. */
export const staleIn = ({ done = {} }: Run): string | undefined =>
  Object.keys(done).find((place) => done[place]?.stale === true);

/** The effect at a place is taken back: it has not happened, and may be done anew. */
export function forgetDone(draft: Draft, run: Run, place: string): void {
  const key = run.done?.[place]?.key;
  const entry = key === undefined ? undefined : draft.case.ledger[key];
  if (entry) entry.status = 'undone';
  delete run.done?.[place];
  delete run.called[place];
  // What was said of it is no longer so; should it come true once more, it is said once more.
  run.told = [];
  delete valuesOf(draft, run).done?.[place];
}

export function beyondUs(draft: Draft, run: Run, tool: Tool | undefined, name: string): 'exhausted' {
  return exhaust(draft, {
    why: 'playbook',
    reason: `The customer corrected something after we had done this: ${tool?.label ?? name}. It is to be taken back by hand`,
    matterId: run.matter.matterId,
  });
}
