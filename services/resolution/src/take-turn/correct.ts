import { playbookOf } from '../playbook/scope';
import type { Draft } from '../draft';
import type { Run } from '../state';
import { learn, namedFacts } from './learn';
import type { Reading } from './read';

/** Playbooks that have ended and may still be corrected. */
const mostFinished = 3;

/** The turn gives a run another value than it had: one that it names, or other words for what was answered freely. */
export function correct(draft: Draft, reading: Reading, run: Run): boolean {
  const playbook = playbookOf(draft, run.playbook);
  if (!playbook) return false;
  const named = namedFacts(draft, playbook, reading);
  if (Object.keys(named).length > 0) return learn(draft, run, named).corrected;
  if (!reading.acts.has('corrects')) return false;
  const free = (run.answered ?? []).findLast((slot) => entityOf(draft, slot) === undefined);
  const value = withoutLeadIn(reading.text);
  return free !== undefined && value !== '' && learn(draft, run, { [free]: value }).corrected;
}

const entityOf = (draft: Draft, slot: string): string | undefined =>
  draft.env.pack.facts.find(({ name }) => name === slot.replace(/#.*/, ''))?.entity;

/**
 * "No wait, I meant A-1050": a matter that waits or has ended goes on again from its beginning with what is right. True where one was
 * found that the correction fits.
 */
export function correctEarlier(draft: Draft, reading: Reading): boolean {
  if (!reading.acts.has('corrects')) return false;
  if (draft.case.runs.some((run) => correct(draft, reading, run))) return true;
  const finished = draft.case.finished ?? [];
  const found = finished.find((run) => correct(draft, reading, run));
  if (!found) return false;
  draft.case.finished = finished.filter((run) => run !== found);
  draft.case.runs = [found, ...draft.case.runs];
  return true;
}

/** Keeps a run that has come to its end, for corrections; what is pushed out is forgotten. */
export function keepFinished(draft: Draft, run: Run): void {
  const { case: file, personal } = draft;
  file.runs = file.runs.filter(({ runId }) => runId !== run.runId);
  const kept = [run, ...(file.finished ?? []).filter(({ runId }) => runId !== run.runId)];
  for (const { runId } of kept.slice(mostFinished)) delete personal.runs[runId];
  file.finished = kept.slice(0, mostFinished);
}

/** English; elsewhere the words stay as they are. */
const leadIns =
  /^(?:(?:no|sorry|oops|wait|actually|hang on|hold on|i (?:actually |really )?meant(?: to say)?|i mean|correction|make (?:it|that)|change (?:it|that) to|it'?s|it is|that should (?:be|have been)|not that(?: one)?|rather|the right one is)\b[\s,.:;!-]*)+/i;

const withoutLeadIn = (text: string): string => text.replace(leadIns, '').trim();
