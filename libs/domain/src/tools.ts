import type { ErrorMeaning, FieldType, Pack, Tool } from './pack';
import type { CallStep, PlaybookScope } from './playbook';
import { type Formats, render, valueOf } from './template';

/** A request as it goes out. `body` is JSON text. */
export interface HttpRequest {
  readonly method: Tool['method'];
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The formats of a pack's reader in one of its languages (the default language unless given). */
export function formatsOf(pack: Pack, language = pack.languages[0] ?? 'en'): Formats {
  return { language, locale: pack.locales[language] ?? language, zone: pack.zone, currency: pack.currency };
}

/** A scope for a playbook: what is not given is null, so that a condition may ask for it. */
export function playbookScope(pack: Pack, known: Partial<PlaybookScope>): PlaybookScope {
  const facts = Object.fromEntries(pack.facts.map(({ name }) => [name, null]));
  return {
    customer: { name: null, verified: false },
    channel: 'chat',
    time: { hour: 0, weekday: 'monday', open: false },
    promise: null,
    failure: null,
    ...known,
    facts: { ...facts, ...known.facts },
  };
}

/** Arguments of a call, filled. A template that is one placeholder keeps its value's type. Throws TemplateError. */
export function argumentsOf(
  step: Pick<CallStep, 'with'>,
  scope: PlaybookScope,
  formats?: Formats,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(step.with).map(([name, value]) => [
      name,
      typeof value === 'string' ? valueOf(value, scope, formats) : value,
    ]),
  );
}

/**
 * The HTTP request of a call. `${NAME}` comes from `env` (missing: throws), arguments are percent-encoded in the url
 * and JSON in the body. `idempotencyKey` goes out as `Idempotency-Key`.
 */
export function requestOf(
  tool: Tool,
  args: Readonly<Record<string, unknown>>,
  env: Readonly<Record<string, string | undefined>>,
  idempotencyKey?: string,
): HttpRequest {
  const fromEnv = (text: string) => text.replace(/\$\{([A-Z0-9_]+)\}/g, (_, name: string) => variable(name));
  const variable = (name: string): string => {
    const value = env[name];
    if (value === undefined) throw new Error(`The tool ${tool.name} needs ${name} in the environment.`);
    return value;
  };
  const encoded = Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, encodeURIComponent(String(value))]),
  );
  const headers: Record<string, string> = { accept: 'application/json' };
  for (const [name, value] of Object.entries(tool.headers)) headers[name.toLowerCase()] = fromEnv(value);
  if (idempotencyKey) headers['idempotency-key'] = idempotencyKey;
  const url = render(fromEnv(tool.url), encoded);
  if (!tool.body) return { method: tool.method, url, headers };
  const body = Object.fromEntries(
    Object.entries(tool.body).map(([name, value]) => [name, typeof value === 'string' ? valueOf(value, args) : value]),
  );
  return {
    method: tool.method,
    url,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

/**
 * What a call that did not succeed means: the pack's word for the status, else 404 notFound, 400 and 422 invalid, 401
 * and 403 denied, 409 refused, 408, 429 and 503 transient, other 5xx and a lost answer transient for reads and inDoubt
 * for writes. `unreachable` (never sent) is transient.
 */
export function meaningOf(tool: Tool, failure: number | 'noAnswer' | 'unreachable'): ErrorMeaning {
  if (failure === 'unreachable') return 'transient';
  const lost: ErrorMeaning = tool.effect === 'write' ? 'inDoubt' : 'transient';
  if (failure === 'noAnswer') return lost;
  const said = tool.errors[String(failure)] ?? tool.errors[`${Math.floor(failure / 100)}xx`];
  if (said) return said;
  const usual: Record<number, ErrorMeaning> = {
    400: 'invalid',
    401: 'denied',
    403: 'denied',
    404: 'notFound',
    408: 'transient',
    409: 'refused',
    422: 'invalid',
    429: 'transient',
    503: 'transient',
  };
  return usual[failure] ?? (failure >= 500 ? lost : 'refused');
}

/** What makes an effect the same effect: tool and key arguments, canonical. Holds personal data: hash it before it leaves. */
export function effectKeyOf(tool: Tool, args: Readonly<Record<string, unknown>>): string {
  const canonical = (value: unknown) =>
    typeof value === 'string' ? value.trim().toUpperCase() : JSON.stringify(value);
  return [tool.name, ...tool.key.map((name) => `${name}=${canonical(args[name] ?? null)}`)].join('|');
}

/**
 * The part of an answer that playbooks may see: the fields that the tool `gives`, optional ones null when absent. A tool
 * without `gives` gives all of it. `problem` says in plain words which field is missing or of the wrong type.
 */
export function resultOf(
  tool: Tool,
  answer: unknown,
): { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problem: string } {
  if (!tool.gives) return { ok: true, value: answer };
  if (typeof answer !== 'object' || answer === null) return { ok: false, problem: 'the answer is not an object' };
  const value: Record<string, unknown> = {};
  for (const [name, type] of Object.entries(tool.gives)) {
    const field = (answer as Record<string, unknown>)[name] ?? null;
    if (field === null ? !type.optional : !fits(field, type)) {
      return { ok: false, problem: `"${name}" of the answer is ${field === null ? 'missing' : `not a ${type.type}`}` };
    }
    value[name] = field;
  }
  return { ok: true, value };
}

function fits(value: unknown, { type }: FieldType): boolean {
  switch (type) {
    case 'list':
      return Array.isArray(value);
    case 'map':
      return typeof value === 'object' && !Array.isArray(value);
    case 'date':
      return typeof value === 'string' && !Number.isNaN(Date.parse(value));
    case 'money':
      return typeof value === 'object' && value !== null && 'minor' in value && 'currency' in value;
    default:
      return typeof value === type;
  }
}
