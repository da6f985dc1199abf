import { loadTests } from '@attune/domain';
import { runSeed, type Strike } from '@attune/testing';
import { exampleShop, shopFolder } from './business';
import type { Plot } from './shrink';
import { tell } from './simulate';

export type Cast = 'all' | 'small';

/** A story to be played: by all real services, or by four very small ones, which play twenty times as fast. */
export interface Play extends Plot {
  cast: Cast;
}

export interface Outcome {
  seed: number;
  /** What must not be, one line each; empty: nothing wrong. */
  violations: string[];
  turns: number;
  events: number;
  handoffs: number;
  /** Virtual ms. */
  tookMs: number;
  /** The whole story, a line a step; only where something was wrong. */
  story: string[];
}

/** Plays one story. The same play has the same outcome. */
export async function play({ cast, seed, conversations, faults }: Play): Promise<Outcome> {
  if (cast === 'small') {
    const { struck, happened, ...story } = await runSeed({ seed, faults, places: conversations });
    return { ...story, seed, story: story.violations.length === 0 ? [] : told(struck, happened) };
  }
  const tests = await loadTests(shopFolder);
  const { struck, happened, ...report } = await tell({ seed, conversations, faults, tests, ...(await exampleShop()) });
  const events = happened.map(({ at, service, name, subject, data }) => ({
    at,
    what: `${service}.${name} of ${subject} ${glimpse(data)}`,
  }));
  return { ...report, story: report.violations.length === 0 ? [] : told(struck, events) };
}

/** Strikes and events in one order, with the seconds since the first. */
function told(struck: readonly Strike[], happened: readonly Strike[]): string[] {
  const all = [...struck.map(({ at, what }) => ({ at, what: `--- ${what}` })), ...happened];
  const first = Math.min(...all.map(({ at }) => at));
  return all
    .sort((a, b) => a.at - b.at)
    .map(({ at, what }) => `${((at - first) / 1000).toFixed(3).padStart(9)}  ${what}`);
}

/** What tells one event from another of its name. */
function glimpse(data: Record<string, unknown>): string {
  const { turn, turnId, outcome, holder, epoch, kind, handoffId, actionId, reason } = data as Record<
    string,
    unknown
  > & {
    turn?: { turnId?: string };
  };
  const shown = { turn: turn?.turnId ?? turnId, outcome, holder, epoch, kind, handoffId, actionId, reason };
  return Object.entries(shown)
    .flatMap(([name, value]) => (typeof value === 'string' || typeof value === 'number' ? [`${name} ${value}`] : []))
    .join(', ');
}
