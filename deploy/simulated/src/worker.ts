import { parentPort, workerData } from 'node:worker_threads';
import { play, type Outcome, type Play } from './plays';
import { shrink } from './shrink';

/** Told to the main thread. */
export type FromWorker = { played: Outcome; tookMs: number } | { shortest: Play; outcome: Outcome };

/** A thread that plays the seeds it is sent, one after another; of the first that goes wrong it looks for the shortest. */
const { shrinks, ...given } = workerData as Play & { shrinks: boolean };
let found = !shrinks;

parentPort!.on('message', (seed: number) => void one({ ...given, seed }));

async function one(story: Play): Promise<void> {
  const began = performance.now();
  const outcome = await play(story);
  const tell = (what: FromWorker) => parentPort!.postMessage(what);
  if (outcome.violations.length > 0 && !found) {
    found = true;
    const shortest = await shrink(story, async (shorter) => (await play(shorter)).violations.length > 0);
    tell({ shortest, outcome: await play(shortest) });
  }
  tell({ played: { ...outcome, story: [] }, tookMs: performance.now() - began });
}
