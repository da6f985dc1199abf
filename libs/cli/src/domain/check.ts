import { join } from 'node:path';
import { checkPack, describe, type Mistake } from '@attune/domain';

const count = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`;

/** Every mistake a line, with a place that editors turn into a link; and what it comes to. */
export function reportOf(dir: string, mistakes: readonly Mistake[]): string {
  const errors = mistakes.filter(({ severity }) => severity === 'error').length;
  const lines = mistakes.map((mistake) => describe({ ...mistake, file: join(dir, mistake.file) }));
  const total =
    mistakes.length === 0
      ? `${dir} is in order.`
      : `${dir} has ${count(errors, 'error')} and ${count(mistakes.length - errors, 'warning')}.`;
  return [...lines, total].join('\n');
}

/** Prints what is wrong with a pack; the exit code is 1 where it cannot be used. */
export async function runCheck(dir: string, json: boolean): Promise<void> {
  const mistakes = await checkPack(dir);
  console.log(json ? JSON.stringify(mistakes, null, 2) : reportOf(dir, mistakes));
  if (mistakes.some(({ severity }) => severity === 'error')) process.exitCode = 1;
}
