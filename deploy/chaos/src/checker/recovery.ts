import { type Chronicle, groupBy, type Violation } from './events';
import { type Consumed, type Fault, type FaultKind, faultKinds, type History } from './history';

/** How long until a group consumes again, ms. Of a zombie: from when it wakes; of the network: from when it is whole. */
export const bars: Record<FaultKind, number> = {
  kill: 15_000,
  zombie: 15_000,
  restart: 3_000,
  broker: 20_000,
  store: 20_000,
  hang: 20_000,
  drop: 20_000,
};

export interface Recovery {
  fault: Fault;
  /** Undefined: another fault came in between, and it is not to be known whose time it was. */
  tookMs: number | undefined;
}

const isProcess = ({ kind }: Fault) => kind === 'kill' || kind === 'zombie' || kind === 'restart';
/** Who brings out of step whom: a service its own group, everything else all of them. */
const touches = (fault: Fault, group: string) => !isProcess(fault) || group === `attune.${fault.target}`;

/** How long each fault was felt by the groups that it touches. */
export function recoveries({ faults, consumed }: Pick<History, 'faults' | 'consumed'>): Recovery[] {
  const byGroup = groupBy(consumed, ({ group }) => group);
  return faults.flatMap((fault) => {
    const took = [...byGroup].flatMap(([group, snapshots]) =>
      touches(fault, group)
        ? [
            timeOf(
              fault,
              snapshots,
              faults.filter((other) => other !== fault && touches(other, group)),
            ),
          ]
        : [],
    );
    if (fault.target === 'orders') return [];
    const known = took.filter((ms) => ms !== undefined);
    return [{ fault, tookMs: known.length < took.length || known.length === 0 ? undefined : Math.max(...known) }];
  });
}

function timeOf(fault: Fault, snapshots: readonly Consumed[], others: readonly Fault[]): number | undefined {
  const begin = fault.kind === 'kill' || fault.kind === 'restart' ? fault.from : fault.to;
  const first = snapshots.find(({ at }) => at >= begin);
  if (!first) return undefined;
  // A restart in good order is felt as the longest pause that any record had to wait for, also when the new process joins.
  const felt = fault.kind === 'restart' ? snapshots.filter(({ at }) => at >= begin && at <= begin + 10_000) : [first];
  const until = Math.max(...felt.map(({ passedAt }) => passedAt));
  if (others.some(({ from, to }) => from <= until && to + 12_000 >= fault.from)) return undefined;
  return fault.kind === 'restart' ? Math.max(...felt.map(({ at, passedAt }) => passedAt - at)) : first.passedAt - begin;
}

/** Every service that spoke is seen consuming once the last fault is over; of what was not watched nothing is known, and that is wrong, too. */
export function judgeWatch(
  { faults, consumed }: Pick<History, 'faults' | 'consumed'>,
  chronicle: Chronicle,
): Violation[] {
  const over = Math.max(0, ...faults.map(({ to }) => to));
  const seen = new Set(consumed.flatMap(({ group, at }) => (at >= over ? [group] : [])));
  const spoke = new Set(chronicle.events.flatMap(({ source }) => /^\/[^/]+\/([^/]+)$/.exec(source)?.[1] ?? []));
  spoke.delete('chaos');
  return [...spoke].flatMap((service) =>
    seen.has(`attune.${service}`)
      ? []
      : [{ kind: 'slow recovery' as const, what: `${service} was not seen consuming after the last fault` }],
  );
}

export function judgeRecoveries(found: readonly Recovery[]): Violation[] {
  return found.flatMap(({ fault: { kind, target }, tookMs }) =>
    tookMs !== undefined && tookMs > bars[kind]
      ? [{ kind: 'slow recovery' as const, what: `${kind} ${target}: ${tookMs} ms, at most ${bars[kind]}` }]
      : [],
  );
}

/** One line a kind: how often, how long at most. */
export function recoveryLines(found: readonly Recovery[]): string[] {
  return faultKinds.flatMap((kind) => {
    const all = found.filter(({ fault }) => fault.kind === kind);
    const known = all.flatMap(({ tookMs }) => (tookMs === undefined ? [] : [tookMs])).sort((a, b) => a - b);
    if (all.length === 0) return [];
    const seconds = (ms: number | undefined) => ((ms ?? NaN) / 1000).toFixed(1);
    const middle = known[Math.floor(known.length / 2)];
    const told =
      known.length === 0
        ? 'not told apart from others'
        : `median ${seconds(middle)} s, at most ${seconds(known.at(-1))} s (bar ${seconds(bars[kind])} s)`;
    return [`${kind.padEnd(8)}${String(all.length).padStart(3)} ×, ${known.length} told apart: ${told}`];
  });
}
