import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { commandOf, given, usage, type Given } from './given';
import type { Outcome, Play } from './plays';
import type { FromWorker } from './worker';

/** A thread with more room for what lives shortly: a third less time goes into collecting it. */
const resourceLimits = { maxYoungGenerationSizeMb: 64 };
const storyLines = 120;

/** Plays seeds on all cores; ends with 1 where a story had something wrong in it. */
async function main(): Promise<void> {
  const what = read();
  const sum = { seeds: 0, failed: 0, turns: 0, events: 0 };
  const began = performance.now();
  let next = what.seed;
  const end = what.seed + what.seeds;
  const workers = Array.from({ length: Math.min(what.workers, what.seeds) }, (_, i) => {
    const worker = new Worker(join(__dirname, 'worker.js'), {
      workerData: { ...what, shrinks: i === 0 || what.workers > 1 },
      resourceLimits,
    });
    return new Promise<void>((resolve, reject) => {
      const late = () => performance.now() - began > what.minutes * 60_000;
      const more = () =>
        next < end && !late() ? worker.postMessage(next++) : void worker.terminate().then(() => resolve());
      worker.on('error', reject);
      worker.on('message', (told: FromWorker) => {
        if ('shortest' in told) return tellStory(told.shortest, told.outcome);
        const { played, tookMs } = told;
        sum.seeds += 1;
        sum.failed += played.violations.length > 0 ? 1 : 0;
        sum.turns += played.turns;
        sum.events += played.events;
        tell(played, tookMs, what);
        more();
      });
      more();
    });
  });
  await Promise.all(workers);
  const seconds = (performance.now() - began) / 1000;
  const perMinute = Math.round((sum.turns / seconds) * 60);
  console.log(
    `\n${sum.seeds} seeds, ${sum.turns} turns, ${sum.events} events in ${seconds.toFixed(0)} s (${perMinute} turns a minute): ` +
      (sum.failed === 0 ? 'nothing wrong' : `${sum.failed} have something wrong in them`),
  );
  if (sum.failed > 0) process.exitCode = 1;
}

function tell({ seed, turns, events, handoffs, tookMs, violations }: Outcome, ms: number, given: Given): void {
  if (given.quiet && violations.length === 0) return;
  const minutes = Math.round(tookMs / 60_000);
  const story = `${turns} turns, ${handoffs} handoffs, ${events} events in ${minutes} virtual minutes (${(ms / 1000).toFixed(1)} s)`;
  console.log(`seed ${seed}: ${story}${violations.length === 0 ? '' : ': WRONG'}`);
  if (violations.length === 0) return;
  tellWrong(violations);
  console.log(`  again: ${commandOf({ ...given, seed })}`);
}

function tellStory(shortest: Play, { story, violations }: Outcome): void {
  console.log(`\nthe shortest story that goes wrong, as far as was found:`);
  if (story.length > storyLines) console.log(`  … ${story.length - storyLines} lines before`);
  for (const line of story.slice(-storyLines)) console.log(`  ${line}`);
  tellWrong(violations);
  console.log(`  again: ${commandOf(shortest)}\n`);
}

function tellWrong(violations: readonly string[]): void {
  for (const violation of violations.slice(0, 10)) console.log(`  ${violation}`);
  if (violations.length > 10) console.log(`  and ${violations.length - 10} more`);
}

function read(): Given {
  try {
    return given(process.argv.slice(2));
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    process.exit(2);
  }
}

void main();
