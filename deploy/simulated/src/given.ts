import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { faultKinds, type FaultKind } from '@attune/testing';
import type { Cast, Play } from './plays';

export const usage = `npm run simulate -- [--seed 1] [--seeds 20] [--conversations 8] [--faults all|none|KIND,…] [--cast all|small] [--workers 2]

  --seed           the first seed; the same seed is the same story
  --seeds          how many stories
  --conversations  customers in each
  --faults         what may go wrong, some of: ${faultKinds.join(', ')}
  --cast           all: the eight services; small: four very small ones, twenty times as fast
  --workers        stories at a time; default: one a core
  --minutes        begin no story after so long
  --quiet          tell only what is wrong, and the sum`;

export interface Given extends Play {
  seeds: number;
  workers: number;
  minutes: number;
  quiet: boolean;
}

/** Reads the command line. Throws an Error that says what is wrong with it. */
export function given(args: readonly string[]): Given {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: '1' },
      seeds: { type: 'string', default: '20' },
      conversations: { type: 'string' },
      faults: { type: 'string', default: 'all' },
      cast: { type: 'string', default: 'all' },
      workers: { type: 'string', default: String(availableParallelism()) },
      minutes: { type: 'string', default: '100000' },
      quiet: { type: 'boolean', default: false },
    },
  });
  const { cast } = values;
  if (cast !== 'all' && cast !== 'small') throw new Error(`--cast is all or small, not ${cast}`);
  const whole = (name: string, value: string) => {
    if (!/^\d+$/.test(value) || Number(value) < 1) throw new Error(`--${name} is a whole number from 1, not ${value}`);
    return Number(value);
  };
  return {
    seed: whole('seed', values.seed),
    seeds: whole('seeds', values.seeds),
    conversations: whole('conversations', values.conversations ?? (cast === 'all' ? '8' : '3')),
    workers: whole('workers', values.workers),
    minutes: whole('minutes', values.minutes),
    faults: faultsOf(values.faults),
    cast: cast satisfies Cast,
    quiet: values.quiet,
  };
}

function faultsOf(text: string): readonly FaultKind[] {
  if (text === 'all') return faultKinds;
  if (text === 'none') return [];
  const wanted = text.split(',');
  const unknown = wanted.find((kind) => !faultKinds.some((known) => known === kind));
  if (unknown !== undefined) throw new Error(`--faults: there is no "${unknown}"; there are ${faultKinds.join(', ')}`);
  return faultKinds.filter((kind) => wanted.includes(kind));
}

/** The command that plays one story again. */
export function commandOf({ cast, seed, conversations, faults }: Play): string {
  const some = faults.length === faultKinds.length ? 'all' : faults.length === 0 ? 'none' : faults.join(',');
  return `npm run simulate -- --seed ${seed} --seeds 1 --conversations ${conversations} --faults ${some} --cast ${cast}`;
}
