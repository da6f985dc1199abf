import { filters, type Formats, neutralFormats } from './template-filters';
import type { Text } from './playbook';

export type { Formats } from './template-filters';

/** A template that cannot be read, or a name in it that this scope does not hold. `at` counts characters. */
export class TemplateError extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
    this.name = 'TemplateError';
  }
}

/** `{{ order.items[0].name | or "it" }}`, taken apart. */
export interface Placeholder {
  readonly path: readonly string[];
  readonly filters: readonly { readonly name: string; readonly argument?: string }[];
  /** Characters from the start of the template to the name. */
  readonly at: number;
}
export type Template = readonly (string | Placeholder)[];

const placeholder = /\{\{(.*?)\}\}/gs;
const name = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\[\d+\])*$/;
const filter = /^([A-Za-z]+)(?:\s+(?:"([^"]*)"|'([^']*)'))?$/;

/** Takes a template apart. Throws TemplateError: an unclosed placeholder, an unknown filter, not a name. */
export function parseTemplate(source: string): Template {
  const parts: (string | Placeholder)[] = [];
  let end = 0;
  for (const match of source.matchAll(placeholder)) {
    text(source.slice(end, match.index), end);
    parts.push(parsePlaceholder(match[1] ?? '', match.index + 2));
    end = match.index + match[0].length;
  }
  text(source.slice(end), end);
  return parts;

  function text(piece: string, from: number): void {
    const stray = piece.search(/\{\{|\}\}/);
    if (stray >= 0) throw new TemplateError('a placeholder is "{{ name }}"; here one half is missing', from + stray);
    if (piece) parts.push(piece);
  }
}

function parsePlaceholder(source: string, start: number): Placeholder {
  const [head = '', ...rest] = splitFilters(source);
  const at = start + (source.length - source.trimStart().length);
  if (!name.test(head.trim())) {
    throw new TemplateError(`"${source.trim()}" is not a name; a placeholder is "{{ order.status | filter }}"`, at);
  }
  const used = rest.map((piece) => {
    const [, word, double, single] = filter.exec(piece.trim()) ?? [];
    if (!word) throw new TemplateError(`"${piece.trim()}" is not a filter; write | name or | name "text"`, at);
    if (!(word in filters)) {
      throw new TemplateError(`there is no filter "${word}"; there are ${Object.keys(filters).join(', ')}`, at);
    }
    return { name: word, argument: double ?? single };
  });
  return {
    path: head
      .trim()
      .split(/[.[\]]+/)
      .filter(Boolean),
    filters: used,
    at,
  };
}

/** At `|`, but not inside quotes. */
const splitFilters = (source: string): string[] => source.match(/(?:"[^"]*"|'[^']*'|[^|"'])+/g) ?? [];

// The templates of a pack are few and come back on every turn.
const parsed = new Map<string, Template>();
function templateOf(source: string): Template {
  const known = parsed.get(source);
  if (known) return known;
  const template = parseTemplate(source);
  if (parsed.size < 10_000) parsed.set(source, template);
  return template;
}

/**
 * Fills a template. Strict: a name that the scope does not hold, or whose value is null, throws TemplateError unless
 * `| or "…"` says what stands there instead. Values are put in as they are, never read as templates.
 */
export function render(template: string, scope: object, formats: Formats = neutralFormats): string {
  return templateOf(template)
    .map((part) => (typeof part === 'string' ? part : fill(part, scope, formats)))
    .join('');
}

function fill(part: Placeholder, scope: object, formats: Formats): string {
  const value = part.filters.reduce<unknown>(
    (current, { name, argument }) => filters[name]?.(current, argument, formats),
    lookUp(part.path, scope),
  );
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  const written = part.path.join('.');
  if (value === undefined || value === null) throw new TemplateError(`"${written}" is not known here`, part.at);
  throw new TemplateError(`"${written}" is not a text or number; use a filter such as list, money or date`, part.at);
}

/** The value at a path; undefined where any part is missing. Own properties only. */
export function lookUp(path: readonly string[], scope: unknown): unknown {
  let value: unknown = scope;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

/** A template that is one placeholder and nothing else gives the value itself, not its text. */
export function valueOf(template: string, scope: object, formats?: Formats): unknown {
  const [only, ...rest] = templateOf(template);
  if (typeof only === 'object' && rest.length === 0 && only.filters.length === 0) return lookUp(only.path, scope);
  return render(template, scope, formats);
}

/**
 * Words for one occasion: the variant that `seed` picks (a turn id, say; the same seed, the same words), in the
 * language asked for or else the first that there is. Throws TemplateError like `render`.
 */
export function wordingOf(text: Text, scope: object, options: { seed: string; formats: Formats }): string {
  const { seed, formats } = options;
  const variants = variantsOf(text, formats.language);
  const variant = variants[hash(seed) % Math.max(variants.length, 1)];
  if (variant === undefined) throw new TemplateError('this text has no wording', 0);
  return render(variant, scope, formats);
}

/** The ways to say it in a language, or else in the first that there is. */
export const variantsOf = (text: Text, language: string): readonly string[] =>
  text[language] ?? Object.values(text)[0] ?? [];

/** FNV-1a, 32 bits. */
function hash(seed: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < seed.length; index++) {
    value = Math.imul(value ^ seed.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}
