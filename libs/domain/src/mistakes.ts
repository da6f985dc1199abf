/** One thing that is wrong in a pack, in words that its author understands. Lines and columns count from 1. */
export interface Mistake {
  /** Relative to the pack, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly what: string;
  readonly suggestion?: string;
  /** A pack with errors is not loaded; with warnings it is. */
  readonly severity: 'error' | 'warning';
}

/** A pack cannot be used; `mistakes` lists everything that is wrong with it, not only the first thing. */
export class PackError extends Error {
  constructor(
    readonly dir: string,
    readonly mistakes: readonly Mistake[],
  ) {
    const count = mistakes.length === 1 ? '1 mistake' : `${mistakes.length} mistakes`;
    super(`The domain pack in ${dir} has ${count}:\n${mistakes.map(describe).join('\n')}`);
    this.name = 'PackError';
  }
}

/** `boundary.yaml:12:9 error: …`, the form that editors turn into a link. */
export function describe(mistake: Mistake): string {
  const { file, line, column, severity, what, suggestion } = mistake;
  return `${file}:${line}:${column} ${severity}: ${what}${suggestion ? ` (${suggestion})` : ''}`;
}

/** "did you mean …", where a known name is at most a third of its letters away; undefined where none is. */
export function didYouMean(name: string, known: Iterable<string>): string | undefined {
  let best: { name: string; away: number } | undefined;
  for (const candidate of known) {
    const away = distance(name.toLowerCase(), candidate.toLowerCase());
    if (away <= Math.max(1, Math.floor(candidate.length / 3)) && (!best || away < best.away)) {
      best = { name: candidate, away };
    }
  }
  return best && `did you mean "${best.name}"?`;
}

/** Edit distance in which two letters that changed places count as one (optimal string alignment). */
function distance(from: string, to: string): number {
  let before: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const change = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      const turned = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const swap = turned ? (before[j - 2] ?? 0) + 1 : Infinity;
      next.push(Math.min(change, swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return row[to.length] ?? 0;
}
