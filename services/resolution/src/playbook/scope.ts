import { playbookScope, timeScope, type PlaybookScope } from '@attune/domain';
import { valuesOf, type Draft } from '../draft';
import type { Run } from '../state';

/** Facts as a run sees them: what the customer said for it, else what is known, without what turned out wrong. */
export function factsOf(draft: Draft, run: Run): Record<string, unknown> {
  const turnId = draft.case.work?.turn.turnId ?? '';
  const known = Object.entries(draft.personal.turns[turnId]?.snapshot.facts ?? {});
  const { slots, aside } = valuesOf(draft, run);
  return { ...Object.fromEntries(known.filter(([name]) => !(name in aside))), ...slots };
}

/** What conditions and templates of a run see now. */
export function scopeOf(draft: Draft, run: Run): PlaybookScope {
  const { pack } = draft.env;
  const { work } = draft.case;
  const said = draft.personal.turns[work?.turn.turnId ?? ''];
  return playbookScope(pack, {
    ...valuesOf(draft, run).results,
    facts: factsOf(draft, run),
    customer: { name: said?.snapshot.name ?? null, verified: work?.snapshot.verified ?? false },
    channel: work?.turn.channel ?? 'chat',
    time: timeScope(pack.hours, pack.zone, new Date(draft.now)),
    promise: nextPromise(draft),
    failure: run.failure ?? null,
  });
}

function nextPromise(draft: Draft): PlaybookScope['promise'] {
  const { work } = draft.case;
  const known = draft.personal.turns[work?.turn.turnId ?? '']?.snapshot;
  const [first] = [...(work?.snapshot.promises ?? [])].sort((a, b) => a.dueAt.localeCompare(b.dueAt));
  const what = first && known?.promises[first.promiseId];
  if (!first || what === undefined) return null;
  // Names are not in the promise itself: whoever of us spoke last as a person is the one who promised.
  const person = known?.recent.findLast(({ who }) => who === 'person')?.name;
  return { what, dueAt: first.dueAt, by: (first.by.kind === 'person' ? person : undefined) ?? null };
}
