import {
  controlDecided,
  conversationOpened,
  conversationReopened,
  handoffAccepted,
  handoffRequested,
  outcomeMeasured,
  turnClosed,
  type AttuneEvent,
  type ControlDecided,
  type ConversationOpened,
  type HandoffAccepted,
  type HandoffRequested,
  type Origin,
  type OutcomeMeasured,
  type TurnClosed,
} from '@attune/contracts';
import type { ProjectionRow } from '@attune/storage';

/** What figures are counted from, and what lists show: one row for each thing that happened, the latest word on it. */
export interface Kinds {
  opened: { conversationId: string; channel: string };
  reopened: { conversationId: string };
  outcome: OutcomeMeasured['data'];
  handoff: { conversationId: string; queue: string; rules: string[] };
  accepted: { conversationId: string; handoffId: string; waitedMs: number };
  turn: { conversationId?: string; outcome: string; tookMs: number; held: boolean };
  /** Not counted: who holds now, and over what. */
  control: {
    conversationId: string;
    customerId: string;
    holder: string;
    epoch: number;
    intent?: string;
    dissatisfaction?: number;
    turns?: number;
    reasons: string[];
  };
}
export type Kind = keyof Kinds;
/** Body of a row: when it happened (epoch ms), where the event came from, and what. */
export type CountedRow<K extends Kind> = { at: number; origin: Origin } & Kinds[K];

export const countedEvents = [
  conversationOpened,
  conversationReopened,
  outcomeMeasured,
  handoffRequested,
  handoffAccepted,
  turnClosed,
  controlDecided,
] as const;

/** The row of an event; the same event gives the same row, a later word on the same thing replaces it. */
export function countedRow(event: AttuneEvent): ProjectionRow | undefined {
  switch (event.type) {
    case conversationOpened.type: {
      const { conversationId, channel } = (event as ConversationOpened).data;
      return row(event, 'opened', conversationId, { conversationId, channel });
    }
    case conversationReopened.type:
      return row(event, 'reopened', event.subject, { conversationId: event.subject });
    case outcomeMeasured.type:
      return row(event, 'outcome', event.subject, (event as OutcomeMeasured).data);
    case handoffRequested.type: {
      const { conversationId, handoffId, queue, brief } = (event as HandoffRequested).data;
      return row(event, 'handoff', handoffId, { conversationId, queue, rules: brief.why.map(({ rule }) => rule) });
    }
    case handoffAccepted.type: {
      const { conversationId, handoffId, epoch, waitedMs } = (event as HandoffAccepted).data;
      return row(event, 'accepted', `${handoffId}:${epoch}`, { conversationId, handoffId, waitedMs });
    }
    case turnClosed.type: {
      const { conversationId, turnId, outcome, tookMs, held } = (event as TurnClosed).data;
      return row(event, 'turn', turnId, {
        ...(conversationId !== undefined && { conversationId }),
        outcome,
        tookMs,
        held,
      });
    }
    case controlDecided.type:
      return row(event, 'control', event.subject, controlOf(event as ControlDecided));
    default:
      return undefined;
  }
}

function controlOf({ data }: ControlDecided): Kinds['control'] {
  const { conversationId, customerId, holder, epoch, assessment, snapshot, decision } = data;
  const intent = assessment?.candidates[0]?.intent;
  return {
    conversationId,
    customerId,
    holder,
    epoch,
    ...(intent !== undefined && { intent }),
    ...(assessment && { dissatisfaction: assessment.emotion.dissatisfaction }),
    ...(snapshot && { turns: snapshot.version }),
    reasons: decision.fired.map(({ reason }) => reason),
  };
}

function row<K extends Kind>({ time, origin }: AttuneEvent, kind: K, id: string, what: Kinds[K]): ProjectionRow {
  const at = Date.parse(time);
  return { _id: `${kind}:${id}`, at, group: kind, body: { ...what, at, origin } satisfies CountedRow<K> };
}
