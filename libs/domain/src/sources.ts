import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Document, isMap, isNode, isPair, isScalar, LineCounter, type Node, parseDocument } from 'yaml';

export interface Place {
  readonly line: number;
  readonly column: number;
}
/** Keys and indexes from the top of a YAML file to a value. */
export type Path = readonly (string | number)[];

/** One file of a pack, as text, that can say where an offset stands. */
export class Source {
  constructor(
    readonly file: string,
    readonly text: string,
  ) {}

  /** The name without folder and extension. */
  get stem(): string {
    return this.file.replace(/^.*\//, '').replace(/\.[^.]+$/, '');
  }

  placeAt(offset: number): Place {
    const before = this.text.slice(0, offset);
    const line = before.split('\n').length;
    return { line, column: offset - before.lastIndexOf('\n') };
  }
}

/** A YAML file (or the YAML part of one), whose values can be found again by their path. */
export class YamlSource extends Source {
  readonly value: unknown;
  /** The first thing that is not YAML; what follows from it would only confuse. */
  readonly syntax: { readonly what: string; readonly place: Place; readonly suggestion: string } | undefined;
  readonly #document: Document;
  readonly #lines = new LineCounter();

  constructor(file: string, text: string) {
    super(file, text);
    this.#document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false });
    const [error] = this.#document.errors;
    this.syntax = error && { ...inPlainWords(error.code, error.message), place: this.#place(error.pos[0]) };
    this.value = this.syntax ? undefined : (this.#document.toJS({ maxAliasCount: 50 }) as unknown);
  }

  /** Where a value stands; where it is missing, the nearest thing around it. */
  placeOf(path: Path): Place {
    for (let length = path.length; length >= 0; length--) {
      const node = this.#nodeAt(path.slice(0, length));
      if (node?.range) return this.#place(node.range[0]);
    }
    return { line: 1, column: 1 };
  }

  /** Where the key stands that the path ends in. */
  placeOfKey(path: Path): Place {
    const parent = this.#nodeAt(path.slice(0, -1));
    const name = path.at(-1);
    const pair = isMap(parent)
      ? parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(name))
      : undefined;
    const key = isPair(pair) ? pair.key : undefined;
    return isNode(key) && key.range ? this.#place(key.range[0]) : this.placeOf(path);
  }

  /** Where a character of a text value stands; exact for one-line and literal (`|`) texts, else where the text begins. */
  placeIn(path: Path, at: number): Place {
    const node = this.#nodeAt(path);
    const start = this.placeOf(path);
    if (!isScalar(node) || typeof node.value !== 'string') return start;
    if (node.type === 'BLOCK_LITERAL') {
      const before = node.value.slice(0, at);
      const line = start.line + before.split('\n').length;
      const indent = /^ */.exec(this.text.split('\n')[line - 1] ?? '')?.[0].length ?? 0;
      return { line, column: indent + at - (before.lastIndexOf('\n') + 1) + 1 };
    }
    const source = this.text.slice(node.range?.[0] ?? 0, node.range?.[1] ?? 0);
    if (source.includes('\n')) return start;
    return { line: start.line, column: start.column + at + (node.type?.startsWith('QUOTE') ? 1 : 0) };
  }

  #nodeAt(path: Path): Node | undefined {
    const node: unknown = path.length === 0 ? this.#document.contents : this.#document.getIn(path, true);
    return isNode(node) ? node : undefined;
  }

  #place(offset: number): Place {
    const { line, col } = this.#lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}

function inPlainWords(code: string, message: string): { what: string; suggestion: string } {
  const what = message.split('\n')[0]?.replace(/\.$/, '') ?? '';
  if (code === 'DUPLICATE_KEY') return { what: 'this name stands here twice', suggestion: 'keep one of them' };
  if (code === 'TAB_AS_INDENT') return { what: 'a tab stands at the beginning of a line', suggestion: 'use spaces' };
  const suggestion = 'a text that holds ": " or begins with {{, [, * or & stands in single quotes';
  return { what: `this is not YAML: ${what}`, suggestion };
}

const longest = 1_000_000;

/** Every file under a folder that is not hidden, sorted by name. Names are relative, with `/`. */
export async function readFiles(dir: string): Promise<Map<string, string>> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(dir, '/').length).replaceAll('\\', '/'))
    .filter((name) => !name.split('/').some((part) => part.startsWith('.')))
    .sort();
  const texts = await Promise.all(names.map((name) => readFile(join(dir, name), 'utf8')));
  return new Map(names.map((name, index) => [name, (texts[index] ?? '').slice(0, longest)]));
}

/** 12 hex digits of SHA-256. */
export function contentHash(...parts: string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 12);
}
