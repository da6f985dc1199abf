import type { Logged } from './history';

/** A fact as a reader that drops duplicates sees it. */
export interface Event {
  topic: string;
  /** `TurnReceived` */
  name: string;
  source: string;
  subject: string;
  sequence: number;
  id: string;
  cause: string;
  /** When it happened, epoch ms. */
  at: number;
  data: Record<string, unknown>;
}

export const violationKinds = [
  'lost',
  'twice',
  'inverted',
  'unanswered',
  'actions twice',
  'actions missing',
  'holders',
  'dead letters',
  'slow recovery',
] as const;
export interface Violation {
  kind: (typeof violationKinds)[number];
  what: string;
}

export function eventOf({ topic, headers, data }: Logged): Event {
  return {
    topic,
    name: (headers['ce_type'] ?? '').split('.')[2] ?? '',
    source: headers['ce_source'] ?? '',
    subject: headers['ce_subject'] ?? '',
    sequence: Number(headers['ce_subjectsequence']),
    id: headers['ce_id'] ?? '',
    cause: headers['ce_causationid'] ?? '',
    at: Date.parse(headers['ce_time'] ?? ''),
    data,
  };
}

/** What was published, each fact once. */
export class Chronicle {
  private readonly byName: ReadonlyMap<string, Event[]>;

  constructor(readonly events: readonly Event[]) {
    this.byName = groupBy(events, ({ name }) => name);
  }

  of(...names: string[]): readonly Event[] {
    return names.flatMap((name) => this.byName.get(name) ?? []);
  }
}

export function countBy<T>(items: readonly T[], key: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}

export function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

export interface Turn {
  turnId: string;
  number: number;
  addressId: string;
  messageIds: string[];
  /** Epoch ms. */
  acceptedAt: number;
}

export const turnsIn = (chronicle: Chronicle): Turn[] =>
  chronicle.of('TurnReceived').map(({ data }) => {
    const turn = data['turn'] as Omit<Turn, 'acceptedAt'> & { acceptedAt: string };
    return { ...turn, acceptedAt: Date.parse(turn.acceptedAt) };
  });
