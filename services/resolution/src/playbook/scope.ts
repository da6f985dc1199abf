import { lookUp, playbookScope, stepsOf, timeScope, type Playbook, type PlaybookScope } from '@attune/domain';
import { valuesOf, type Draft } from '../draft';
import type { Run } from '../state';
import { loopsAround, roundsOf } from './path';

/** Facts as a run sees them: what the customer said for it, else what is known, without what turned out wrong. */
export function factsOf(draft: Draft, run: Run): Record<string, unknown> {
  const turnId = draft.case.work?.turn.turnId ?? '';
  const known = Object.entries(draft.personal.turns[turnId]?.snapshot.facts ?? {});
  const { slots, aside } = valuesOf(draft, run);
  const all: Record<string, unknown> = {
    ...Object.fromEntries(known.filter(([name]) => !(name in aside))),
    ...slots,
  };
  const rounds = roundsOf(run.at);
  // What is asked in each round of a loop has a value of its own in each.
  for (const fact of rounds === '' ? [] : askedInLoop(draft, run)) all[fact] = slots[`${fact}${rounds}`] ?? null;
  return all;
}

export const playbookOf = (draft: Draft, id: string | undefined): Playbook | undefined =>
  draft.env.pack.playbooks.find((known) => known.id === id);

function askedInLoop(draft: Draft, run: Run): string[] {
  const playbook = playbookOf(draft, run.playbook);
  const [outermost] = playbook ? loopsAround(playbook, run.at) : [];
  return outermost ? stepsOf(outermost.step.steps).flatMap((step) => (step.kind === 'ask' ? [step.fact] : [])) : [];
}

/** The name under which a run keeps a fact here. */
export const slotFor = (draft: Draft, run: Run, fact: string): string =>
  askedInLoop(draft, run).includes(fact) ? `${fact}${roundsOf(run.at)}` : fact;

/** What conditions and templates of a run see now. */
export function scopeOf(draft: Draft, run: Run): PlaybookScope {
  const { pack } = draft.env;
  const { work } = draft.case;
  const said = draft.personal.turns[work?.turn.turnId ?? ''];
  return playbookScope(pack, {
    ...valuesOf(draft, run).results,
    ...membersOf(draft, run),
    facts: factsOf(draft, run),
    customer: { name: said?.snapshot.name ?? null, verified: work?.snapshot.verified ?? false },
    channel: work?.turn.channel ?? 'chat',
    time: timeScope(pack.hours, pack.zone, new Date(draft.now)),
    promise: nextPromise(draft),
    failure: run.failure ?? null,
  });
}

/** Members of the lists that the run is going through, by the names that its loops give them. */
function membersOf(draft: Draft, run: Run): Record<string, unknown> {
  const playbook = playbookOf(draft, run.playbook);
  if (!playbook || roundsOf(run.at) === '') return {};
  const members: Record<string, unknown> = {};
  for (const { step, round } of loopsAround(playbook, run.at))
    members[step.as] = listOf(step.list, {
      ...valuesOf(draft, run).results,
      ...members,
      facts: outerFacts(draft, run),
    })[round];
  return members;
}

/** Facts as they are outside of any loop. */
const outerFacts = (draft: Draft, run: Run) => factsOf(draft, { ...run, at: [0] });

/** The members of a list in a scope; a single value is a list of one, and nothing an empty one. */
export function listOf(list: string, scope: object): readonly unknown[] {
  const found = lookUp(list.split('.'), scope) ?? [];
  return Array.isArray(found) ? found : [found];
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
