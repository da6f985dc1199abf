import { closeSync, openSync, writeSync } from 'node:fs';

/** A file of JSON lines to which is only ever appended; what was written survives whoever wrote it. */
export class Ledger<Line extends object> {
  private readonly file: number;

  constructor(path: string) {
    this.file = openSync(path, 'a');
  }

  write(line: Line): void {
    writeSync(this.file, `${JSON.stringify(line)}\n`);
  }

  close(): void {
    closeSync(this.file);
  }
}
