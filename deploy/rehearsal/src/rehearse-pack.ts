import { eventNames } from '@attune/contracts';
import { loadRehearsal } from '@attune/domain';
import { trainedModel } from '@attune/intent';
import { rehearse, type Rehearsed } from './rehearse';
import { reportOf } from './report';

export interface PackRehearsal extends Rehearsed {
  /** For people. */
  report: string;
  failed: number;
}

/**
 * Plays the conversations in `tests/` of a pack. Throws PackError where the pack has mistakes. `modelsFolder`: where the model of the
 * pack is kept, so that it is trained only when examples have changed.
 */
export async function rehearsePack(
  dir: string,
  options: { modelsFolder?: string; only?: string; all?: boolean } = {},
): Promise<PackRehearsal> {
  const began = performance.now();
  const loaded = await loadRehearsal(dir, { events: eventNames });
  const model = trainedModel(loaded.pack, options.modelsFolder);
  const { only } = options;
  const tests = loaded.tests.filter(({ file, name }) => only === undefined || `${file} ${name}`.includes(only));
  const rehearsed = await rehearse({ ...loaded, tests }, model, () => performance.now());
  const failed = rehearsed.played.filter(({ failures }) => failures.length > 0).length;
  const report = reportOf(dir, rehearsed, performance.now() - began, options.all);
  return { ...rehearsed, report, failed };
}
