import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Answer } from './answer';

/** One effect that has happened. Never changed, never removed. */
export interface LedgerEntry {
  readonly at: string;
  readonly key: string;
  readonly effect: string;
  /** The id of what it happened to. */
  readonly order: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly answer: Answer;
}

/** What has happened, in order; with a file it outlives the process. */
export class Ledger {
  readonly entries: LedgerEntry[];

  constructor(private readonly file?: string) {
    const stored = file !== undefined && existsSync(file) ? readFileSync(file, 'utf8') : '';
    // A crash may cut the last line short; its caller never had an answer.
    this.entries = stored
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as LedgerEntry);
  }

  append(entry: LedgerEntry): void {
    if (this.file !== undefined) appendFileSync(this.file, `${JSON.stringify(entry)}\n`);
    this.entries.push(entry);
  }
}
