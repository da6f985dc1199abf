import type { Pack } from '@attune/domain';
import type { Trigger } from '../boundary/scope';
import type { Known } from './write-brief';

const byTrigger: Partial<Record<Trigger, string>> = {
  overdue: 'Answer the open message first: it has waited longer than promised.',
  inDoubt: 'Find out whether the action in doubt has happened before anything is done again.',
  deliveryFailed: 'Reach the customer another way: a message of ours has not arrived.',
  promiseDue: 'Do what was promised, or tell the customer a new date.',
  deadLetter: 'Read the last messages: a part of them could not be processed automatically.',
};

/** What a person may best do first, in one sentence. */
export function nextStepOf(
  trigger: Trigger,
  intent: string | undefined,
  { snapshot, tried }: Pick<Known, 'snapshot' | 'tried'>,
  pack: Pack,
): string {
  const because = byTrigger[trigger];
  if (because) return because;
  const playbook = pack.playbooks.find((one) => one.intent === intent);
  const known = new Set(snapshot?.facts.map(({ name }) => name));
  const needed = (playbook?.needs ?? []).filter((name) => !known.has(name)).map((name) => labelOf(name, pack));
  if (needed.length > 0) return `Ask for what is still needed: ${needed.join(', ')}.`;
  const done = new Set(tried.map(({ what }) => what));
  const does = playbook?.mayDo.find((tool) => !done.has(tool));
  if (does !== undefined) return `Everything needed is known: ${toolLabelOf(does, pack)}.`;
  const did = playbook?.mayDo.map((tool) => toolLabelOf(tool, pack)) ?? [];
  if (did.length > 0) return `Done already: ${did.join(', ')}. Find another way, and say by when.`;
  const label = pack.intents.find(({ id }) => id === intent)?.label;
  return label === undefined ? 'Find out what the customer needs.' : `Help with ${label}.`;
}

export const labelOf = (fact: string, pack: Pack): string =>
  pack.facts.find(({ name }) => name === fact)?.label ?? fact;
export const toolLabelOf = (tool: string, pack: Pack): string =>
  pack.tools.find(({ name }) => name === tool)?.label ?? tool;
