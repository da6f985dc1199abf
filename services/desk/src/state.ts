import type { Brief, BriefPersonal, Citation, HandoffReleased } from '@attune/contracts';
import { document, type Sealed } from '@attune/messaging';

/** One message of the conversation, as a person at the desk reads it. */
export interface DeskMessage {
  from: 'customer' | 'automation' | 'person';
  name?: string;
  text: string;
  /** ISO. */
  at: string;
  messageId?: string;
  /** Of our own messages: reply, handoffNotice, holdingNotice, initiative. */
  kind?: string;
  /** A reply that channel did not release: the customer has not read it. */
  notReleased?: true;
}

/** Everything in a handoff that is personal. */
export interface Words {
  brief: BriefPersonal;
  /** Said since the handoff was asked for, oldest first. */
  messages: DeskMessage[];
  /** Sent by a person, not released yet. */
  unreleased: { replyId: string; text: string; at: string }[];
  draft?: string;
  agentName?: string;
}

/** The person wants to go, and escalation has not decided yet: they no longer write. */
export type Leaving =
  { how: 'release'; why: HandoffReleased['data']['why']; queue?: string } | { how: 'return' } | { how: 'close' };

/** Where a handoff stands. `accepted`: somebody wants it; `held`: escalation has given it to them. */
export type Stage =
  | { status: 'queued'; queuedAt: string }
  | { status: 'accepted'; agentId: string; acceptedAt: string; leaving?: Leaving }
  | { status: 'held'; agentId: string; heldAt: string; leaving?: Leaving }
  | { status: 'ended'; endedAt: string; why: string };

/** A handoff of one conversation (the latest); id = conversationId. Created by HandoffRequested only. */
export interface DeskHandoff extends Sealed<Words> {
  conversationId: string;
  customerId: string;
  /** Of the latest turn: replies go there. */
  addressId: string;
  handoffId: string;
  /** The latest epoch of escalation that is known here. */
  epoch: number;
  queue: string;
  priority: number;
  language: string;
  preferredAgentId?: string;
  requestedAt: string;
  /** What the brief's conversation goes up to; events about earlier words are in there already. */
  briefUpTo: string;
  stage: Stage;
  /** Absent once the handoff has been over for a day. */
  brief?: Brief;
  /** Turns that no person has answered. */
  openTurns: string[];
  suggestion?: { turnId: string; citations: Citation[]; nextStep: string };
  /** Replies and actions that were asked for, newest last, at most 50: the same again is once. */
  done: string[];
}

export const handoffs = document<DeskHandoff>({ collection: 'handoffs' });

export type Held = DeskHandoff & { stage: Extract<Stage, { agentId: string }> };
/** Somebody has accepted it (and holds it, or will). */
export const isTaken = (handoff: DeskHandoff): handoff is Held =>
  handoff.stage.status === 'accepted' || handoff.stage.status === 'held';
export const isOpen = (handoff: DeskHandoff | undefined): handoff is DeskHandoff =>
  handoff !== undefined && handoff.stage.status !== 'ended';
export const withDone = (handoff: DeskHandoff, id: string): string[] => [...handoff.done, id].slice(-50);

const maxMessages = 200;
const maxText = 4_000;
/** One more message; bounded whatever is said. */
export function withMessage(handoff: DeskHandoff, ...messages: DeskMessage[]): DeskHandoff {
  if (!handoff.personal) return handoff;
  const bounded = messages.map((message) => ({ ...message, text: message.text.slice(0, maxText) }));
  return {
    ...handoff,
    personal: { ...handoff.personal, messages: [...handoff.personal.messages, ...bounded].slice(-maxMessages) },
  };
}
