import { PlainError } from '../plain-error';
import type { Table } from '../tables/read-table';

/** Texts under a label, in the order of the file. */
export interface Labelled {
  label: string;
  texts: string[];
}
export interface LabelledFile {
  labels: Labelled[];
  /** Left out: no text or no label. */
  empty: number;
  /** Left out: the same text again under the same label. */
  again: number;
  /** Left out: the same text under several labels, which teaches a classifier nothing. */
  ambiguous: number;
}

/** What the checker of packs takes for the same example. */
const keyOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** @throws PlainError where nothing is left */
export function readLabelled(table: Table, textColumn: string, labelColumn: string): LabelledFile {
  const rows = table.rows.map(({ cells }) => ({
    text: asText(cells[textColumn]).replaceAll(/\s+/g, ' '),
    label: asText(cells[labelColumn]),
  }));
  const full = rows.filter(({ text, label }) => keyOf(text) !== '' && label !== '');
  const labelsOf = new Map<string, Set<string>>();
  for (const { text, label } of full) labelsOf.set(keyOf(text), (labelsOf.get(keyOf(text)) ?? new Set()).add(label));
  const clear = full.filter(({ text }) => labelsOf.get(keyOf(text))?.size === 1);
  const labels = new Map<string, Map<string, string>>();
  for (const { text, label } of clear) {
    const texts = labels.get(label) ?? new Map<string, string>();
    if (!texts.has(keyOf(text))) texts.set(keyOf(text), text);
    labels.set(label, texts);
  }
  if (labels.size === 0)
    throw new PlainError(
      `${table.file} has no row with a text in "${textColumn}" and a label in "${labelColumn}".`,
      'Name the columns with --text and --label.',
    );
  const kept = [...labels].map(([label, texts]) => ({ label, texts: [...texts.values()] }));
  return {
    labels: kept.sort((a, b) => (a.label < b.label ? -1 : 1)),
    empty: rows.length - full.length,
    ambiguous: full.length - clear.length,
    again: clear.length - kept.reduce((sum, { texts }) => sum + texts.length, 0),
  };
}

const asText = (cell: unknown): string =>
  typeof cell === 'string' || typeof cell === 'number' ? String(cell).trim() : '';

/** So many of a list, from all over it. */
export function spread<T>(items: readonly T[], most: number): T[] {
  if (items.length <= most) return [...items];
  return Array.from({ length: most }, (_, i) => items[Math.floor((i * items.length) / most)] as T);
}

/** Ids for labels: letters, digits and _; no two the same. */
export function idsOf(labels: readonly string[]): Map<string, string> {
  const ids = new Map<string, string>();
  const taken = new Set<string>();
  for (const label of labels) {
    const plain = label
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '_')
      .replaceAll(/^_+|_+$/g, '');
    const base = /^[a-z]/.test(plain) ? plain : `intent_${plain}`.replace(/_$/, '');
    let id = base;
    for (let n = 2; taken.has(id); n++) id = `${base}_${n}`;
    taken.add(id);
    ids.set(label, id);
  }
  return ids;
}
