import { z } from 'zod';
import { defineEvent, type EventOf } from './define';
import { examples as x } from './example-values';
import { AddressId, AgentId, ConversationId, CustomerId, MatterId, PromiseId, TurnId } from './ids';
import { Author, ChannelName, Effort, Instant, openEnum, Provenance, Snapshot, Turn, TurnPersonal } from './vocabulary';

const conversation = { conversationId: ConversationId, customerId: CustomerId };
const ids = { conversationId: x.conversationId, customerId: x.customerId };

export const exampleSnapshot: z.infer<typeof Snapshot> = {
  version: 1,
  verified: false,
  facts: [],
  intents: [],
  asked: [],
  promises: [],
  effort: { turns: 0, repeats: 0, switches: 0, transfers: 0, waitingMs: 0 },
  mood: [],
  holder: 'automation',
  handoffs: 0,
  earlier: [],
};
export const exampleTurnPersonal: TurnPersonal = {
  messages: [{ messageId: x.messageId, text: 'How long do I have to return a jacket?' }],
  snapshot: { facts: {}, promises: {}, recent: [] },
};

export const conversationOpened = defineEvent({
  service: 'context',
  name: 'ConversationOpened',
  description: 'A customer contacted us and no open conversation of theirs fits: a new one begins with this turn.',
  key: (data) => data.conversationId,
  data: z.object({ ...conversation, addressId: AddressId, channel: ChannelName, turnId: TurnId }),
  example: { data: { ...ids, addressId: x.addressId, channel: 'chat', turnId: x.turnId } },
});
export type ConversationOpened = EventOf<typeof conversationOpened>;

export const conversationContinued = defineEvent({
  service: 'context',
  name: 'ConversationContinued',
  description: 'A conversation ends in another one, because two addresses turned out to be one customer.',
  key: (data) => data.conversationId,
  data: z.object({ ...conversation, in: ConversationId }),
  example: { data: { ...ids, in: 'cnv_Bb8cVb7nMq6wEr5tYu4i' } },
});
export type ConversationContinued = EventOf<typeof conversationContinued>;

export const turnStarted = defineEvent({
  service: 'context',
  name: 'TurnStarted',
  description: 'A turn belongs to a conversation and carries all that is known about it. Once a turn.',
  key: (data) => data.conversationId,
  data: z.object({ ...conversation, turn: Turn, snapshot: Snapshot }),
  personal: TurnPersonal,
  example: { data: { ...ids, turn: x.turn, snapshot: exampleSnapshot }, personal: exampleTurnPersonal },
});
export type TurnStarted = EventOf<typeof turnStarted>;

export const factLearned = defineEvent({
  service: 'context',
  name: 'FactLearned',
  description: 'Something about the customer or the matter became known, or changed; it will not be asked for again.',
  key: (data) => data.conversationId,
  data: z.object({ ...conversation, fact: z.string(), provenance: Provenance, corrects: z.boolean() }),
  personal: z.object({ value: z.unknown() }),
  example: {
    data: {
      ...ids,
      fact: 'orderNumber',
      provenance: { who: 'customer', at: x.at, messageId: x.messageId },
      corrects: false,
    },
    personal: { value: 'A-1042' },
  },
});
export type FactLearned = EventOf<typeof factLearned>;

export const promiseMade = defineEvent({
  service: 'context',
  name: 'PromiseMade',
  description: 'The customer was promised something by a date; the date is watched from here on.',
  key: (data) => data.conversationId,
  data: z.object({ ...conversation, promiseId: PromiseId, dueAt: Instant, by: Author }),
  personal: z.object({ what: z.string() }),
  example: {
    data: {
      ...ids,
      promiseId: x.promiseId,
      dueAt: '2026-03-04T16:00:00.000Z',
      by: { kind: 'person', agentId: x.agentId },
    },
    personal: { what: 'a replacement leaves our house' },
  },
});
export type PromiseMade = EventOf<typeof promiseMade>;

