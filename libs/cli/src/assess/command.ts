import { Command, Option } from 'commander';
import { withEncoder } from '../intents/command';
import { formats } from '../tables/read-table';
import { runAssess, type AssessFlags } from './run-assess';

export function assessCommand(): Command {
  const command = new Command('assess')
    .summary('tell what the models of a pack make of sentences')
    .description(
      'One line of JSON a sentence: intents with probabilities and the part that says each, none of these, acts, entities, emotion,\n' +
        'complexity, what asks for judgement, and the milliseconds it took. Sentences of one conversation are read in their order.',
    )
    .argument('<pack>', 'the folder of the pack')
    .requiredOption(
      '--file <file>',
      'JSONL, CSV or TSV with a text a row, and a conversation where there are several turns',
    )
    .option('--text <column>', 'the column with the text (default: text, question, utterance, …)')
    .option('--conversation <column>', 'the column that tells conversations apart')
    .addOption(new Option('--format <format>', 'what the file is, where its name does not say').choices(formats))
    .option('--model <file>', 'what attune intents train wrote; else it is trained now');
  return withEncoder(command).action(async (dir: string) => {
    await runAssess(dir, command.opts<AssessFlags>());
  });
}
