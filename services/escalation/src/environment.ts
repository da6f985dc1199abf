import type { Pack } from '@attune/domain';

/** What escalation is told from outside. */
export interface EscalationEnv {
  pack: Pack;
  overdueHandoffs: OverdueHandoffs;
}

/**
 * How many handoffs were asked for lately only because a turn was late. Above the pack's limit escalation lets channel hold
 * instead: one stopped service must not flood the queue. A brake, not an account: it may be a few off.
 */
export interface OverdueHandoffs {
  recentOverdueHandoffs(now: number): number;
  noteOverdueHandoff(now: number): void;
}

/** Counts within this process, over the minute before `now` (epoch ms). */
export function overdueHandoffsOfLastMinute(): OverdueHandoffs {
  let noted: number[] = [];
  const recent = (now: number) => (noted = noted.filter((at) => at > now - 60_000));
  return {
    recentOverdueHandoffs: (now) => recent(now).length,
    noteOverdueHandoff: (now) => void recent(now).push(now),
  };
}
