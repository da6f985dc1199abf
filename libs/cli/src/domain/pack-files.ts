import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { PlainError } from '../plain-error';

const templates = join(__dirname, '../../templates');

export interface PackDescription {
  id: string;
  name: string;
  /** BCP 47. */
  language: string;
  /** IANA. */
  zone: string;
  /** ISO 4217. */
  currency: string;
}

/** Files of a pack by their name in it, with `/`. */
export type PackFiles = Map<string, string>;

/** What every pack needs: who it is, when a person takes over, queues, words. */
export function packFrame({ id, name, language, zone, currency }: PackDescription): PackFiles {
  const values = { ID: id, NAME: JSON.stringify(name), LANGUAGE: language, ZONE: zone, CURRENCY: currency };
  const files = templateFiles('pack');
  const domain = files.get('domain.yaml') ?? '';
  return files.set(
    'domain.yaml',
    domain.replaceAll(/__([A-Z]+)__/g, (_, placeholder: string) => values[placeholder as keyof typeof values]),
  );
}

/** All files of a folder of templates. */
export function templateFiles(folder: string): PackFiles {
  const root = join(templates, folder);
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(root, name)).isFile(),
  );
  return new Map(names.sort().map((name) => [name.replaceAll('\\', '/'), readFileSync(join(root, name), 'utf8')]));
}

/** Writes the files into a folder that is empty or not there, or over what is there where that is wanted. @throws PlainError */
export function writePack(dir: string, files: PackFiles, over: boolean): void {
  if (!over && existsSync(dir) && readdirSync(dir).length > 0)
    throw new PlainError(
      `${dir} is there already and not empty.`,
      'Take another folder, or write over its files with --force.',
    );
  for (const [name, text] of files) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), text);
  }
}

/** An id from the name of a folder. @throws PlainError */
export function idOfFolder(dir: string): string {
  const id = basename(resolve(dir))
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]+/g, '-');
  if (/^[a-z][a-z0-9_-]{0,40}$/.test(id)) return id;
  throw new PlainError(
    `No id can be made from ${dir}.`,
    'Call the folder by small letters, digits, - and _, a letter first.',
  );
}

/** `my-bank` → `My bank` */
export const nameFromId = (id: string): string => {
  const words = id.replaceAll(/[-_]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** How a path is shown: short where it lies below. */
export const shown = (path: string): string => relative(process.cwd(), path) || '.';
