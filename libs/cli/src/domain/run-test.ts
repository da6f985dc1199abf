import { watch } from 'node:fs';
import { join } from 'node:path';
import { PackError } from '@attune/domain';
import { rehearsal, type Rehearsal } from './rehearsal';

export interface TestFlags {
  only?: string;
  missed?: boolean;
  watch?: boolean;
}

/** Several files that are saved together are one change. */
const quietMs = 200;

/** Plays the conversations of a pack and prints how they went; the exit code is 1 where one did not go as it should. */
export async function runTest(dir: string, flags: TestFlags, stage: Rehearsal = rehearsal()): Promise<void> {
  const good = await playOnce(dir, flags, stage);
  if (!flags.watch) {
    if (!good) process.exitCode = 1;
    return;
  }
  console.log(`\nLooking for changes in ${dir}; Ctrl-C ends.`);
  await onChange(dir, () => playOnce(dir, flags, stage));
}

async function playOnce(dir: string, { only, missed = false }: TestFlags, stage: Rehearsal): Promise<boolean> {
  try {
    const modelsFolder = join(process.env['ATTUNE_DATA'] ?? 'var', 'models');
    const { report, failed } = await stage.rehearsePack(dir, {
      modelsFolder,
      all: missed,
      ...(only !== undefined && { only }),
    });
    console.log(report);
    return failed === 0;
  } catch (error) {
    if (!(error instanceof PackError)) throw error;
    console.log(error.message);
    return false;
  }
}

/** Never resolves: does it again after each change, one at a time. */
function onChange(dir: string, does: () => Promise<unknown>): Promise<never> {
  return new Promise((_, reject) => {
    let soon: NodeJS.Timeout | undefined;
    let running: Promise<unknown> = Promise.resolve();
    watch(dir, { recursive: true }, () => {
      clearTimeout(soon);
      soon = setTimeout(() => {
        running = running
          .then(() => {
            console.log(`\n${new Date().toLocaleTimeString()}`);
            return does();
          })
          .catch(reject);
      }, quietMs);
    }).on('error', reject);
  });
}
