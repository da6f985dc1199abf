import { parseArgs } from 'node:util';
import { faultKinds, type FaultKind } from './checker/history';

export const usage = `npm run chaos -- [--minutes 4] [--seed N] [--rate 10] [--only ${faultKinds.join(',')}|none] [--poison 0] [--replicas N] [--folder F]
npm run chaos -- --judge FOLDER      judges once more what a run has left there`;

export interface Settings {
  minutes: number;
  seed: number;
  /** Turns a second, about. */
  rate: number;
  kinds: FaultKind[];
  /** Poisonous events among 1,000. */
  poison: number;
  /** Processes of each service; undefined: two of some, one of the others. */
  replicas: number | undefined;
  folder: string | undefined;
  judge: string | undefined;
}

/** What stands on the command line. Throws an Error in words. */
export function settingsOf(args: readonly string[]): Settings {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: text,
      seed: text,
      rate: text,
      only: text,
      poison: text,
      replicas: text,
      folder: text,
      judge: text,
    },
  });
  const number = (name: 'minutes' | 'seed' | 'rate' | 'poison' | 'replicas', least: number): number | undefined => {
    const given = values[name];
    if (given === undefined) return undefined;
    if (!(Number(given) >= least)) throw new Error(`--${name} is a number from ${least}, not ${given}`);
    return Number(given);
  };
  return {
    minutes: number('minutes', 0.5) ?? 4,
    seed: number('seed', 0) ?? Date.now() % 1_000_000,
    rate: number('rate', 0.1) ?? 10,
    kinds: kindsOf(values.only),
    poison: number('poison', 0) ?? 0,
    replicas: number('replicas', 1),
    folder: values.folder,
    judge: values.judge,
  };
}

function kindsOf(only: string | undefined): FaultKind[] {
  if (only === undefined) return [...faultKinds];
  if (only === 'none') return [];
  return only.split(',').map((given) => {
    const kind = faultKinds.find((one) => one === given);
    if (kind === undefined) throw new Error(`--only takes ${faultKinds.join(', ')} or none, not ${given}`);
    return kind;
  });
}
