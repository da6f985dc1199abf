import { createInterface } from 'node:readline';
import { rehearsal, type Rehearsal } from './rehearsal';
import { join } from 'node:path';

/**
 * A conversation with a pack in the terminal, without a running product: what is typed is said, what is released is printed. Tools
 * answer from `tests/outside.yaml`. An empty line lets a minute pass.
 */
export async function runChat(
  dir: string,
  { verified = false }: { verified?: boolean },
  stage: Rehearsal = rehearsal(),
  input: NodeJS.ReadableStream = process.stdin,
): Promise<void> {
  const modelsFolder = join(process.env['ATTUNE_DATA'] ?? 'var', 'models');
  const chat = await stage.openChat(dir, { modelsFolder, verified });
  console.log(`${chat.name}. Type what a customer would say; an empty line lets a minute pass, Ctrl-D ends.`);
  for await (const line of createInterface({ input })) {
    for (const { who, text } of line.trim() === '' ? await chat.waits(60_000) : await chat.says(line))
      console.log(`${who.padEnd(10)} ${text.replaceAll('\n', '\n           ')}`);
  }
}
