import { Command, Option } from 'commander';
import { wholeNumber } from '../drive/command';
import { formats } from '../tables/read-table';
import type { ImportFlags } from './run-import';
import { runChat } from './run-chat';
import { runCheck } from './check';
import { runImport } from './run-import';
import { runNew } from './run-new';
import { runSchemas } from './run-schemas';
import { runTest, type TestFlags } from './run-test';

const withPlace = (command: Command): Command =>
  command
    .option('--language <code>', 'BCP 47', 'en')
    .option('--zone <zone>', 'IANA time zone', 'Etc/UTC')
    .option('--currency <code>', 'ISO 4217', 'EUR');

export function domainCommand(): Command {
  return new Command('domain')
    .description('make and check domain packs')
    .addCommand(checkCommand())
    .addCommand(testCommand())
    .addCommand(chatCommand())
    .addCommand(schemasCommand())
    .addCommand(importCommand())
    .addCommand(newCommand());
}

function checkCommand(): Command {
  const command = new Command('check')
    .description('tell every mistake of a pack: where, what, and what may have been meant')
    .argument('<dir>', 'the folder of the pack')
    .option('--json', 'as JSON');
  return command.action(async (dir: string) => {
    await runCheck(dir, command.opts<{ json?: boolean }>().json ?? false);
  });
}

function testCommand(): Command {
  const command = new Command('test')
    .description('play the conversations of a pack, and tell what differs and what nobody has tried')
    .argument('<dir>', 'the folder of the pack')
    .option('--only <text>', 'only those whose file or name holds this')
    .option('--missed', 'name everything that no conversation touches')
    .option('--watch', 'again whenever a file of the pack changes');
  return command.action(async (dir: string) => {
    await runTest(dir, command.opts<TestFlags>());
  });
}

function chatCommand(): Command {
  const command = new Command('chat')
    .description('talk to a pack in the terminal; nothing else has to run')
    .argument('<dir>', 'the folder of the pack')
    .option('--verified', 'as a customer who is signed in');
  return command.action((dir: string) => runChat(dir, command.opts<{ verified?: boolean }>()));
}

function schemasCommand(): Command {
  const command = new Command('schemas')
    .description("write JSON Schemas of a pack's files, by which editors complete and check")
    .option('--out <folder>', 'where to', 'schemas');
  return command.action(() => runSchemas(command.opts<{ out: string }>().out));
}

function importCommand(): Command {
  const command = new Command('import')
    .description('make a pack from labelled texts: an intent a label')
    .requiredOption('--file <file>', 'CSV, TSV or JSONL')
    .requiredOption('--out <dir>', 'the folder of the pack, e.g. domains/bank')
    .option('--text <column>', 'the column with the text (default: text, question, utterance, …)')
    .option('--label <column>', 'the column with the label (default: label, category, intent, …)')
    .addOption(new Option('--format <format>', 'what the file is, where its name does not say').choices(formats))
    .option('--examples-per-intent <n>', 'at most so many, taken from all over the file', wholeNumber)
    .option('--id <id>', 'of the domain (default: the name of the folder)')
    .option('--name <name>', 'of the business')
    .option('--force', 'write over the files of a pack that is there');
  return withPlace(command).action(async () => {
    await runImport(command.opts<ImportFlags>());
  });
}

function newCommand(): Command {
  const command = new Command('new')
    .description('make a small pack that works, to be written on')
    .argument('<name>', 'its name (then under domains/), or its folder');
  return withPlace(command).action(async (name: string) => {
    await runNew(name, command.opts<{ language: string; zone: string; currency: string }>());
  });
}
