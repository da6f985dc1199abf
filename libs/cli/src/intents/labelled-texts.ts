import { didYouMean } from '@attune/domain';
import { PlainError } from '../plain-error';
import type { Table } from '../tables/read-table';

/** A text and what it really means; no intent means none of the pack's. */
export interface LabelledRow {
  text: string;
  intents: string[];
}

const noneLabels = new Set(['', 'none', 'oos', 'out_of_scope', 'outofscope', 'out_of_domain', 'outofdomain']);

/** What `domain import` makes of a label. */
const plain = (label: string): string =>
  label
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');

/**
 * The rows with a text. A label is the id of an intent, or what `domain import` would make that id of; several stand in one cell with
 * `|` or `<div>` between them, in JSONL also as a list. Empty, `none`, `oos` or `out_of_scope` means none of the intents.
 *
 * @param unknownAsNone labels that the pack does not have count as none of its intents
 * @throws PlainError that names a label that the pack does not have
 */
export function labelledRows(
  table: Table,
  columns: { text: string; label: string },
  intents: readonly string[],
  unknownAsNone = false,
): LabelledRow[] {
  const ids = new Map(intents.flatMap((id) => [[plain(id), id] as const]));
  return table.rows.flatMap(({ line, cells }) => {
    const text = String(cells[columns.text] ?? '').trim();
    if (text === '') return [];
    const found = labelsIn(cells[columns.label]).flatMap((label) => {
      const id = ids.get(plain(label));
      if (id !== undefined || noneLabels.has(plain(label)) || unknownAsNone) return id ?? [];
      throw new PlainError(
        `${table.file}:${line} has the label "${label}", and the pack has no such intent${hint(plain(label), intents)}`,
        'Mend the file, or count labels that the pack does not have as none of its intents: --unknown-as-none.',
      );
    });
    return [{ text, intents: [...new Set(found)] }];
  });
}

const hint = (label: string, intents: readonly string[]): string => {
  const meant = didYouMean(label, intents);
  return meant === undefined ? '' : `; ${meant}`;
};

function labelsIn(cell: unknown): string[] {
  const labels = Array.isArray(cell) ? cell.map(String) : String(cell ?? '').split(/\||<div>/);
  return labels.map((label) => label.trim());
}

/** Which of so many parts each row belongs to: rows with the same first intent spread evenly, the same text together. */
export function partsOf(rows: readonly LabelledRow[], parts: number): number[] {
  const places = new Map<string, number>();
  const counts = new Map<string, number>();
  return rows.map(({ text, intents: [first = ''] }) => {
    const count = counts.get(first) ?? 0;
    const place = places.get(text) ?? count % parts;
    if (!places.has(text)) counts.set(first, count + 1);
    places.set(text, place);
    return place;
  });
}
