import type { CountedRow } from './rows';

/** Rows of the time and origin that was asked for. */
export interface Counted {
  opened: CountedRow<'opened'>[];
  reopened: CountedRow<'reopened'>[];
  outcome: CountedRow<'outcome'>[];
  handoff: CountedRow<'handoff'>[];
  accepted: CountedRow<'accepted'>[];
  turn: CountedRow<'turn'>[];
}

/** A figure, what it means, and how it is counted from events. Another meaning is another version. */
export interface Figure {
  name: string;
  version: number;
  /** In plain words. */
  says: string;
  unit: 'conversations' | 'share' | 'ms' | 'turns' | 'perConversation';
  value(rows: Counted): unknown;
  /** The conversations that it was counted from. */
  conversations(rows: Counted): string[];
}

/** Version of what OutcomeMeasured means (measure-outcome). */
export const outcomeDefinitionVersion = '1';

/** An outcome holds unless its conversation was opened again afterwards. */
function standing({ outcome, reopened }: Counted) {
  const again = new Map(reopened.map(({ conversationId, at }) => [conversationId, at]));
  return outcome.filter(({ conversationId, at }) => at >= (again.get(conversationId) ?? -Infinity));
}
const resolved = (rows: Counted) => standing(rows).filter(({ outcome }) => outcome === 'resolved');
const idsOf = (rows: readonly { conversationId?: string }[]) => [
  ...new Set(rows.flatMap(({ conversationId }) => (conversationId === undefined ? [] : [conversationId]))),
];

/** How long each handoff waited for its first acceptance. */
function firstAcceptances({ accepted }: Counted) {
  const first = new Map<string, CountedRow<'accepted'>>();
  for (const one of [...accepted].sort((a, b) => a.at - b.at))
    if (!first.has(one.handoffId)) first.set(one.handoffId, one);
  return [...first.values()];
}

/** Nearest rank: the smallest value that at least `share` of all are not above. */
export function quantile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}
const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

const answeredTurns = ({ turn }: Counted) => turn.filter(({ outcome }) => outcome === 'answered');
const tookMs = (rows: Counted) => answeredTurns(rows).map((turn) => turn.tookMs);
const effortOf = (rows: Counted) => standing(rows).map(({ effort }) => effort);

export const figures: readonly Figure[] = [
  {
    name: 'conversations',
    version: 1,
    says: 'Conversations that were opened. Coming back to one that had ended does not open another.',
    unit: 'conversations',
    value: ({ opened }) => opened.length,
    conversations: ({ opened }) => idsOf(opened),
  },
  {
    name: 'resolved',
    version: 1,
    says: 'Conversations whose outcome is resolved (the customer said so, it was done, a person closed it as such, or silence after an answer), and that were not opened again.',
    unit: 'conversations',
    value: (rows) => resolved(rows).length,
    conversations: (rows) => idsOf(resolved(rows)),
  },
  {
    name: 'firstContactResolution',
    version: 1,
    says: 'Of all conversations with an outcome (forgotten customers apart): the share that was resolved without the customer having to come back.',
    unit: 'share',
    value: (rows) =>
      mean(standing(rows).flatMap((one) => (one.outcome === 'forgotten' ? [] : [one.firstContact ? 1 : 0]))),
    conversations: (rows) => idsOf(standing(rows).filter(({ firstContact }) => firstContact)),
  },
  {
    name: 'handedOver',
    version: 1,
    says: 'Conversations in which a person was asked for, whether one came or not.',
    unit: 'conversations',
    value: ({ handoff }) => idsOf(handoff).length,
    conversations: ({ handoff }) => idsOf(handoff),
  },
  {
    name: 'medianTimeToPersonMs',
    version: 1,
    says: 'Half of all accepted handoffs were accepted within this time, from standing in the queue to the first acceptance.',
    unit: 'ms',
    value: (rows) =>
      quantile(
        firstAcceptances(rows).map(({ waitedMs }) => waitedMs),
        0.5,
      ),
    conversations: (rows) => idsOf(firstAcceptances(rows)),
  },
  {
    name: 'effort',
    version: 1,
    says: 'What an ended conversation cost the customer, on average: turns, repeats of the same matter, switches of channel, transfers, waiting in ms.',
    unit: 'perConversation',
    value: (rows) => ({
      turns: mean(effortOf(rows).map(({ turns }) => turns)),
      repeats: mean(effortOf(rows).map(({ repeats }) => repeats)),
      switches: mean(effortOf(rows).map(({ switches }) => switches)),
      transfers: mean(effortOf(rows).map(({ transfers }) => transfers)),
      waitingMs: mean(effortOf(rows).map(({ waitingMs }) => waitingMs)),
    }),
    conversations: (rows) => idsOf(standing(rows)),
  },
  {
    name: 'turns',
    version: 1,
    says: 'Closed turns by outcome: answered by automation or a person, handed over with a notice, taken along while a person or the queue holds, superseded by a later turn, forgotten. `held`: an honest notice had to go out before.',
    unit: 'turns',
    value: ({ turn }) => {
      const counts: Record<string, number> = { answered: 0, handedOver: 0, takenAlong: 0, superseded: 0, forgotten: 0 };
      for (const { outcome } of turn) counts[outcome] = (counts[outcome] ?? 0) + 1;
      return { ...counts, held: turn.filter(({ held }) => held).length };
    },
    conversations: ({ turn }) => idsOf(turn),
  },
  {
    name: 'p50Ms',
    version: 1,
    says: 'Half of all answered turns were answered within this time, from acceptance of the message to release of the answer.',
    unit: 'ms',
    value: (rows) => quantile(tookMs(rows), 0.5),
    conversations: (rows) => idsOf(answeredTurns(rows)),
  },
  {
    name: 'p99Ms',
    version: 1,
    says: '99 of 100 answered turns were answered within this time.',
    unit: 'ms',
    value: (rows) => quantile(tookMs(rows), 0.99),
    conversations: (rows) => {
      const limit = quantile(tookMs(rows), 0.99) ?? Infinity;
      return idsOf(answeredTurns(rows).filter((turn) => turn.tookMs >= limit));
    },
  },
];

/** Changes with any figure's meaning. */
export const definitionVersion = figures.map(({ version }) => version).join('.');
