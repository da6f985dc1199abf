import { readFileSync } from 'node:fs';
import { checkPack } from '@attune/domain';
import { PlainError } from '../plain-error';
import { requireColumn } from '../tables/columns';
import { readTable, type Format } from '../tables/read-table';
import { reportOf } from './check';
import { importedPack } from './import-pack';
import { readLabelled } from './labelled';
import { idOfFolder, nameFromId, writePack } from './pack-files';

export interface ImportFlags {
  file: string;
  out: string;
  text?: string;
  label?: string;
  format?: Format;
  examplesPerIntent?: number;
  id?: string;
  name?: string;
  language: string;
  zone: string;
  currency: string;
  force?: boolean;
}

/** Writes the pack, checks it, and says what came of the file. Exit code 1 where the pack has errors. */
export async function runImport(flags: ImportFlags): Promise<void> {
  const { file, out, language, zone, currency, examplesPerIntent } = flags;
  const table = readTable(file, readText(file), flags.format);
  const textColumn = requireColumn(table, 'text', '--text', flags.text);
  const labelColumn = requireColumn(table, 'label', '--label', flags.label);
  const read = readLabelled(table, textColumn, labelColumn);
  const id = flags.id ?? idOfFolder(out);
  const files = importedPack({
    id,
    name: flags.name ?? nameFromId(id),
    language,
    zone,
    currency,
    labels: read.labels,
    ...(examplesPerIntent !== undefined && { examplesPerIntent }),
  });
  writePack(out, files, flags.force ?? false);
  const mistakes = await checkPack(out);
  console.log(reportOf(out, mistakes));
  const texts = read.labels.reduce((sum, one) => sum + Math.min(one.texts.length, examplesPerIntent ?? Infinity), 0);
  console.log(`${read.labels.length} intents with ${texts} examples, from ${table.rows.length} rows of ${file}.`);
  for (const line of leftOut(read)) console.log(line);
  console.log(
    `Every intent is a question, and its article in ${out}/knowledge says that it is still to be written: write it.`,
  );
  if (mistakes.some(({ severity }) => severity === 'error')) process.exitCode = 1;
}

function leftOut({ empty, again, ambiguous }: { empty: number; again: number; ambiguous: number }): string[] {
  const parts: [number, string][] = [
    [empty, 'without a text or a label'],
    [again, 'that stood there before'],
    [ambiguous, 'that stood under several labels'],
  ];
  return parts.filter(([n]) => n > 0).map(([n, what]) => `Left out: ${n} ${what}.`);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new PlainError(`${file} cannot be read: ${(error as Error).message}.`);
  }
}
