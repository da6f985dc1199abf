import { parseArgs } from 'node:util';
import { loadTests } from '@attune/domain';
import { exampleShop, shopFolder } from './business';
import { simulate, type Report, type Weather } from './simulate';

const usage = `npm run simulate -- [--seed 1] [--seeds 20] [--conversations 8] [--faults rough|calm]`;

/** Plays seeds one after another; ends with 1 where a story had something wrong in it. */
async function main(): Promise<void> {
  const { seed, seeds, conversations, weather } = given();
  const business = await exampleShop();
  const tests = await loadTests(shopFolder);
  let failed = 0;
  for (let one = seed; one < seed + seeds; one++) {
    const began = performance.now();
    const report = await simulate({ seed: one, conversations, weather, tests, ...business });
    tell(report, performance.now() - began);
    if (report.violations.length === 0) continue;
    failed++;
    console.log(
      `  again: npm run simulate -- --seed ${one} --seeds 1 --conversations ${conversations} --faults ${weather}`,
    );
  }
  console.log(
    failed === 0 ? `\n${seeds} seeds, nothing wrong` : `\n${failed} of ${seeds} seeds have something wrong in them`,
  );
  if (failed > 0) process.exitCode = 1;
}

function tell({ seed, turns, events, handoffs, tookMs, violations }: Report, ms: number): void {
  const minutes = Math.round(tookMs / 60_000);
  const story = `${turns} turns, ${handoffs} handoffs, ${events} events in ${minutes} virtual minutes (${(ms / 1000).toFixed(1)} s)`;
  console.log(`seed ${seed}: ${story}${violations.length === 0 ? '' : ': WRONG'}`);
  for (const violation of violations.slice(0, 10)) console.log(`  ${violation}`);
  if (violations.length > 10) console.log(`  and ${violations.length - 10} more`);
}

function given(): { seed: number; seeds: number; conversations: number; weather: Weather } {
  try {
    const { values } = parseArgs({
      options: {
        seed: { type: 'string', default: '1' },
        seeds: { type: 'string', default: '20' },
        conversations: { type: 'string', default: '8' },
        faults: { type: 'string', default: 'rough' },
      },
    });
    const { faults } = values;
    if (faults !== 'rough' && faults !== 'calm') throw new Error(`--faults is rough or calm, not ${faults}`);
    const whole = (name: 'seed' | 'seeds' | 'conversations') => {
      if (!/^\d+$/.test(values[name]) || Number(values[name]) < 1)
        throw new Error(`--${name} is a whole number from 1`);
      return Number(values[name]);
    };
    return { seed: whole('seed'), seeds: whole('seeds'), conversations: whole('conversations'), weather: faults };
  } catch (error) {
    console.error(`${(error as Error).message}\n${usage}`);
    process.exit(2);
  }
}

void main();
