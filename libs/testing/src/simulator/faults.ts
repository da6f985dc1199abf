import type { SeededChance } from './chance';

/** Everything that can go wrong, in the words of `--faults`. */
export const faultKinds = [
  'crash',
  'zombie',
  'freeze',
  'redelivery',
  'duplicate',
  'rebalance',
  'unreachable',
  'lostAcknowledgement',
  'lostAnswer',
  'slow',
  'keyLag',
  'outside',
  'away',
  'awayForMinutes',
  'brokerRestart',
  'storeRestart',
  'clockJump',
  'poison',
  'webhookRetry',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** How likely each fault is, per call to a port. All 0: a quiet day. */
export interface Faults {
  /** The process dies before or after the call. */
  crash: number;
  /** The call fails and has not happened. */
  fail: number;
  /** The call has happened, but its answer is an error (store, keys). Of a bulk perhaps only a part has happened. */
  lostAnswer: number;
  /** The bus has a batch, or its first part, but its acknowledgement is an error. */
  lostAck: number;
  /** A published batch arrives twice: at once, or some seconds later as from a process that was slow. */
  duplicate: number;
  /** The group is shared out anew while a batch is handled. */
  rebalance: number;
  /** The call takes seconds. */
  slow: number;
  /** Share of new keys that other processes see only some seconds later. */
  keyLag: number;
  /** A call to the world outside fails, is slow, or has happened although it is answered with an error: each so often. */
  outside: number;
  /** ms that a call takes at most. */
  latencyMs: number;
}
export const noFaults: Faults = {
  crash: 0,
  fail: 0,
  lostAnswer: 0,
  lostAck: 0,
  duplicate: 0,
  rebalance: 0,
  slow: 0,
  keyLag: 0,
  outside: 0,
  latencyMs: 3,
};

/** What happens to whole processes and servers now and then; see nemesis.ts. */
export const strikes = [
  'kill',
  'zombie',
  'freeze',
  'revoke',
  'rewind',
  'away',
  'awayForMinutes',
  'brokerRestart',
  'storeRestart',
  'clockJump',
] as const;
export type StrikeKind = (typeof strikes)[number];

/** What a seed's day is like. */
export interface Day {
  faults: Faults;
  /** Weights; their sum is at most about the number of kinds. */
  strikes: Record<StrikeKind, number>;
  /** Share of things said that are followed by an event which nobody can read. */
  poison: number;
  /** Share of things said that the client sends again although they were accepted. */
  webhookRetry: number;
}

/**
 * Draws a day from the kinds that are wanted: each is there in three of four days, and more or less bad, since a fault that is
 * always there hides what happens without it. One kind alone is always there. What one kind draws does not depend on the others.
 */
export function dayOf(kinds: readonly FaultKind[], chance: SeededChance): Day {
  const bad = Object.fromEntries(
    faultKinds.map((kind) => {
      const own = chance.fork(`day ${kind}`);
      const there = own.happens(0.75) || kinds.length === 1;
      return [kind, there && kinds.includes(kind) ? 0.1 + 0.9 * own.next() : 0];
    }),
  ) as Record<FaultKind, number>;
  return {
    faults: {
      crash: 0.006 * bad.crash,
      fail: 0.06 * bad.unreachable,
      lostAnswer: 0.06 * bad.lostAnswer,
      lostAck: 0.06 * bad.lostAcknowledgement,
      duplicate: 0.3 * bad.duplicate,
      rebalance: 0.02 * bad.rebalance,
      slow: 0.02 * bad.slow,
      keyLag: 0.5 * bad.keyLag,
      outside: 0.15 * bad.outside,
      latencyMs: kinds.length === 0 ? 10 : chance.fork('latency').between(3, 60),
    },
    strikes: {
      kill: bad.crash,
      zombie: bad.zombie,
      freeze: bad.freeze,
      revoke: bad.rebalance,
      rewind: bad.redelivery,
      away: bad.away,
      awayForMinutes: 0.1 * bad.awayForMinutes,
      brokerRestart: 0.4 * bad.brokerRestart,
      storeRestart: 0.4 * bad.storeRestart,
      clockJump: bad.clockJump,
    },
    poison: 0.1 * bad.poison,
    webhookRetry: 0.3 * bad.webhookRetry,
  };
}
