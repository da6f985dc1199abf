import type { z } from 'zod';
import { didYouMean, type Mistake } from './mistakes';
import type { Path, Place, YamlSource } from './sources';

/** Collects what is wrong, so that an author reads everything at once. */
export class Findings {
  readonly mistakes: Mistake[] = [];

  add(
    file: string,
    place: Place,
    what: string,
    options: { suggestion?: string | undefined; severity?: Mistake['severity'] } = {},
  ): void {
    const { suggestion, severity = 'error' } = options;
    // A part is read once for each playbook that uses it.
    if (
      this.mistakes.some(
        (one) => one.file === file && one.line === place.line && one.column === place.column && one.what === what,
      )
    )
      return;
    this.mistakes.push({ file, ...place, what, ...(suggestion ? { suggestion } : {}), severity });
  }

  /** An error at a value. */
  at(source: YamlSource, path: Path, what: string, suggestion?: string): void {
    this.add(source.file, source.placeOf(path), what, { suggestion });
  }

  /** An error at a key. */
  atKey(source: YamlSource, path: Path, what: string, suggestion?: string): void {
    this.add(source.file, source.placeOfKey(path), what, { suggestion });
  }

  /** A warning at a value. */
  warn(source: YamlSource, path: Path, what: string, suggestion?: string): void {
    this.add(source.file, source.placeOf(path), what, { suggestion, severity: 'warning' });
  }

  /** An unknown name where one of `known` must stand. */
  unknown(source: YamlSource, path: Path, kind: string, name: string, known: Iterable<string>): void {
    this.at(source, path, `there is no ${kind} "${name}"`, didYouMean(name, known));
  }

  get hasErrors(): boolean {
    return this.mistakes.some(({ severity }) => severity === 'error');
  }

  /** By file, then line. */
  sorted(): Mistake[] {
    return this.mistakes.toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column);
  }

  /** Reads a value by its shape. Every issue becomes a mistake at its place; then the result is undefined. */
  read<T>(source: YamlSource, path: Path, value: unknown, shape: z.ZodType<T>): T | undefined {
    const result = shape.safeParse(value);
    if (result.success) return result.data;
    for (const issue of result.error.issues) this.#explain(source, path, value, issue);
    return undefined;
  }

  #explain(source: YamlSource, base: Path, value: unknown, issue: z.core.$ZodIssue): void {
    const inner = issue.path.filter((part) => typeof part !== 'symbol');
    const path = [...base, ...inner];
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) {
        const known = issue.message.split(', ');
        this.atKey(
          source,
          [...path, key],
          `"${key}" is not known here`,
          didYouMean(key, known) ?? `known are ${issue.message}`,
        );
      }
      return;
    }
    const found = inner.reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), value);
    const name = path.at(-1) === undefined ? 'this file' : `"${String(path.at(-1))}"`;
    if (found === undefined) return this.at(source, path, `${name} is missing`);
    this.at(source, path, wordsFor(issue, name, found), suggestionFor(issue, found));
  }
}

const isObject = (value: unknown): value is Record<string | number, unknown> =>
  typeof value === 'object' && value !== null;

function wordsFor(issue: z.core.$ZodIssue, name: string, found: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return `${name} must be ${words[issue.expected] ?? issue.expected}, not ${describeValue(found)}`;
    case 'invalid_value':
      return `${name} must be one of ${issue.values.map(String).join(', ')}, not ${describeValue(found)}`;
    case 'too_small':
      return `${name} must ${issue.origin === 'number' ? `be at least ${issue.minimum}` : 'not be empty'}`;
    case 'too_big':
      return `${name} must be at most ${issue.maximum}`;
    default:
      return `${name}: ${issue.message}`;
  }
}

function suggestionFor(issue: z.core.$ZodIssue, found: unknown): string | undefined {
  return issue.code === 'invalid_value' && typeof found === 'string'
    ? didYouMean(found, issue.values.map(String))
    : undefined;
}

const words: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of names and values',
  record: 'a group of names and values',
};

function describeValue(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a group of names and values';
  return typeof value === 'string' ? `"${value.slice(0, 40)}"` : String(value);
}
