import type { Assessment, Snapshot, Turn, TurnPersonal } from '@attune/contracts';
import { document, type Sealed } from '@attune/messaging';

/** A person is asked for, or has come. Keeps its id while people come and go, until automation holds again. */
export interface Handoff {
  handoffId: string;
  queue: string;
  priority: number;
  requestedAt: string;
  /** Rules that asked for a person, in plain words. */
  reasons: { rule: string; reason: string }[];
  /** Asked for only because this turn was late: withdrawn when it is answered after all, unless a person has come. */
  lateTurnId?: string;
}

/** Who holds the conversation. Exactly one at any time. */
export type Held =
  | { holder: 'automation' }
  | { holder: 'queue'; handoff: Handoff }
  /** `since`: ISO. */
  | { holder: 'person'; handoff: Handoff; agentId: string; since: string };

export interface Tried {
  what: string;
  outcome: string;
  at: string;
}

/** What a brief needs when something else than a turn brings the conversation to a person. */
export interface LastTurn {
  turn: Turn;
  snapshot: Snapshot;
  assessment: Assessment;
  /** Since it came people or the queue hold, and have it. */
  taken?: true;
}

/** Control over one conversation; id = conversationId. */
export interface Control extends Sealed<{ turn: TurnPersonal }> {
  conversationId: string;
  customerId: string;
  /** Where the latest turn came from. */
  addressId: string;
  /** 1 from the start, +1 with each change of holder. */
  epoch: number;
  held: Held;
  /** The last person who held it: preferred when it goes to a person again. */
  lastAgentId?: string;
  last?: LastTurn;
  /** Turns of this conversation so far. */
  turns: number;
  /** Turns in a row that were not understood. */
  failures: number;
  /** Decisions in a row that could not be made properly (assessment or condition failed). */
  uncertain: number;
  /** Newest last, at most 20. */
  tried: Tried[];
}

export const controls = document<Control>({ collection: 'controls' });

/** Of a conversation seen for the first time: automation holds. */
export const newControl = (ids: Pick<Control, 'conversationId' | 'customerId' | 'addressId'>): Control => ({
  ...ids,
  epoch: 1,
  held: { holder: 'automation' },
  turns: 0,
  failures: 0,
  uncertain: 0,
  tried: [],
});

const maxTried = 20;
export const withTried = (control: Control, ...tried: Tried[]): Control => ({
  ...control,
  tried: [...control.tried, ...tried].slice(-maxTried),
});

/** The words of a turn as they are kept here: enough for a brief, bounded whatever a customer writes. */
export function boundedTurn({ messages, snapshot, entities }: TurnPersonal): TurnPersonal {
  return {
    messages: messages.slice(-10).map(({ messageId, text }) => ({ messageId, text: text.slice(0, 1_000) })),
    snapshot: { ...snapshot, recent: snapshot.recent.slice(-12) },
    ...(entities && { entities: entities.slice(0, 20) }),
  };
}
