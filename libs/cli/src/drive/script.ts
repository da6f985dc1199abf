import { readFileSync } from 'node:fs';
import { PlainError } from '../plain-error';
import { findColumn, requireColumn } from '../tables/columns';
import { readTable, type Format, type Row } from '../tables/read-table';

/** What one customer says, in order. */
export interface Conversation {
  name: string;
  messages: readonly string[];
}
export interface Script {
  conversations: readonly Conversation[];
  /** Rows without a word, left out. */
  skipped: number;
}
export interface ScriptOptions {
  format?: Format;
  /** One customer per row, or per conversation. Default: per conversation where the file names any. */
  per?: 'question' | 'conversation';
  textColumn?: string;
  conversationColumn?: string;
  /** Conversations at most. */
  limit?: number;
}

/** @throws PlainError */
export function readScript(file: string, options: ScriptOptions): Script {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new PlainError(`${file} cannot be read: ${(error as Error).message}.`);
  }
  return scriptOf(file, text, options);
}

/** The conversations of a file, in the order in which they begin in it. @throws PlainError */
export function scriptOf(file: string, text: string, options: ScriptOptions): Script {
  const table = readTable(file, text, options.format);
  const says = requireColumn(table, 'text', '--text-column', options.textColumn);
  const named =
    options.conversationColumn === undefined && options.per === 'question'
      ? undefined
      : findColumn(table, 'conversation', options.conversationColumn);
  if (named === undefined && (options.per === 'conversation' || options.conversationColumn !== undefined))
    requireColumn(table, 'conversation', '--conversation-column', options.conversationColumn);
  const column = options.per === 'question' ? undefined : named;

  const conversations = new Map<string, string[]>();
  let skipped = 0;
  for (const row of table.rows) {
    const said = saidIn(file, row, says);
    const name = nameIn(row, column);
    const before = conversations.get(name);
    if (!before && conversations.size === options.limit) continue;
    if (said === '') skipped += 1;
    else if (before) before.push(said);
    else conversations.set(name, [said]);
  }
  return { conversations: [...conversations].map(([name, messages]) => ({ name, messages })), skipped };
}

function saidIn(file: string, { line, cells }: Row, column: string): string {
  const said = cells[column];
  if (said === undefined || said === null) return '';
  if (typeof said === 'string') return said.trim();
  throw new PlainError(`${file}:${line}: "${column}" must be a text, not ${JSON.stringify(said).slice(0, 40)}.`);
}

/** A row that names no conversation is one by itself. */
function nameIn({ line, cells }: Row, column: string | undefined): string {
  const named = column === undefined ? undefined : cells[column];
  return named === undefined || named === null || named === '' ? `line ${line}` : String(named as string | number);
}
