import type { Condition } from './conditions';
import { weekdays } from './hours';
import { mentionedIn } from './playbook-state';
import type { Vocabulary } from './vocabulary';

/** Which values a condition can take at all. `unknown`: too many combinations, or built in a way that cannot be tried out. */
export interface Possible {
  readonly canBeTrue: boolean | 'unknown';
  readonly canBeFalse: boolean | 'unknown';
}
const unknown: Possible = { canBeTrue: 'unknown', canBeFalse: 'unknown' };

/** More combinations than this are not tried. */
const most = 20_000;
/** Ways of looking into lists that a few sample values say nothing about. */
const tooClever = /\[|\.(?:exists|exists_one|all|map|filter|matches|startsWith|endsWith|contains|size)\(|\bsize\(/;

/**
 * Tries a condition on every combination of the values that could make a difference: around each number, each text, and none of them.
 */
export function possibleValues(condition: Condition, vocabulary: Vocabulary): Possible {
  const values = tried([condition], vocabulary);
  if (!values) return unknown;
  let [canBeTrue, canBeFalse] = [false, false];
  for (const scope of values) {
    const value = condition.evaluate(scope);
    canBeTrue ||= value === true;
    canBeFalse ||= value === false;
    if (canBeTrue && canBeFalse) break;
  }
  // Only errors: it was tried on what it is not made for.
  return canBeTrue || canBeFalse ? { canBeTrue, canBeFalse } : unknown;
}

/** Whether the first can be true where the second is not; `unknown` as above. */
export function canDiffer(one: Condition, other: Condition, vocabulary: Vocabulary): boolean | 'unknown' {
  const values = tried([one, other], vocabulary);
  if (!values) return 'unknown';
  for (const scope of values) if (one.evaluate(scope) === true && other.evaluate(scope) !== true) return true;
  return false;
}

/** Every combination of sample values; undefined where they are too many. */
function tried(conditions: readonly Condition[], vocabulary: Vocabulary): Iterable<object> | undefined {
  const source = conditions.map((condition) => condition.source).join(' && ');
  if (tooClever.test(source)) return undefined;
  const paths = [...new Set(mentionedIn(source))].filter((path) => (path.split('.')[0] ?? '') in vocabulary);
  const literals = literalsOf(source);
  const samples = paths.map((path) => ({ path, values: samplesFor(path, typeOf(path, vocabulary), literals) }));
  const combinations = samples.reduce((product, { values }) => product * values.length, 1);
  return combinations > most ? undefined : combinationsOf(samples);
}

interface Literals {
  readonly texts: readonly string[];
  readonly numbers: readonly number[];
}
function literalsOf(source: string): Literals {
  const texts = [...source.matchAll(/"([^"]*)"|'([^']*)'/g)].map(([, double, single]) => double ?? single ?? '');
  const bare = source.replace(/"[^"]*"|'[^']*'/g, '');
  const numbers = [...bare.matchAll(/(?<![\w.])-?\d+(?:\.\d+)?/g)].map(([written]) => Number(written));
  return { texts: [...new Set(texts)], numbers: [...new Set(numbers)] };
}

function typeOf(path: string, vocabulary: Vocabulary): string {
  const [root = '', field] = path.split('.');
  const type = vocabulary[root];
  if (typeof type === 'string') return field === undefined ? type : 'dyn';
  return field === undefined ? 'dyn' : (type?.[field] ?? 'dyn');
}

/** What these fields can be, whatever a condition compares them with. */
const shares = new Set([
  'intent.probability',
  'intent.noneOfThese',
  'emotion.dissatisfaction',
  'emotion.urgency',
  'complexity.score',
]);
const fixed: Readonly<Record<string, readonly unknown[]>> = {
  'time.hour': Array.from({ length: 24 }, (_, hour) => hour),
  'time.weekday': weekdays,
  'context.holderBefore': ['automation', 'queue', 'person'],
};

function samplesFor(path: string, type: string, { texts, numbers }: Literals): readonly unknown[] {
  const known = fixed[path];
  if (known) return known;
  const around = [...new Set([0, 1, ...numbers.flatMap((n) => [n - 1, n - 0.001, n, n + 0.001, n + 1])])];
  if (shares.has(path)) return around.filter((n) => n >= 0 && n <= 1);
  if (path.startsWith('context.') && type === 'double') return around.filter((n) => n >= 0 && Number.isInteger(n));
  const words = [...texts, 'something else'];
  const lists = [[], ...words.map((word) => [word]), texts];
  switch (type) {
    case 'bool':
      return [true, false];
    case 'double':
    case 'int':
      return around;
    case 'string':
      return words;
    case 'list<string>':
    case 'list':
      return lists;
    default:
      return [null, true, false, ...words, ...around, ...lists];
  }
}

function* combinationsOf(samples: readonly { path: string; values: readonly unknown[] }[]): Iterable<object> {
  const [first, ...rest] = samples;
  if (!first) return yield {};
  for (const value of first.values)
    for (const others of combinationsOf(rest)) yield withValue(others as Record<string, unknown>, first.path, value);
}

function withValue(scope: Record<string, unknown>, path: string, value: unknown): object {
  const [root = '', ...below] = path.split('.');
  if (below.length === 0) return root in scope ? scope : { ...scope, [root]: value };
  const inside = (scope[root] ?? {}) as Record<string, unknown>;
  return { ...scope, [root]: typeof inside === 'object' ? withValue(inside, below.join('.'), value) : inside };
}
