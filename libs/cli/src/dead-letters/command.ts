import { Command } from 'commander';
import { withConnection } from '../settings/flags';
import type { ConnectionFlags } from '../settings/settings';
import type { Letters } from './letters';
import { openLetters } from './open-letters';
import { listOf } from './page';
import { pageOf } from './page';
import { readMendedBody } from './mended-body';

/** Runs with the letters of the deployment that the flags name. */
async function withLetters(flags: ConnectionFlags, run: (letters: Letters) => Promise<void>): Promise<void> {
  const letters = await openLetters(flags, process.env, process.cwd());
  try {
    await run(letters);
  } finally {
    await letters.close();
  }
}

export function deadLettersCommand(): Command {
  return new Command('dead-letters')
    .description('look at what services could not take; send it again, mend it, or put it aside')
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(againCommand())
    .addCommand(mendCommand())
    .addCommand(discardCommand());
}

function listCommand(): Command {
  const command = new Command('list')
    .description('those that are open, oldest first')
    .option('--all', 'also those that are dealt with')
    .option('--json', 'as JSON');
  return withConnection(command).action(async () => {
    const flags = command.opts<ConnectionFlags & { all?: boolean; json?: boolean }>();
    await withLetters(flags, async (letters) => {
      const list = await letters.list();
      console.log(flags.json ? JSON.stringify(list, null, 2) : listOf(list, flags.all ?? false));
    });
  });
}

function showCommand(): Command {
  const command = new Command('show')
    .description('everything about one, and what can be done with it')
    .argument('<id>', 'of the letter, evt_…')
    .option('--json', 'as JSON');
  return withConnection(command).action(async (id: string) => {
    const flags = command.opts<ConnectionFlags & { json?: boolean }>();
    await withLetters(flags, async (letters) => {
      const letter = await letters.show(id);
      console.log(flags.json ? JSON.stringify(letter, null, 2) : pageOf(letter));
    });
  });
}

function againCommand(): Command {
  const command = new Command('again')
    .description('send it again as it is, to the handler that could not take it and to no other')
    .argument('<id>', 'of the letter');
  return withConnection(command).action((id: string) =>
    withLetters(command.opts(), async (letters) => {
      await letters.sendAgain(id);
      console.log(`${id} was sent again. Should it fail once more, a new letter tells so.`);
    }),
  );
}

function mendCommand(): Command {
  const command = new Command('mend')
    .description('send a mended copy of it')
    .argument('<id>', 'of the letter')
    .requiredOption('--file <file>', 'JSON: {"data": …}, and where needed "personal" and "headers"');
  return withConnection(command).action(async (id: string) => {
    const flags = command.opts<ConnectionFlags & { file: string }>();
    const body = readMendedBody(flags.file);
    await withLetters(flags, async (letters) => {
      await letters.mend(id, body);
      console.log(`A mended copy of ${id} was sent.`);
    });
  });
}

function discardCommand(): Command {
  const command = new Command('discard')
    .description('put it aside for good')
    .argument('<id>', 'of the letter')
    .requiredOption('--why <words>', 'why; nothing personal, it is kept in clear');
  return withConnection(command).action((id: string) => {
    const flags = command.opts<ConnectionFlags & { why: string }>();
    return withLetters(flags, async (letters) => {
      await letters.discard(id, flags.why);
      console.log(`${id} is discarded.`);
    });
  });
}
