import type { Known, Names } from './check-template';
import type { FieldType, Tool } from './pack';
import type { Vocabulary } from './vocabulary';

/** What is known at one point of a playbook, while its steps are checked in the order in which they run. */
export interface State {
  /** Answers of tools by name; undefined where the tool could not be read. */
  readonly saved: ReadonlyMap<string, Tool | undefined>;
  readonly askedFor: ReadonlySet<string>;
  /** Paths that a condition around this point has asked for. */
  readonly guarded: ReadonlySet<string>;
  /** Conditions that are known not to hold here: where they did, the matter has ended. */
  readonly refuted: ReadonlySet<string>;
  /** The customer has said yes to the next effect. */
  readonly confirmed: boolean;
  /** Inside the steps of `on`. */
  readonly failing: boolean;
  /** The matter has ended: nothing after this point runs. */
  readonly ended: boolean;
}

export const atStart: State = {
  saved: new Map(),
  askedFor: new Set(),
  guarded: new Set(),
  refuted: new Set(),
  confirmed: false,
  failing: false,
  ended: false,
};

/** Where two ways meet: only what holds on both. A way that has ended does not count. */
export function meet(one: State, other: State): State {
  if (one.ended) return other;
  if (other.ended) return one;
  return {
    saved: new Map([...one.saved].filter(([name]) => other.saved.has(name))),
    askedFor: new Set([...one.askedFor].filter((name) => other.askedFor.has(name))),
    guarded: new Set([...one.guarded].filter((path) => other.guarded.has(path))),
    refuted: new Set([...one.refuted].filter((condition) => other.refuted.has(condition))),
    confirmed: one.confirmed && other.confirmed,
    failing: one.failing && other.failing,
    ended: false,
  };
}

const known = (type: FieldType['type'], optional = false): FieldType => ({ type, optional });

/** Names that no answer of a tool may take. */
export const reservedNames = ['facts', 'customer', 'channel', 'time', 'promise', 'failure'];

export function namesIn(state: State, facts: Iterable<string>): Names {
  const names: Record<string, Known> = {
    facts: { fields: Object.fromEntries([...facts].map((fact) => [fact, factAs(state.askedFor.has(fact))])) },
    customer: { fields: { name: known('string', true), verified: known('boolean') } },
    channel: known('string'),
    time: { fields: { hour: known('number'), weekday: known('string'), open: known('boolean') } },
    promise: {
      optional: true,
      fields: { what: known('string'), dueAt: known('date'), by: known('string', true) },
    },
  };
  if (state.failing) names.failure = { fields: { meaning: known('string'), status: known('number') } };
  for (const [name, tool] of state.saved) names[name] = tool?.gives ? { fields: tool.gives } : 'anything';
  return names;
}

const factAs = (askedFor: boolean): Known => known('string', !askedFor);

const celTypes: Record<FieldType['type'], string> = {
  string: 'string',
  number: 'double',
  boolean: 'bool',
  date: 'string',
  list: 'list',
  money: 'dyn',
  map: 'dyn',
};

/** The same names for CEL. What may be null is `dyn`. */
export function vocabularyFrom(names: Names): Vocabulary {
  const typeOf = (value: Known): string =>
    value === 'anything' || !('type' in value) || value.optional ? 'dyn' : celTypes[value.type];
  return Object.fromEntries(
    Object.entries(names).map(([name, value]) => {
      if (value === 'anything' || 'type' in value || value.optional) return [name, typeOf(value)];
      // A fact may be of any kind, and known or not.
      const fields = Object.entries(value.fields).map(([field, type]) => [
        field,
        name === 'facts' ? 'dyn' : typeOf(type),
      ]);
      return [name, Object.fromEntries(fields) as Record<string, string>];
    }),
  );
}

/** The paths that a condition mentions: `order.carrier`, `promise`. */
export function mentionedIn(condition: string): string[] {
  return condition.replace(/"[^"]*"|'[^']*'/g, '').match(/[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*/g) ?? [];
}
