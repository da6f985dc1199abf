import type { IntentAssessed, Provenance } from '@attune/contracts';
import type { Pack } from '@attune/domain';
import type { Control } from '../state';

export interface KnownFact {
  name: string;
  provenance: Provenance;
  value: unknown;
}

/** Facts beside those of the last turn's snapshot. The same control where all of them are known with these values. */
export function withFacts(control: Control, facts: readonly KnownFact[]): Control {
  const { last, personal } = control;
  if (!last || !personal) return control;
  const values = personal.turn.snapshot.facts;
  const news = facts.filter(({ name, value }) => !(name in values) || !same(values[name], value));
  if (news.length === 0) return control;
  const names = new Set(news.map(({ name }) => name));
  const clear = news.map(({ name, provenance }) => ({ name, provenance }));
  const known = [...last.snapshot.facts.filter(({ name }) => !names.has(name)), ...clear];
  const snapshot = {
    ...personal.turn.snapshot,
    facts: { ...values, ...Object.fromEntries(news.map(({ name, value }) => [name, value])) },
  };
  return {
    ...control,
    last: { ...last, snapshot: { ...last.snapshot, facts: known } },
    personal: { ...personal, turn: { ...personal.turn, snapshot } },
  };
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Facts that became known before the turn arrived here, and after its snapshot was taken. */
export function learnedSince({ last, personal }: Control, { data }: IntentAssessed): KnownFact[] {
  const values = personal?.turn.snapshot.facts ?? {};
  const told = new Map(data.snapshot.facts.map(({ name, provenance }) => [name, provenance.at]));
  return (last?.snapshot.facts ?? [])
    .filter(({ name, provenance }) => name in values && (told.get(name) ?? '') < provenance.at)
    .map((fact) => ({ ...fact, value: values[fact.name] }));
}

/** Facts that the turn itself names. Where an entity may be one of several facts, context knows which is meant and says so. */
export function namedIn({ data, personal }: IntentAssessed, pack: Pack): KnownFact[] {
  const { turn } = data;
  const messageId = turn.messageIds.at(-1);
  const provenance: Provenance = {
    who: 'customer',
    at: turn.acceptedAt,
    channel: turn.channel,
    ...(messageId !== undefined && { messageId }),
  };
  const found = new Map<string, KnownFact>();
  for (const { name, value } of personal?.entities ?? []) {
    const [meant, ...others] = pack.facts.filter(({ entity }) => entity === name);
    if (meant && others.length === 0 && !found.has(meant.name))
      found.set(meant.name, { name: meant.name, provenance, value });
  }
  return [...found.values()];
}
