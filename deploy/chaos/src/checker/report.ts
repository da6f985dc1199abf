import { countBy, violationKinds } from './events';
import type { History } from './history';
import type { Verdict } from './judge';
import { recoveryLines } from './recovery';

const shown = 5;
/** Turns that were accepted so shortly before or after a poisonous event would be the ones that it delays, ms. */
const nearMs = 2_000;

/** The verdict in words; every kind is named, also where nothing of it was found. */
export function report(history: History, verdict: Verdict): string {
  const { run, said, accepted, faults, effects, poisons, records } = history;
  const { violations, turns, conversations, duplicates, recoveries, waits } = verdict;
  const lines = [
    `Chaos, seed ${run.seed}: ${run.minutes} minutes, ${said.length} messages said, ${accepted.length} accepted, ${turns} turns in ${conversations} conversations, ${effects.length} actions`,
    `Faults: ${faultLine(faults)}${poisons.length > 0 ? `; ${poisons.length} poisonous events` : ''}`,
    `Log: ${records.length} records, ${duplicates} of them duplicates that readers drop`,
    '',
    ...violationKinds.map((kind) => {
      const found = violations.filter((one) => one.kind === kind);
      const first = found.slice(0, shown).map(({ what }) => `\n      ${what}`);
      const more = found.length > shown ? `\n      and ${found.length - shown} more` : '';
      return `  ${kind.padEnd(16)} ${found.length}${first.join('')}${more}`;
    }),
    '',
    ...waitLines(history, waits),
    '',
    'Consuming again:',
    ...recoveryLines(recoveries).map((line) => `  ${line}`),
    '',
    violations.length === 0 ? 'PASSED: nothing is wrong' : `FAILED: ${violations.length} things are wrong`,
  ];
  return lines.join('\n');
}

function faultLine(faults: History['faults']): string {
  const kinds = countBy(faults, ({ kind }) => kind);
  const targets = (wanted: string) => {
    const of = countBy(
      faults.filter(({ kind }) => kind === wanted),
      ({ target }) => target,
    );
    return [...of].map(([target, n]) => `${target} ${n}`).join(', ');
  };
  return (
    [...kinds]
      .map(([kind, n]) => (kind === 'broker' || kind === 'store' ? `${kind} ${n}` : `${kind} ${n} (${targets(kind)})`))
      .join(', ') || 'none'
  );
}

function waitLines({ poisons }: History, waits: Verdict['waits']): string[] {
  const late = waits.filter(({ tookMs }) => tookMs > 14_000).length;
  const lines = [
    `First word after: ${percentiles(waits)}; ${late} waited longer than 14 s, with outages of broker, store or channel in between`,
  ];
  if (poisons.length === 0) return lines;
  const near = waits.filter(({ at }) => poisons.some((poison) => Math.abs(poison.at - at) <= nearMs));
  const far = waits.filter((one) => !near.includes(one));
  return [
    ...lines,
    `  within ${nearMs / 1_000} s of a poisonous event (${near.length} turns): ${percentiles(near)}`,
    `  all others (${far.length} turns): ${percentiles(far)}`,
  ];
}

function percentiles(waits: Verdict['waits']): string {
  const sorted = waits.map(({ tookMs }) => tookMs).sort((a, b) => a - b);
  const at = (share: number) => `${((sorted[Math.floor((sorted.length - 1) * share)] ?? NaN) / 1000).toFixed(2)} s`;
  return `p50 ${at(0.5)}, p99 ${at(0.99)}, at most ${at(1)}`;
}
