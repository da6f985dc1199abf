import { Command } from 'commander';
import { assessCommand } from './assess/command';
import { deadLettersCommand } from './dead-letters/command';
import { domainCommand } from './domain/command';
import { driveCommand } from './drive/command';
import { intentsCommand } from './intents/command';
import { knowledgeCommand } from './knowledge/command';
import { PlainError } from './plain-error';
import { tailCommand } from './tail/command';
import { tokenCommand } from './token/command';

/** The `attune` command. */
export function program(): Command {
  return new Command('attune')
    .description('Drive, watch and mend an Attune deployment, and make its domain packs.')
    .showHelpAfterError('(--help shows what can be given)')
    .configureHelp({ sortSubcommands: true })
    .addCommand(driveCommand())
    .addCommand(new Command('events').description('look at the event stream').addCommand(tailCommand()))
    .addCommand(deadLettersCommand())
    .addCommand(domainCommand())
    .addCommand(intentsCommand())
    .addCommand(assessCommand())
    .addCommand(knowledgeCommand())
    .addCommand(tokenCommand());
}

/** Runs a command line; what went wrong is told plainly, and the exit code says that something did. */
export async function main(argv: readonly string[]): Promise<void> {
  try {
    await program().parseAsync([...argv]);
  } catch (error) {
    console.error(error instanceof PlainError ? error.message : `Unexpected: ${(error as Error).stack}`);
    process.exitCode = 1;
  }
}
