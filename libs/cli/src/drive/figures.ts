import type { Watch, WatchedTurn } from './watch';

/** What a run came to. Times are ms. */
export interface Figures {
  conversations: number;
  messages: number;
  turns: number;
  answered: number;
  handedOver: number;
  takenAlong: number;
  superseded: number;
  forgotten: number;
  /** Turns whose customer got a holding notice first. */
  held: number;
  /** Turns (or accepted messages without one) that were never closed. */
  none: number;
  /** Turns closed twice, or with two automated replies. */
  twice: number;
  /** Events of one subject against their order, and replies before what they answer. */
  inversions: number;
  /** Events that came more than once; allowed. */
  duplicates: number;
  deadLetters: number;
  /** Messages that a door refused. */
  refused: number;
  /** Rows without a word, and messages not said because their conversation got stuck. */
  unsaid: number;
  /** From acceptance to the turn's close, as channel measured it. */
  p50Ms: number;
  p99Ms: number;
  /** From saying it to seeing the close on the stream. */
  clientP50Ms: number;
  clientP99Ms: number;
  turnsPerSecond: number;
  seconds: number;
  /** Times that events may have been missed. Where there are any, `none` and `inversions` cannot be trusted. */
  gaps: number;
  agents: { accepted: number; replied: number; returned: number; closed: number };
}

/** The value below or at which a share `p` of all values is (nearest rank); 0 of none. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? 0;
}

export interface Ran {
  conversations: number;
  messages: number;
  refused: number;
  unsaid: number;
  gaps: number;
  /** When the first message was said, ms; undefined where none was. */
  startedAt?: number;
  agents: Figures['agents'];
}

export function figuresOf(watch: Watch, ran: Ran): Figures {
  const turns = [...watch.turns.values()];
  const closed = turns.filter(({ closedAt }) => closedAt !== undefined);
  const unheard = watch.unheard();
  const outcome = (name: string) => closed.filter((turn) => turn.outcome === name).length;
  const took = closed.map(({ tookMs = 0 }) => tookMs);
  const client = watch.clientMs();
  const last = Math.max(...closed.map(({ closedAt = 0 }) => closedAt), ran.startedAt ?? 0);
  const seconds = ran.startedAt === undefined ? 0 : (last - ran.startedAt) / 1000;
  return {
    conversations: ran.conversations,
    messages: ran.messages,
    turns: turns.length + unheard,
    answered: outcome('answered'),
    handedOver: outcome('handedOver'),
    takenAlong: outcome('takenAlong'),
    superseded: outcome('superseded'),
    forgotten: outcome('forgotten'),
    held: turns.filter(({ held }) => held).length,
    none: turns.length - closed.length + unheard,
    twice: turns.filter(isTwice).length,
    inversions: watch.order.inversions + watch.repliesOutOfOrder,
    duplicates: watch.order.duplicates,
    deadLetters: watch.deadLetters,
    refused: ran.refused,
    unsaid: ran.unsaid,
    p50Ms: percentile(took, 0.5),
    p99Ms: percentile(took, 0.99),
    clientP50Ms: percentile(client, 0.5),
    clientP99Ms: percentile(client, 0.99),
    turnsPerSecond: seconds > 0 ? Math.round((closed.length / seconds) * 10) / 10 : 0,
    seconds: Math.round(seconds * 10) / 10,
    gaps: ran.gaps,
    agents: ran.agents,
  };
}

const isTwice = ({ closings, releases }: WatchedTurn) => closings.size > 1 || releases.size > 1;

/** A run that shows a broken guarantee. */
export const isBroken = ({ none, twice, inversions }: Figures): boolean => none > 0 || twice > 0 || inversions > 0;
