import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export class FolderInUse extends Error {
  override name = 'FolderInUse';
}

/**
 * Takes a data folder for this process; the embedded store relies on being the only writer. Throws FolderInUse while another
 * process has it. What a killed process left is taken over.
 */
export function takeFolder(dataDir: string): { path: string; release(): void } {
  const path = resolve(dataDir);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const file = join(path, 'process.pid');
  const holder = holderOf(file);
  if (holder !== undefined)
    throw new FolderInUse(
      `Attune already runs on ${path} (process ${holder}); stop it, or set ATTUNE_DATA to another folder.`,
    );
  rmSync(file, { force: true });
  writeFileSync(file, String(process.pid), { flag: 'wx' });
  return { path, release: () => rmSync(file, { force: true }) };
}

function holderOf(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    process.kill(pid, 0); // only asks whether it lives
    return pid;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? -1 : undefined;
  }
}
