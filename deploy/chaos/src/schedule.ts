import type { SeededChance } from '@attune/testing';
import type { FaultKind } from './checker/history';

/** What will happen, when (ms from the start) and for how long. */
export interface Planned {
  at: number;
  kind: FaultKind;
  /** Index of a process; of a neighbour for hang and drop. */
  target: number;
  lastsMs: number;
}

export interface ScheduleOptions {
  ms: number;
  kinds: readonly FaultKind[];
  processes: number;
  /** Indices of the processes that have a second one beside them: only those are restarted in good order. */
  doubled: readonly number[];
}

/** How often a kind comes, beside the others. */
const weights: Record<FaultKind, number> = { kill: 10, zombie: 2, restart: 3, broker: 2, store: 2, hang: 2, drop: 3 };

/** From the end of one to the next, ms. Some come while the product still recovers from the one before. */
const pause = { least: 5_000, most: 11_000 };

/** What the cause lasts, ms. A zombie sleeps longer than the session time-out (6 s), so that others hold its partitions when it wakes. */
const lasts: Record<FaultKind, { least: number; most: number }> = {
  kill: { least: 0, most: 0 },
  restart: { least: 0, most: 0 },
  zombie: { least: 8_000, most: 12_000 },
  broker: { least: 500, most: 3_000 },
  store: { least: 500, most: 3_000 },
  hang: { least: 4_000, most: 9_000 },
  drop: { least: 3_000, most: 6_000 },
};

/** The same seed and options are the same faults. Every kind comes once before any comes often, and every process is killed before one is again. */
export function schedule(chance: SeededChance, { ms, kinds, processes, doubled }: ScheduleOptions): Planned[] {
  // In order is only stopped what another goes on without.
  const possible = kinds.filter((one) => one !== 'restart' || doubled.length > 0);
  const kind = bag(() =>
    shuffled(
      chance,
      possible.flatMap((one) => Array<FaultKind>(weights[one]).fill(one)),
    ),
  );
  const once = shuffled(chance, possible);
  const anyProcess = bag(() =>
    shuffled(
      chance,
      Array.from({ length: processes }, (_, n) => n),
    ),
  );
  const doubledProcess = bag(() => shuffled(chance, doubled));
  const neighbour = bag(() => shuffled(chance, [0, 1, 2]));
  const plan: Planned[] = [];
  for (let at = chance.between(pause.least, pause.most); at < ms && possible.length > 0;) {
    const next = once.pop() ?? kind();
    const { least, most } = lasts[next];
    const lastsMs = chance.between(least, most);
    // Orders can lose answers; that they hang is what time-outs of tools are for, and the same as a lost answer.
    const target =
      next === 'hang'
        ? neighbour() % 2
        : next === 'drop'
          ? neighbour()
          : next === 'restart'
            ? doubledProcess()
            : anyProcess();
    plan.push({ at, kind: next, target, lastsMs });
    at += lastsMs + chance.between(pause.least, pause.most);
  }
  return plan;
}

/** Takes out one after another, and fills the bag again when it is empty. */
function bag<T>(fill: () => T[]): () => T {
  let left: T[] = [];
  return () => {
    if (left.length === 0) left = fill();
    return left.pop()!;
  };
}

function shuffled<T>(chance: SeededChance, items: readonly T[]): T[] {
  const result = [...items];
  for (let n = result.length - 1; n > 0; n--) {
    const other = chance.between(0, n);
    [result[n], result[other]] = [result[other]!, result[n]!];
  }
  return result;
}
