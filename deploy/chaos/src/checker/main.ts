import { join } from 'node:path';
import { ledgers } from './history';
import { judge } from './judge';
import { readHistory } from './read-history';
import { report } from './report';
import { readTopics } from './topics';

/**
 * `node dist/checker/main.js FOLDER [BROKERS]`: judges what a run has left in its folder; with brokers, reads the topics first. A process
 * of its own, which has loaded nothing that the services are made of. Ends with 1 where something is wrong.
 */
async function main(): Promise<void> {
  const [folder, brokers] = process.argv.slice(2);
  if (folder === undefined) throw new Error('Name the folder of a run');
  if (brokers !== undefined) await readTopics(brokers.split(','), join(folder, ledgers.records));
  const history = readHistory(folder);
  const verdict = judge(history);
  console.log(`\n${report(history, verdict)}`);
  process.exitCode = verdict.violations.length === 0 ? 0 : 1;
}

main().catch((error: Error) => {
  console.error(`The run cannot be judged. ${error.stack}`);
  process.exit(1);
});
