import { Environment, type ParseResult } from '@marcbachmann/cel-js';
import { didYouMean } from './mistakes';
import { boundaryVocabulary, type Vocabulary } from './vocabulary';

/** A CEL expression that is true or false, compiled once. Pure: the same scope, the same value. */
export interface Condition {
  readonly source: string;
  /** Never throws: an expression that cannot be evaluated on this scope (a division by zero, a missing key) says why. */
  evaluate(scope: object): boolean | { readonly error: string };
}

/** A condition that cannot be compiled. `at` counts characters from the start of its source. */
export class ConditionError extends Error {
  constructor(
    message: string,
    readonly at: number,
    readonly suggestion?: string,
  ) {
    super(message);
    this.name = 'ConditionError';
  }
}

/** Compiles and type-checks. Throws ConditionError: syntax, unknown names, types that do not fit, not true or false. */
export function compileCondition(source: string, vocabulary: Vocabulary = boundaryVocabulary): Condition {
  const environment = environmentOf(vocabulary);
  const checked = environment.check(source);
  if (!checked.valid) throw explain(checked.error, vocabulary);
  if (checked.type !== 'bool' && checked.type !== 'dyn') {
    throw new ConditionError(`this condition is a ${checked.type}, not true or false`, 0, 'compare it with something');
  }
  const run: ParseResult = environment.parse(source);
  return {
    source,
    evaluate(scope) {
      try {
        const value: unknown = run(scope);
        return typeof value === 'boolean' ? value : { error: `"${source}" is not true or false here` };
      } catch (error) {
        return { error: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) };
      }
    },
  };
}

// Building an environment costs far more than compiling in it.
const environments = new WeakMap<Vocabulary, Environment>();

function environmentOf(vocabulary: Vocabulary): Environment {
  const known = environments.get(vocabulary);
  if (known) return known;
  const environment = new Environment({ unlistedVariablesAreDyn: false });
  mixNumbers(environment);
  for (const [name, type] of Object.entries(vocabulary)) {
    if (typeof type === 'string') environment.registerVariable(name, type);
    else environment.registerVariable({ name, schema: type });
  }
  environments.set(vocabulary, environment);
  return environment;
}

/** CEL keeps whole numbers and fractions apart; an author who writes `context.repeats == 2` should not need to know. */
function mixNumbers(environment: Environment): void {
  environment.registerOperator('double == int', (a, b) => Number(a) === Number(b));
  const arithmetic = {
    '+': (a: number, b: number) => a + b,
    '-': (a: number, b: number) => a - b,
    '*': (a: number, b: number) => a * b,
    '/': (a: number, b: number) => a / b,
  };
  for (const [sign, apply] of Object.entries(arithmetic)) {
    for (const types of [`double ${sign} int`, `int ${sign} double`]) {
      environment.registerOperator(types, (a, b) => apply(Number(a), Number(b)));
    }
  }
}

interface CelError {
  readonly code: string;
  readonly summary: string;
  readonly range?: { readonly start: number };
}

function explain(error: CelError | undefined, vocabulary: Vocabulary): ConditionError {
  const at = error?.range?.start ?? 0;
  const name = /: (\S+)$/.exec(error?.summary ?? '')?.[1] ?? '';
  if (error?.code === 'unknown_variable') {
    return new ConditionError(
      `nothing is called "${name}" here`,
      at,
      didYouMean(name, Object.keys(vocabulary)) ?? `known are ${Object.keys(vocabulary).join(', ')}`,
    );
  }
  if (error?.code === 'no_such_key') {
    const fields = Object.values(vocabulary).flatMap((type) => (typeof type === 'string' ? [] : Object.keys(type)));
    return new ConditionError(`there is no "${name}" in there`, at, didYouMean(name, fields));
  }
  if (error?.code === 'no_such_overload') {
    return new ConditionError(
      `these types do not go together: ${error.summary.replace(/^no such overload: /, '')}`,
      at,
      'numbers are double or int, text is string, true and false are bool',
    );
  }
  return new ConditionError(`this is not a CEL expression: ${error?.summary ?? 'unknown mistake'}`, at);
}
