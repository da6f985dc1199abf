import { join } from 'node:path';
import { loadRehearsal } from '@attune/domain';
import { trainedModel } from '@attune/intent';
import { randomConversation } from './fuzz';

/** `npm run rehearse -- domains/shop --conversations 10000 --seed 1`: random conversations, judged. */
async function main([dir = 'domains/shop', ...flags]: readonly string[]): Promise<void> {
  const numberOf = (name: string, otherwise: number) => Number(flags[flags.indexOf(name) + 1] ?? otherwise);
  const count = flags.includes('--conversations') ? numberOf('--conversations', 1_000) : 1_000;
  const first = flags.includes('--seed') ? numberOf('--seed', 1) : 1;
  const loaded = await loadRehearsal(dir);
  const model = trainedModel(loaded.pack, join(process.env['ATTUNE_DATA'] ?? 'var', 'models'));
  const began = performance.now();
  let wrong = 0;
  for (let seed = first; seed < first + count; seed++) {
    const played = await randomConversation(loaded, model, seed);
    if (played.wrong.length === 0) continue;
    wrong++;
    console.log(`seed ${seed}: ${played.wrong.join('; ')}\n  ${played.said.join('\n  ')}`);
  }
  const seconds = (performance.now() - began) / 1000;
  console.log(`${count} random conversations of ${dir}, ${wrong} wrong, in ${seconds.toFixed(0)} s`);
  if (wrong > 0) process.exitCode = 1;
}

void main(process.argv.slice(2));
