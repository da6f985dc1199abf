import { Command, Option } from 'commander';
import { wholeNumber } from '../drive/command';
import { withEncoder } from '../intents/command';
import { formats } from '../tables/read-table';
import { runKnowledgeEvaluate, runKnowledgeSearch, type KnowledgeFlags } from './run-knowledge';

export function knowledgeCommand(): Command {
  return new Command('knowledge')
    .description('search the articles of a pack, and measure how well they are found')
    .addCommand(searchCommand())
    .addCommand(evaluateCommand());
}

const withQueries = (command: Command): Command =>
  withEncoder(
    command
      .argument('<pack>', 'the folder of the pack')
      .requiredOption('--file <file>', 'JSONL, CSV or TSV with a query a row')
      .option('--text <column>', 'the column with the query (default: text, question, utterance, …)')
      .addOption(new Option('--format <format>', 'what the file is, where its name does not say').choices(formats)),
  );

function searchCommand(): Command {
  const command = withQueries(
    new Command('search').description(
      'one line of JSON a query: the passages that were found, and whether they answer it',
    ),
  ).option('--limit <n>', 'passages a query', wholeNumber, 5);
  return command.action(async (dir: string) => {
    await runKnowledgeSearch(dir, command.opts<KnowledgeFlags>());
  });
}

function evaluateCommand(): Command {
  const command = withQueries(
    new Command('evaluate')
      .summary('tell how well the right articles are found')
      .description(
        'The file names the right article of each query in a column article (its id or the name of its file); none or empty means that\n' +
          'no article answers it. Tells recall at 1, 3 and 10, mean reciprocal rank, how well answerable queries are told from others,\n' +
          'and queries a second, by words alone and with the encoder.',
      ),
  ).option('--article <column>', 'the column with the right article', 'article');
  return command.action(async (dir: string) => {
    await runKnowledgeEvaluate(dir, command.opts<KnowledgeFlags>());
  });
}
