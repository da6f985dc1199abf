import { Command } from 'commander';
import { wholeNumber } from '../drive/command';
import { withConnection } from '../settings/flags';
import { runTail } from './run-tail';

/** A flag that may stand several times, or hold several values with commas. */
const several = (text: string, before: string[]): string[] => [...before, ...text.split(',').map((one) => one.trim())];

export function tailCommand(): Command {
  const command = new Command('tail')
    .summary('show events as they are published')
    .description(
      'Shows events, a line each: time, service, type, subject, and what is worth a glance. Clear data only.',
    )
    .option('--topic <names>', 'only these streams: channel, escalation, …', several, [])
    .option('--type <names>', 'only these: TurnClosed, ControlDecided, …', several, [])
    .option('--conversation <id>', 'only what belongs to this conversation')
    .option('--from <when>', 'start, end, or a time such as 2026-03-02T09:00:00Z', 'end')
    .option('--limit <n>', 'stop after so many', wholeNumber)
    .option('--no-follow', 'stop when everything that is there was shown')
    .option('--json', 'an event a line, as JSON');
  return withConnection(command).action(async () => {
    await runTail(command.opts());
  });
}
