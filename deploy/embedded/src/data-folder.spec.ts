import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FolderInUse, takeFolder } from './data-folder';
import { keptSecrets } from './secrets';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'attune-'))));
afterEach(() => rmSync(folder, { recursive: true }));

it('gives a folder to one process at a time', () => {
  const taken = takeFolder(folder);
  expect(() => takeFolder(folder)).toThrow(FolderInUse);
  taken.release();
  takeFolder(folder).release();
});

it('takes over what a killed process left', () => {
  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  writeFileSync(join(folder, 'process.pid'), String(gone));
  expect(() => takeFolder(folder).release()).not.toThrow();
});

it('makes secrets once, for the owner only', () => {
  const first = keptSecrets(folder);
  expect(first.kek).toHaveLength(32);
  expect(keptSecrets(folder)).toEqual(first);
  expect(statSync(join(folder, 'secrets.json')).mode & 0o077).toBe(0);
});