export const promiseKept = defineEvent({
  service: 'context',
  name: 'PromiseKept',
  description: 'What was promised has been done, as an action or a person said.',
  key: (data) => data.conversationId,
  data: z.object({ ...conversation, promiseId: PromiseId }),
  example: { data: { ...ids, promiseId: x.promiseId } },
});
export type PromiseKept = EventOf<typeof promiseKept>;

export const promiseDue = defineEvent({
  service: 'context',
  name: 'PromiseDue',
  description: 'The date of an open promise has come; whoever promised is preferred for what follows.',
  key: (data) => data.conversationId,
  data: z.object({ ...conversation, addressId: AddressId, promiseId: PromiseId, dueAt: Instant, by: Author }),
  personal: z.object({ what: z.string() }),
  example: {
    data: {
      ...ids,
      addressId: x.addressId,
      promiseId: x.promiseId,
      dueAt: x.at,
      by: { kind: 'person', agentId: x.agentId },
    },
    personal: { what: 'a replacement leaves our house' },
  },
});
export type PromiseDue = EventOf<typeof promiseDue>;

export const customerLinked = defineEvent({
  service: 'context',
  name: 'CustomerLinked',
  description: "A verified address became one of a known customer's: what was said there is known here too.",
  key: (data) => data.customerId,
  data: z.object({ customerId: CustomerId, addressId: AddressId, from: CustomerId.optional() }),
  example: { data: { customerId: x.customerId, addressId: x.addressId } },
});
export type CustomerLinked = EventOf<typeof customerLinked>;

export const conversationResolved = defineEvent({
  service: 'context',
  name: 'ConversationResolved',
  description: 'Everything that the customer came for is solved, and nothing promised is open.',
  key: (data) => data.conversationId,
  data: z.object({
    ...conversation,
    /** When its first turn was accepted. */
    openedAt: Instant.optional(),
    basis: openEnum(['confirmed', 'done', 'closedByPerson', 'silence']),
    matters: z.array(z.object({ matterId: MatterId, intent: z.string() })),
    effort: Effort,
    agentId: AgentId.optional(),
  }),
  example: {
    data: {
      ...ids,
      openedAt: x.at,
      basis: 'confirmed',
      matters: [{ matterId: x.matterId, intent: 'order_status' }],
      effort: exampleSnapshot.effort,
    },
  },
});
export type ConversationResolved = EventOf<typeof conversationResolved>;

export const conversationLapsed = defineEvent({
  service: 'context',
  name: 'ConversationLapsed',
  description: 'The customer did not come back. After a question of ours this is not success.',
  key: (data) => data.conversationId,
  data: z.object({
    ...conversation,
    /** When its first turn was accepted. */
    openedAt: Instant.optional(),
    lastReleased: openEnum(['question', 'notice', 'answer']),
    effort: Effort,
  }),
  example: { data: { ...ids, openedAt: x.at, lastReleased: 'question', effort: exampleSnapshot.effort } },
});
export type ConversationLapsed = EventOf<typeof conversationLapsed>;

export const conversationReopened = defineEvent({
  service: 'context',
  name: 'ConversationReopened',
  description:
    "The customer came back to an ended conversation within the pack's window: it was not solved after all, or goes on.",
  key: (data) => data.conversationId,
  data: z.object({ ...conversation, turnId: TurnId }),
  example: { data: { ...ids, turnId: x.turnId } },
});
export type ConversationReopened = EventOf<typeof conversationReopened>;

export const customerForgotten = defineEvent({
  service: 'context',
  name: 'CustomerForgotten',
  description: "All keys of a customer's addresses were destroyed: their words are unreadable everywhere.",
  key: (data) => data.conversationId,
  data: z.object({ ...conversation, addressIds: z.array(AddressId) }),
  example: { data: { ...ids, addressIds: [x.addressId] } },
});
export type CustomerForgotten = EventOf<typeof customerForgotten>;
