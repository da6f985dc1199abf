import type { FaultKind } from '@attune/testing';

/** What decides a story. */
export interface Plot {
  seed: number;
  conversations: number;
  faults: readonly FaultKind[];
}

/**
 * Looks for a shorter story that goes wrong, too: fewer conversations, fewer kinds of faults, and where that alone makes it go well, the
 * same under another seed. Plays at most `tries` stories. `isWrong` plays one.
 */
export async function shrink<P extends Plot>(plot: P, isWrong: (plot: P) => Promise<boolean>, tries = 60): Promise<P> {
  let shortest = plot;
  let left = tries;
  for (;;) {
    const before = shortest;
    for (const shorter of shorterThan(shortest)) {
      for (const seed of [shorter.seed, shorter.seed + 1, shorter.seed + 2]) {
        if (left-- <= 0) return shortest;
        if (await isWrong({ ...shorter, seed })) {
          shortest = { ...shorter, seed };
          break;
        }
      }
      if (shortest !== before) break;
    }
    if (shortest === before) return shortest;
  }
}

/** The boldest first. */
function shorterThan<P extends Plot>(plot: P): P[] {
  const { conversations, faults } = plot;
  const fewer = [1, Math.ceil(conversations / 4), Math.ceil(conversations / 2), conversations - 1];
  const sizes = [...new Set(fewer)].filter((n) => n >= 1 && n < conversations);
  const halves = faults.length > 2 ? [faults.slice(0, faults.length / 2), faults.slice(faults.length / 2)] : [];
  const without = faults.map((kind) => faults.filter((other) => other !== kind));
  return [
    ...sizes.map((n) => ({ ...plot, conversations: n })),
    ...[...halves, ...without].map((some) => ({ ...plot, faults: some })),
  ];
}
