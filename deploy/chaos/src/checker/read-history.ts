import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type History, ledgers, type Run } from './history';

/** What a run has left in its folder. */
export function readHistory(folder: string): History {
  const run = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as Run;
  const lines = Object.entries(ledgers).map(([name, file]) => [name, linesOf(join(folder, file))]);
  return { run, ...(Object.fromEntries(lines) as Omit<History, 'run'>) };
}

const linesOf = (file: string): unknown[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .slice(0, -1) // a line that was cut short never counted
    .map((line) => JSON.parse(line) as unknown);
