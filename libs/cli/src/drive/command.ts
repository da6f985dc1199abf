import { Command, InvalidArgumentError, Option } from 'commander';
import { withConnection } from '../settings/flags';
import { formats } from '../tables/read-table';
import { runDrive } from './run-drive';

export const wholeNumber = (text: string): number => {
  if (/^\d+$/.test(text) && Number(text) > 0) return Number(text);
  throw new InvalidArgumentError('It must be a whole number above 0.');
};
const count = (text: string): number => {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number.');
};
const positive = (text: string): number => {
  if (Number(text) > 0) return Number(text);
  throw new InvalidArgumentError('It must be a number above 0.');
};
/** A person at the desk who is silent for a minute is taken to be gone. */
const agentSeconds = (text: string): number => {
  if (text !== '' && Number(text) >= 0 && Number(text) <= 45) return Number(text);
  throw new InvalidArgumentError('It must be 0 to 45: who is silent at the desk for longer is taken to be gone.');
};

export function driveCommand(): Command {
  const command = new Command('drive')
    .summary('play customer messages and tell what became of them')
    .description(
      'Plays the customers of FILE (JSONL, CSV, TSV) against the running product. Each says the next thing when the last one has\n' +
        'been dealt with. Ends with a table; exit code 1 where a turn was never closed, closed twice, or something came out of order.',
    )
    .argument('<file>', 'JSONL {"conversation"?, "text"}, or CSV or TSV with a column text, question or utterance')
    .addOption(
      new Option('--per <who>', 'one customer per question or per conversation; by default as the file has it').choices(
        ['question', 'conversation'],
      ),
    )
    .addOption(new Option('--format <format>', 'what the file is, where its name does not say').choices(formats))
    .option('--text-column <name>', 'the column with what is said')
    .option('--conversation-column <name>', 'the column that tells conversations apart')
    .option('--limit <n>', 'conversations at most', wholeNumber)
    .addOption(
      new Option('--rate <n>', 'start so many conversations a second, whatever becomes of them')
        .argParser(positive)
        .conflicts('concurrency'),
    )
    .option('--concurrency <n>', 'so many conversations at a time (default 10)', wholeNumber)
    .addOption(
      new Option('--via <way>', 'through the HTTP doors, or offered on attune.inbound')
        .choices(['door', 'inbound'])
        .default('door'),
    )
    .option('--channel <name>', 'the channel, with --via inbound', 'chat')
    .option('--agents <n>', 'scripted agents at the desk', count, 2)
    .option('--agent-seconds <s>', 'how long an agent takes to reply', agentSeconds, 1)
    .option('--hold-limit <s>', 'go on after a held turn when it was waited for so long', positive, 30)
    .option('--turn-limit <s>', 'give a conversation up when nothing is heard of a turn for so long', positive, 180)
    .option('--last-wait <s>', 'wait for stragglers at the end for so long', positive, 60)
    .option('--run <name>', 'name of the run, part of its addresses (default: made up)')
    .option('--json', 'one line of JSON on stdout, the table on stderr');
  return withConnection(command).action(async (file: string) => {
    await runDrive(file, command.opts());
  });
}
