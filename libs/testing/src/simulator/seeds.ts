import { runSeed } from './run-seed';

/** Runs seeds `from` to `to`; resolves to what was wrong (the first three seeds) and how many events there were. */
export async function runSeeds(from: number, to: number): Promise<{ failed: string[]; events: number }> {
  let events = 0;
  const failed: string[] = [];
  for (let seed = from; seed <= to && failed.length < 3; seed++) {
    const story = await runSeed({ seed });
    events += story.events;
    if (story.violations.length > 0) failed.push(`seed ${seed}: ${story.violations.join('; ')}`);
  }
  return { failed, events };
}
