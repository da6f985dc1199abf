import { join } from 'node:path';
import type { Coverage, Share } from './coverage';
import type { Played, Rehearsed } from './rehearse';

const voices = { customer: 'customer', automation: 'attune', person: 'person', notice: 'notice' };

/** What a rehearsal came to, to be read in a terminal: failures with what was said around them, then figures. */
export function reportOf(dir: string, { played, coverage }: Rehearsed, tookMs: number, all = false): string {
  const failed = played.filter(({ failures }) => failures.length > 0);
  const lines = failed.flatMap((one) => [...failureOf(dir, one), '']);
  const slowest = played.reduce((most, { tookMs }) => Math.max(most, tookMs), 0);
  lines.push(
    `${count(played.length, 'conversation')}, ${failed.length === 0 ? 'all as they should be' : `${failed.length} not as they should be`}, in ${(tookMs / 1000).toFixed(1)} s (slowest ${Math.round(slowest)} ms)`,
    ...coverageLines(coverage, all),
  );
  return lines.join('\n');
}

function failureOf(dir: string, { test, failures, said }: Played): string[] {
  const lines = [`✗ ${test.name}`];
  const last = failures.reduce((most, { line }) => Math.max(most, line ?? 0), 0);
  const heard = last === 0 ? said : said.filter(({ line }) => line <= last);
  for (const { who, text } of heard)
    lines.push(`    ${voices[who].padEnd(8)} ${text.replaceAll('\n', '\n             ')}`);
  for (const { line, what } of failures)
    lines.push(`  ${join(dir, test.file)}:${line ?? 1} ${what.replaceAll('\n', '\n    ')}`);
  return lines;
}

function coverageLines({ steps, rules, intents }: Coverage, all: boolean): string[] {
  return [
    shareLine('steps of playbooks', steps, all),
    shareLine('rules of the boundary', rules, all),
    shareLine('intents', intents, all),
  ];
}

const shown = 8;
function shareLine(what: string, { covered, total, missed }: Share, all: boolean): string {
  const named = all ? missed : missed.slice(0, shown);
  const more = missed.length - named.length;
  const not = missed.length === 0 ? '' : `; not: ${named.join(', ')}${more > 0 ? ` and ${more} more (--missed)` : ''}`;
  return `  ${covered} of ${total} ${what}${not}`;
}

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;
