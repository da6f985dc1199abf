import { join } from 'node:path';
import { eventNames } from '@attune/contracts';
import { checkPack, describe, loadPack, type Mistake } from '@attune/domain';
import { checkArticles } from './check-articles';

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

/** Everything that is wrong with a pack: what its files say of themselves, and what customers would find. `now`: epoch ms. */
export async function checkAll(dir: string, now = Date.now()): Promise<Mistake[]> {
  const mistakes = await checkPack(dir, { events: eventNames });
  // What can be found is only worth asking of a pack that can be used.
  if (mistakes.some(({ severity }) => severity === 'error')) return mistakes;
  const all = [...mistakes, ...checkArticles(dir, await loadPack(dir), now)];
  return all.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
}

/** Prints what is wrong with a pack; the exit code is 1 where it cannot be used. */
export async function runCheck(dir: string, json: boolean): Promise<void> {
  const mistakes = await checkAll(dir);
  console.log(json ? JSON.stringify(mistakes, null, 2) : reportOf(dir, mistakes));
  if (mistakes.some(({ severity }) => severity === 'error')) process.exitCode = 1;
}
