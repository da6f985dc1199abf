import { stepsOf, type Fact, type Playbook } from '@attune/domain';
import { valuesOf, type Draft } from '../draft';
import { restart } from '../playbook/advance';
import { factsOf } from '../playbook/scope';
import type { Run } from '../state';
import type { Reading } from './read';

/** A free answer is kept up to here. */
const longestAnswer = 1000;

/** Facts that a playbook asks for, in its order. */
export const factsAskedBy = (playbook: Playbook): string[] => [
  ...new Set(stepsOf(playbook.steps).flatMap((step) => (step.kind === 'ask' ? [step.fact] : []))),
];

/**
 * Values that a turn names for the facts of a playbook. Where several facts are filled by one entity, values go to them in
 * order; where one fact was named twice ("not A-1042 but A-1043"), the last one counts if the customer corrects.
 */
export function namedFacts(draft: Draft, playbook: Playbook, reading: Reading): Record<string, unknown> {
  const named: Record<string, unknown> = {};
  const wanted = factsAskedBy(playbook).flatMap(
    (name) => draft.env.pack.facts.find((fact) => fact.name === name) ?? [],
  );
  for (const entity of new Set(wanted.flatMap((fact) => fact.entity ?? []))) {
    const values = reading.entities.filter(({ name }) => name === entity).map(({ value }) => value);
    const facts = wanted.filter((fact) => fact.entity === entity);
    const inOrder = facts.length === 1 && reading.acts.has('corrects') ? values.slice(-1) : values;
    const [many] = facts.filter((fact) => fact.many);
    if (many && values.length > 0) named[many.name] = values;
    else for (const [index, value] of inOrder.slice(0, facts.length).entries()) named[facts[index]?.name ?? ''] = value;
  }
  return named;
}

/** The answer to the question for a fact; undefined where the turn does not hold one. */
export function answerFor(fact: Fact | undefined, reading: Reading): unknown {
  if (fact?.entity !== undefined) {
    const values = reading.entities.filter(({ name }) => name === fact.entity).map(({ value }) => value);
    // Who corrects themselves in one breath means what they said last.
    const one = reading.acts.has('corrects') ? values.at(-1) : values[0];
    return fact.many && values.length > 0 ? values : one;
  }
  // A fact without an entity is filled by the words as they stand, unless they clearly are something else.
  const { acts, said, text } = reading;
  const another = said.length > 0 && acts.has('asks');
  const nothing = text === '' || acts.has('asksForPerson') || acts.has('stops');
  const evasive = ['denies', 'thanks', 'greets', 'saysGoodbye'].some((act) => acts.has(act));
  if (another || nothing || (evasive && !acts.has('answers') && !acts.has('informs'))) return undefined;
  return text.slice(0, longestAnswer);
}

/** Gives a run values of this turn. Where one replaces another, the run begins again: what still fits is not repeated. */
export function learn(draft: Draft, run: Run, named: Readonly<Record<string, unknown>>): { corrected: boolean } {
  const before = factsOf(draft, run);
  const { slots } = valuesOf(draft, run);
  let corrected = false;
  for (const [name, value] of Object.entries(named)) {
    const known = (name in slots ? slots[name] : before[name]) ?? null;
    slots[name] = value;
    if (known !== null && !same(known, value)) corrected = true;
  }
  if (corrected) {
    restart(draft, run);
    run.asked = {};
  }
  return { corrected };
}

const same = (a: unknown, b: unknown): boolean => a === b || canonical(a) === canonical(b);
const canonical = (value: unknown): string =>
  typeof value === 'string' ? value.trim().toUpperCase() : JSON.stringify(value);
