import type { Citation, Holder, Origin, Turn, TurnClosed } from '@attune/contracts';
import { document, type Sealed } from '@attune/messaging';

/** Everything that channel knows about one address: the one place where a turn gets its outcome. */
export interface AddressState extends Sealed<AddressPersonal> {
  addressId: string;
  channel: string;
  origin: Origin;
  /** Who the last message was signed for. */
  verifiedAs?: string;
  /** There were turns before anybody had signed in at this address. */
  anonymousBefore?: true;
  /** Ids of the last messages, so that each is accepted once; oldest first. */
  seen: readonly string[];
  burst?: Burst;
  /** Number of the latest turn, 0 before the first. */
  lastNumber: number;
  /** All that are owed, and the last closed ones; by number. */
  turns: readonly TurnState[];
  /** The conversations that this address took part in lately; the current one last. */
  conversations: readonly KnownConversation[];
  /** What was said last to this address, oldest first. */
  releases: readonly Release[];
  /** Replies that were released or superseded, oldest first. */
  replies: readonly string[];
  /** A holding notice went out and nothing was answered since: there is not a second one. */
  outage?: { since: number; messageId: string };
}

export interface AddressPersonal {
  name?: string;
  /** Of the person who spoke last. */
  agentName?: string;
  /** The messages of the open burst. */
  burst: readonly { messageId: string; text: string }[];
  /** Oldest first, bounded; what the customer's page shows when it is opened again. */
  history: readonly SaidOrReleased[];
}

export interface SaidOrReleased {
  messageId: string;
  from: 'customer' | 'automation' | 'person';
  name?: string;
  text: string;
  /** ISO. */
  at: string;
  kind?: string;
  citations?: readonly Pick<Citation, 'articleId' | 'title'>[];
}

/** Messages in quick succession that will be one turn. Times are epoch ms. */
export interface Burst {
  turnId: string;
  firstAt: number;
  lastAt: number;
  messageIds: readonly string[];
  length: number;
  /** Of all texts as JSON. */
  bytes: number;
  verifiedAs?: string;
}

/** `held`: a holding notice went out and the turn is still owed. */
export interface OwedTurn {
  status: 'open' | 'held';
  turn: Turn;
  /** As far as events have told; until then the address's current conversation. */
  conversationId?: string;
  customerId?: string;
}
export interface ClosedTurn {
  status: 'closed';
  turnId: string;
  number: number;
  outcome: TurnClosed['data']['outcome'];
}
export type TurnState = OwedTurn | ClosedTurn;

export interface KnownConversation {
  conversationId: string;
  customerId: string;
  /** The highest that any event has told. */
  epoch: number;
  holder: Holder;
  agentId?: string;
  /** The customer knows that a person takes over; until automation holds again. */
  told: boolean;
  /** Handoffs whose notice went out. */
  handoffs: readonly string[];
  /** What people have not answered yet, oldest first; empty while automation holds. */
  waiting: readonly Waiting[];
  /** How often they were reminded. */
  reminders: number;
}
export interface Waiting {
  turnId?: string;
  /** Of the turn; of the latest one where it is no turn that waits. */
  number: number;
  since: number;
}

export interface Release {
  messageId: string;
  correlationId: string;
  conversationId?: string;
  customerId?: string;
  delivery: 'underway' | 'delivered' | 'failed';
}

export const addresses = document<AddressState>({ collection: 'addresses' });

export const isOwed = (turn: TurnState): turn is OwedTurn => turn.status !== 'closed';
export const numberOf = (turn: TurnState): number => (isOwed(turn) ? turn.turn.number : turn.number);
export const turnIdOf = (turn: TurnState): string => (isOwed(turn) ? turn.turn.turnId : turn.turnId);

/** The customer was forgotten: what was personal cannot be read any more. */
export const isForgotten = (state: AddressState): boolean => state.personal === undefined;

export const currentConversation = (state: AddressState): KnownConversation | undefined => state.conversations.at(-1);
export const conversationOf = (
  state: AddressState,
  conversationId: string | undefined,
): KnownConversation | undefined => state.conversations.find((known) => known.conversationId === conversationId);

/** The last `limit` of a list with `item` at its end. */
export const appended = <T>(list: readonly T[], item: T, limit: number): readonly T[] => [...list, item].slice(-limit);
