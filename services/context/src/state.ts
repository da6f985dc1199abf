import {
  deriveId,
  type Ask,
  type Author,
  type Effort,
  type Exchange,
  type Holder,
  type Origin,
  type Provenance,
  type Turn,
} from '@attune/contracts';
import { document, type Sealed } from '@attune/messaging';

/** A customer: who they are, their conversations, what is known and promised. */
export type CustomerState = KnownCustomer | MergedCustomer | ForgottenCustomer;

export interface KnownCustomer extends Sealed<CustomerPersonal> {
  status: 'known';
  customerId: string;
  origin: Origin;
  /** With the keys that their words were sealed with; an address that was forgotten and came back stands here twice. */
  addresses: readonly CustomerAddress[];
  open: readonly Conversation[];
  /** Ended in the last hours: the customer may still come back to them. */
  ended: readonly EndedConversation[];
  /** Of the last 30 days, oldest first. */
  earlier: readonly EarlierConversation[];
  /** The last turns, so that each is started, learned from and measured once; oldest first. */
  turns: readonly KnownTurn[];
  /** Ids of the messages that were released last, so that each is noted once; oldest first. */
  released: readonly string[];
  /** All conversations that were opened here, the latest last. */
  conversationIds: readonly string[];
  /** Conversations that go on in another one. */
  continuedIn: Readonly<Record<string, string>>;
  /** Turns of addresses whose earlier life is just being fetched; by address. */
  arriving: Readonly<Record<string, readonly Arriving[]>>;
}
/** Everything that was here is now with another customer. What moved is kept until they have surely got it. */
export interface MergedCustomer extends Sealed<CustomerPersonal> {
  status: 'merged';
  mergedInto: string;
  moved: Moved;
}
export interface ForgottenCustomer {
  status: 'forgotten';
  customerId: string;
  origin: Origin;
  kid?: string;
  /** Destroyed; what was sealed with one of them is about nobody any more. */
  kids: readonly string[];
}

export interface CustomerPersonal {
  name?: string;
  /** By conversation, open and ended. */
  conversations: Readonly<Record<string, ConversationPersonal>>;
  /** Words of arriving turns, by turn. */
  arriving: Readonly<Record<string, Words>>;
}
export interface ConversationPersonal {
  /** Values of facts, by name. */
  facts: Readonly<Record<string, unknown>>;
  /** What was promised, by id. */
  promises: Readonly<Record<string, string>>;
  /** The last exchanges, oldest first, bounded. */
  recent: readonly Exchange[];
}
export interface Words {
  messages: readonly { messageId: string; text: string }[];
  name?: string;
}

export interface CustomerAddress {
  addressId: string;
  channel: string;
  kid: string;
  verified: boolean;
}

export interface Conversation {
  conversationId: string;
  /** Who may hear what is said here: the customer on all verified addresses, or one address alone. */
  scope: 'customer' | (string & {});
  /** Of the latest turn. */
  addressId: string;
  channel: string;
  /** ISO. */
  openedAt: string;
  /** Rises with each turn. */
  version: number;
  /** Epoch ms. */
  lastTurnAt: number;
  lastTurnId: string;
  effort: Effort;
  mood: readonly number[];
  intents: readonly { intent: string; count: number; answered: boolean }[];
  matters: readonly { matterId: string; intent: string }[];
  facts: readonly { name: string; provenance: Provenance }[];
  asked: readonly { fact: string; mode: Ask['mode']; turnId?: string }[];
  /** What the last released reply asked for. */
  lastAsks: readonly Ask[];
  lastReleased?: 'question' | 'notice' | 'answer' | 'statement';
  promises: readonly Promised[];
  holder: Holder;
  epoch: number;
  handoffs: number;
  /** People have it since; until somebody speaks. Epoch ms. */
  waitingSince?: number;
  /** Automation thinks that it is solved. */
  proposal?: {
    basis: 'confirmed' | 'done' | 'answered' | 'other';
    matters: readonly { matterId: string; intent: string }[];
  };
  /** The customer said so. */
  confirmed: boolean;
  /** A person closed it while a promise was open. */
  closedBy?: string;
}
export interface Promised {
  promiseId: string;
  dueAt: string;
  by: Author;
  /** Its date has come. */
  due: boolean;
}
export interface EndedConversation {
  conversation: Conversation;
  endedAt: number;
}
export interface EarlierConversation {
  conversationId: string;
  scope: string;
  intent: string;
  endedAt: string;
  resolved: boolean;
}
export interface KnownTurn {
  turnId: string;
  conversationId: string;
  startedAt: number;
  assessed: boolean;
  closed: boolean;
}
/** A turn that waits until what its address said before is here. */
export interface Arriving {
  turn: Turn;
  kid: string;
  from: string;
  /** The conversation that it will be part of. */
  into: string;
}

/** What goes along when an anonymous customer turns out to be a known one. */
export interface Moved {
  addresses: readonly CustomerAddress[];
  open: readonly Conversation[];
  earlier: readonly EarlierConversation[];
  turns: readonly KnownTurn[];
  released: readonly string[];
}

export const customers = document<CustomerState>({
  collection: 'customers',
  movedTo: (state) => (state.status === 'merged' ? state.mergedInto : undefined),
});

/** Who an address is as long as nobody has verified it. */
export const anonymousCustomerOf = (addressId: string): string => deriveId('cus', addressId);

/** None of the addresses is verified: nobody else is known here than who uses them. */
export const isAnonymous = ({ addresses }: KnownCustomer): boolean => !addresses.some((one) => one.verified);

export const noEffort: Effort = { turns: 0, repeats: 0, switches: 0, transfers: 0, waitingMs: 0 };
export const nothingPersonal: ConversationPersonal = { facts: {}, promises: {}, recent: [] };

export const newCustomer = (customerId: string, origin: Origin, kid: string): KnownCustomer => ({
  status: 'known',
  customerId,
  origin,
  kid,
  addresses: [],
  open: [],
  ended: [],
  earlier: [],
  turns: [],
  released: [],
  conversationIds: [],
  continuedIn: {},
  arriving: {},
  personal: { conversations: {}, arriving: {} },
});

export const newConversation = (conversationId: string, scope: string, turn: Turn): Conversation => ({
  conversationId,
  scope,
  addressId: turn.addressId,
  channel: turn.channel,
  openedAt: turn.acceptedAt,
  version: 0,
  lastTurnAt: Date.parse(turn.acceptedAt),
  lastTurnId: turn.turnId,
  effort: noEffort,
  mood: [],
  intents: [],
  matters: [],
  facts: [],
  asked: [],
  lastAsks: [],
  promises: [],
  holder: 'automation',
  epoch: 1,
  handoffs: 0,
  confirmed: false,
});
