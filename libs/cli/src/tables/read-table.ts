import { parse } from 'csv-parse/sync';
import { PlainError } from '../plain-error';

/** A row of a file: its cells by column, and where it stands. */
export interface Row {
  line: number;
  cells: Readonly<Record<string, unknown>>;
}
export interface Table {
  file: string;
  columns: readonly string[];
  rows: readonly Row[];
}
export type Format = 'jsonl' | 'csv' | 'tsv';
export const formats: readonly Format[] = ['jsonl', 'csv', 'tsv'];

/** By the name of the file, else by what its first line looks like. */
export function formatOf(file: string, text: string): Format {
  const ending = /\.([a-z]+)$/i.exec(file)?.[1]?.toLowerCase();
  if (ending === 'jsonl' || ending === 'ndjson') return 'jsonl';
  if (ending === 'csv' || ending === 'tsv') return ending;
  const first = text.trimStart().split('\n', 1)[0] ?? '';
  if (first.startsWith('{')) return 'jsonl';
  return first.includes('\t') ? 'tsv' : 'csv';
}

/** Rows in the order of the file. @throws PlainError with file and line */
export function readTable(file: string, text: string, format: Format = formatOf(file, text)): Table {
  const table = format === 'jsonl' ? readJsonLines(file, text) : readSeparated(file, text, format);
  if (table.rows.length > 0) return table;
  throw new PlainError(`${file} holds no rows.`, `It was read as ${format.toUpperCase()}; --format says otherwise.`);
}

function readJsonLines(file: string, text: string): Table {
  const rows = text.split(/\r?\n/).flatMap((line, index): Row[] => {
    if (line.trim() === '') return [];
    const cells = parsed(line);
    if (typeof cells === 'string') return [{ line: index + 1, cells: { text: cells } }];
    if (typeof cells === 'object' && cells !== null && !Array.isArray(cells))
      return [{ line: index + 1, cells: cells as Record<string, unknown> }];
    throw new PlainError(
      `${file}:${index + 1} is not a JSON object.`,
      'Each line of JSONL is one, such as {"conversation": "1", "text": "Where is my order?"}.',
    );
  });
  return { file, columns: [...new Set(rows.flatMap(({ cells }) => Object.keys(cells)))], rows };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function readSeparated(file: string, text: string, format: 'csv' | 'tsv'): Table {
  try {
    const read = parse(text, {
      columns: true,
      bom: true,
      info: true,
      skip_empty_lines: true,
      // Tab-separated files of corpora quote nothing: a quotation mark in them is one.
      ...(format === 'tsv' ? { delimiter: '\t', quote: null, relax_column_count: true } : { relax_quotes: true }),
    }) as unknown as { record: Record<string, string>; info: { lines: number } }[]; // `info` changes what comes back
    const rows = read.map(({ record, info }) => ({ line: info.lines, cells: record }));
    return { file, columns: Object.keys(rows[0]?.cells ?? {}), rows };
  } catch (error) {
    const { message, lines } = error as { message: string; lines?: number };
    throw new PlainError(
      `${file}${lines === undefined ? '' : `:${lines}`} is not ${format.toUpperCase()}: ${message}.`,
      'Mend the line, or say what the file is with --format.',
    );
  }
}
