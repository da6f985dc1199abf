import type { OutboxEntry, ProjectionRow, StoredDocument } from './documents';
import { checkId, checkSize } from './limits';

/**
 * How memory and the embedded database keep a document: three lines of JSON (head, outbox, everything else), so that a version
 * check reads one short line, and forgetting outbox entries parses no state. JSON never holds a raw line break.
 */
export interface Head {
  v: number;
  writeId: string;
  wakeAt?: number;
}

/** @throws TypeError or RangeError when the document cannot be stored. */
export function documentText(document: StoredDocument): string {
  const { v, writeId, wakeAt, outbox, ...rest } = document;
  checkId(document._id);
  const text = `${headLine({ v, writeId, wakeAt })}\n${JSON.stringify(outbox)}\n${JSON.stringify(rest)}`;
  checkSize(text);
  return text;
}

export function documentOf(text: string): StoredDocument {
  const [head, outbox, rest] = lines(text);
  return { ...JSON.parse(rest), ...headOf(head), outbox: JSON.parse(outbox) };
}

/** Takes the whole text or its first line. */
export function headOf(text: string): Head {
  const end = text.indexOf('\n');
  const [v, writeId, wakeAt] = JSON.parse(end < 0 ? text : text.slice(0, end)) as [number, string, number?];
  return wakeAt === undefined ? { v, writeId } : { v, writeId, wakeAt };
}

/** The same document without the outbox entries `sent` and with another `wakeAt`. */
export function withoutSent(text: string, sent: readonly string[], wakeAt: number | undefined): string {
  const [head, outbox, rest] = lines(text);
  const gone = new Set(sent);
  const left = (JSON.parse(outbox) as OutboxEntry[]).filter((entry) => !gone.has(entry.id));
  return `${headLine({ ...headOf(head), wakeAt })}\n${JSON.stringify(left)}\n${rest}`;
}

/** A row as two lines: what it is found by, and the whole of it. */
export function rowText(row: ProjectionRow): string {
  checkId(row.group, row._id);
  const text = `${JSON.stringify([row.at, row.group])}\n${JSON.stringify(row)}`;
  checkSize(text);
  return text;
}

export const rowOf = (text: string): ProjectionRow => JSON.parse(text.slice(text.indexOf('\n') + 1)) as ProjectionRow;

export function placeOf(text: string): { at: number; group: string } {
  const [at, group] = JSON.parse(text.slice(0, text.indexOf('\n'))) as [number, string];
  return { at, group };
}

const headLine = ({ v, writeId, wakeAt }: Head) =>
  JSON.stringify(wakeAt === undefined ? [v, writeId] : [v, writeId, wakeAt]);

function lines(text: string): [head: string, outbox: string, rest: string] {
  const first = text.indexOf('\n');
  const second = text.indexOf('\n', first + 1);
  return [text.slice(0, first), text.slice(first + 1, second), text.slice(second + 1)];
}
