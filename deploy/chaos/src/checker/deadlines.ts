import { type Chronicle, groupBy, turnsIn, type Violation } from './events';
import type { Delivered, Fault, History } from './history';

/** Beyond the moment when an honest notice is due, ms. */
const graceMs = 3_000;

export interface Waiting {
  turnId: string;
  /** When it was accepted. */
  at: number;
  /** From acceptance to the first word or outcome, ms; Infinity for never. */
  tookMs: number;
  /** Of that, how long broker, store or channel could not work. */
  outageMs: number;
}

interface Span {
  from: number;
  to: number;
}

/**
 * How long each turn waited for its first word: a reply, a handoff notice, or one honest notice an outage. Broker, store and channel
 * are what words need to get out at all: while one of them is away the clock stands still, until channel consumes again.
 */
export function waits(history: History, chronicle: Chronicle): Waiting[] {
  const outages = outagesOf(history);
  const delivered = groupBy(history.delivered, ({ addressId }) => addressId);
  const closed = new Map(chronicle.of('TurnClosed').map((one) => [String(one.data['turnId']), one]));
  const acceptedAt = new Map(history.accepted.map(({ messageId, at }) => [messageId, at]));
  return turnsIn(chronicle).map((turn) => {
    const began = Math.min(...turn.messageIds.map((id) => acceptedAt.get(id) ?? turn.acceptedAt));
    const words = firstWord(delivered.get(turn.addressId) ?? [], turn.turnId, began);
    const end = closed.get(turn.turnId);
    // Taken along or superseded: no words of its own.
    const silent = end && (end.data['messageIds'] as string[]).length === 0 ? end.at : Infinity;
    const until = Math.min(words, silent);
    return {
      turnId: turn.turnId,
      at: began,
      tookMs: until - began,
      outageMs: overlap(outages, { from: began, to: until }),
    };
  });
}

function firstWord(delivered: readonly Delivered[], turnId: string, began: number): number {
  let told = Infinity;
  for (const { at, kind, answers } of delivered) {
    // A notice from before, with no reply since, holds for this turn too: one an outage.
    if (kind === 'holdingNotice') told = Math.min(told, Math.max(at, began));
    else if (answers.includes(turnId)) return Math.min(told, at);
    else if (at < began) told = Infinity;
  }
  return told;
}

function outagesOf({ faults, consumed, run }: History): Span[] {
  const channel = consumed.filter(({ group }) => group === 'attune.channel');
  const stops = ({ kind, target }: Fault) =>
    target === 'channel' || (kind !== 'kill' && (target === 'broker' || target === 'store'));
  const spans = faults.filter(stops).map(({ from, to }) => {
    const again = channel.find(({ at }) => at >= to);
    return { from, to: again?.passedAt ?? run.to };
  });
  return merged(spans);
}

function merged(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else result.push({ from, to });
  }
  return result;
}

const overlap = (spans: readonly Span[], { from, to }: Span): number =>
  spans.reduce((sum, span) => sum + Math.max(0, Math.min(span.to, to) - Math.max(span.from, from)), 0);

export function judgeDeadlines(found: readonly Waiting[], noticeMs: number): Violation[] {
  return found.flatMap(({ turnId, tookMs, outageMs }) =>
    tookMs - outageMs > noticeMs + graceMs
      ? [
          {
            kind: 'unanswered' as const,
            what: `${turnId} waited ${tookMs} ms for a word, ${outageMs} ms of it in outages`,
          },
        ]
      : [],
  );
}
