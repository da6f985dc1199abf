import { Command, InvalidArgumentError, Option } from 'commander';
import { wholeNumber } from '../drive/command';
import { formats } from '../tables/read-table';
import { runEvaluate, type EvaluateFlags } from './evaluate';
import { runTrain } from './train';

export const withEncoder = (command: Command): Command =>
  command.option('--encoder <which>', 'off, cached, install or a path (ATTUNE_ENCODER)');

export function intentsCommand(): Command {
  return new Command('intents')
    .description('measure and train the models of a pack’s intents')
    .addCommand(evaluateCommand())
    .addCommand(trainCommand());
}

const shareOfAll = (text: string): number => {
  if (Number(text) > 0 && Number(text) < 1) return Number(text);
  throw new InvalidArgumentError('It must lie between 0 and 1.');
};
const numbers = (text: string): number[] => text.split(',').map(wholeNumber);

function evaluateCommand(): Command {
  const command = new Command('evaluate')
    .summary('tell how good the intents are, and what to mend')
    .description(
      'Trains on the examples of the pack and tests on FILE, or on parts of the examples in turn. Tells accuracy, macro F1,\n' +
        'calibration, how well foreign sentences are told, time, intents taken for others, and labels that look wrong.',
    )
    .argument('<pack>', 'the folder of the pack')
    .addOption(new Option('--test <file>', 'CSV, TSV or JSONL with a text and a label a row').conflicts('folds'))
    .option('--folds <n>', 'without a file: in how many parts the examples are split (default 5)', wholeNumber)
    .option('--only <list>', 'of the parts only these, e.g. 1,2', numbers)
    .option('--text <column>', 'the column with the text (default: text, question, utterance, …)')
    .option(
      '--label <column>',
      'the column with the label (default: label, category, intent, …); none or empty: foreign',
    )
    .addOption(new Option('--format <format>', 'what the file is, where its name does not say').choices(formats))
    .option('--unknown-as-none', 'labels that the pack does not have are foreign')
    .option('--examples-per-intent <n>', 'learn from so many only', wholeNumber)
    .option('--keep <share>', 'of known sentences that are kept where foreign ones are refused', shareOfAll, 0.95)
    .option('--html <file>', 'write a report to look at')
    .option('--json', 'as JSON');
  return withEncoder(command).action(async (dir: string) => {
    await runEvaluate(dir, command.opts<EvaluateFlags>());
  });
}

function trainCommand(): Command {
  const command = new Command('train')
    .description('train the model of a pack and keep it as a file, for ATTUNE_INTENT_MODEL')
    .argument('<pack>', 'the folder of the pack')
    .requiredOption('--out <file>', 'where to write it');
  return withEncoder(command).action(async (dir: string) => {
    await runTrain(dir, command.opts<{ out: string; encoder?: string }>());
  });
}
