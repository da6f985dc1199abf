import { PlainError } from '../plain-error';
import type { Table } from './read-table';

/** `convo_id`, `ConvoId` and `convoid` are one name. */
const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

const usual = {
  text: ['text', 'question', 'utterance', 'message', 'query'],
  conversation: ['conversation', 'conversationId', 'convo_id', 'dialogueId', 'dialogue'],
  label: ['label', 'category', 'intent', 'class'],
};

/** The column that is asked for by name, else the first with a usual name. */
export function findColumn(table: Table, what: keyof typeof usual, asked?: string): string | undefined {
  const names = asked === undefined ? usual[what] : [asked];
  for (const name of names) {
    const found = table.columns.find((column) => plain(column) === plain(name));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** @throws PlainError that names the columns that are there */
export function requireColumn(table: Table, what: keyof typeof usual, flag: string, asked?: string): string {
  const found = findColumn(table, what, asked);
  if (found !== undefined) return found;
  const looked = asked === undefined ? `any of ${usual[what].join(', ')}` : asked;
  throw new PlainError(
    `${table.file} has no column ${looked}; it has ${table.columns.join(', ')}.`,
    `Name the right one with ${flag}.`,
  );
}
