import { z } from 'zod';
import { defineEvent, type EventOf } from './define';
import { examples as x } from './example-values';
import { AddressId, ConversationId, CustomerId, MessageId, ReplyId, TurnId } from './ids';
import { Ask, Author, ChannelName, Citation, Count, Epoch, Instant, openEnum, SaidMessage, Turn } from './vocabulary';

export const messageReceived = defineEvent({
  service: 'channel',
  name: 'MessageReceived',
  description: "A customer's message was accepted at a door or from attune.inbound, once per outside message id.",
  key: (data) => data.addressId,
  data: z.object({ addressId: AddressId, channel: ChannelName, messageId: MessageId, length: Count, masked: Count }),
  personal: z.object({ text: z.string() }),
  example: {
    data: { addressId: x.addressId, channel: 'chat', messageId: x.messageId, length: 21, masked: 0 },
    personal: { text: 'How long do I have to return a jacket?' },
  },
});
export type MessageReceived = EventOf<typeof messageReceived>;

export const turnReceived = defineEvent({
  service: 'channel',
  name: 'TurnReceived',
  description: 'A burst of messages became a turn: the quiet window passed. Immutable from here on.',
  key: (data) => data.turn.addressId,
  data: z.object({
    turn: Turn,
    /** Keyed hash of who the signed session says this is; absent for an anonymous address. */
    verifiedAs: CustomerId.optional(),
    /** Before it was verified the address had turns of its own: what was said there is to be linked. */
    anonymousBefore: z.literal(true).optional(),
  }),
  personal: z.object({ messages: z.array(SaidMessage), name: z.string().optional() }),
  example: {
    data: { turn: x.turn },
    personal: { messages: [{ messageId: x.messageId, text: 'How long do I have to return a jacket?' }] },
  },
});
export type TurnReceived = EventOf<typeof turnReceived>;

const released = {
  messageId: MessageId,
  kind: openEnum(['reply', 'handoffNotice', 'holdingNotice', 'initiative']),
  addressId: AddressId,
  channel: ChannelName,
  conversationId: ConversationId.optional(),
  customerId: CustomerId.optional(),
  replyId: ReplyId.optional(),
  answers: z.array(TurnId),
  by: Author,
  /** What its author meant by it: a question waits for the customer, an answer does not. */
  intention: openEnum(['answer', 'question', 'statement', 'notice']),
  asks: z.array(Ask),
  citations: z.array(Citation),
};

export const replyReleased = defineEvent({
  service: 'channel',
  name: 'ReplyReleased',
  description:
    'Words were released to the customer: the one act by which they reach anybody. Deliver exactly what stands here.',
  key: (data) => data.addressId,
  data: z.object(released),
  personal: z.object({ text: z.string(), name: z.string().optional() }),
  example: {
    data: {
      messageId: x.messageId2,
      kind: 'reply',
      addressId: x.addressId,
      channel: 'chat',
      conversationId: x.conversationId,
      customerId: x.customerId,
      replyId: x.replyId,
      answers: [x.turnId],
      by: { kind: 'automation' },
      intention: 'answer',
      asks: [],
      citations: [{ articleId: x.articleId, title: 'Returns', version: '3' }],
    },
    personal: { text: 'You can return it within 30 days.' },
  },
});
export type ReplyReleased = EventOf<typeof replyReleased>;

export const replySuperseded = defineEvent({
  service: 'channel',
  name: 'ReplySuperseded',
  description:
    'A prepared reply was not released: the turn was closed already, a later reply answered it, or control had moved.',
  key: (data) => data.addressId,
  data: z.object({
    addressId: AddressId,
    conversationId: ConversationId,
    customerId: CustomerId.optional(),
    replyId: ReplyId,
    answers: z.array(TurnId),
    why: openEnum(['turnClosed', 'laterReply', 'controlMoved', 'forgotten']),
  }),
  example: {
    data: {
      addressId: x.addressId,
      conversationId: x.conversationId,
      replyId: x.replyId,
      answers: [x.turnId],
      why: 'controlMoved',
    },
  },
});
export type ReplySuperseded = EventOf<typeof replySuperseded>;

export const turnOutcomes = ['answered', 'handedOver', 'takenAlong', 'superseded', 'forgotten'] as const;
export const turnClosed = defineEvent({
  service: 'channel',
  name: 'TurnClosed',
  description: 'A turn has its one outcome. Exactly once a turn.',
  key: (data) => data.addressId,
  data: z.object({
    addressId: AddressId,
    conversationId: ConversationId.optional(),
    customerId: CustomerId.optional(),
    turnId: TurnId,
    number: Count,
    outcome: openEnum(turnOutcomes),
    messageIds: z.array(MessageId),
    /** A holding notice went out before. */
    held: z.boolean(),
    /** ms from acceptance to this. */
    tookMs: Count,
  }),
  example: {
    data: {
      addressId: x.addressId,
      conversationId: x.conversationId,
      customerId: x.customerId,
      turnId: x.turnId,
      number: 1,
      outcome: 'answered',
      messageIds: [x.messageId2],
      held: false,
      tookMs: 64,
    },
  },
});
export type TurnClosed = EventOf<typeof turnClosed>;

export const turnOverdue = defineEvent({
  service: 'channel',
  name: 'TurnOverdue',
  description: 'A turn is still open at its deadline. Escalation decides; without a decision a holding notice follows.',
  key: (data) => data.turn.addressId,
  data: z.object({ conversationId: ConversationId.optional(), customerId: CustomerId.optional(), turn: Turn }),
  example: { data: { conversationId: x.conversationId, customerId: x.customerId, turn: x.turn } },
});
export type TurnOverdue = EventOf<typeof turnOverdue>;

export const personReplyOverdue = defineEvent({
  service: 'channel',
  name: 'PersonReplyOverdue',
  description:
    "A person or the queue holds the conversation and has not answered the first open message in the pack's time.",
  key: (data) => data.addressId,
  data: z.object({
    addressId: AddressId,
    conversationId: ConversationId,
    customerId: CustomerId.optional(),
    waitingSince: Instant,
    epoch: Epoch,
  }),
  example: { data: { addressId: x.addressId, conversationId: x.conversationId, waitingSince: x.at, epoch: 2 } },
});
export type PersonReplyOverdue = EventOf<typeof personReplyOverdue>;

const delivery = {
  addressId: AddressId,
  conversationId: ConversationId.optional(),
  customerId: CustomerId.optional(),
  messageId: MessageId,
};
export const replyDelivered = defineEvent({
  service: 'channel',
  name: 'ReplyDelivered',
  description: 'The outside (browser, provider) confirmed that a released message has arrived.',
  key: (data) => data.addressId,
  data: z.object(delivery),
  example: { data: { addressId: x.addressId, messageId: x.messageId2 } },
});
export type ReplyDelivered = EventOf<typeof replyDelivered>;

export const deliveryFailed = defineEvent({
  service: 'channel',
  name: 'DeliveryFailed',
  description: 'A released message could not be delivered; escalation finds somebody who tries another way.',
  key: (data) => data.addressId,
  data: z.object({ ...delivery, reason: openEnum(['unreachable', 'refused', 'expired']) }),
  example: {
    data: { addressId: x.addressId, conversationId: x.conversationId, messageId: x.messageId2, reason: 'unreachable' },
  },
});
export type DeliveryFailed = EventOf<typeof deliveryFailed>;

// ── attune.inbound: what other teams' adapters write ──

export const messageOffered = defineEvent({
  service: 'inbound',
  name: 'MessageOffered',
  description: 'An adapter offers what a customer said. Channel accepts each offer once.',
  key: (data) => data.addressId,
  data: z.object({
    addressId: AddressId,
    channel: ChannelName,
    /** keyedId('msg', secret, outside message id). */
    offerId: MessageId,
    verifiedAs: CustomerId.optional(),
    saidAt: Instant,
  }),
  personal: z.object({ text: z.string(), address: z.string(), name: z.string().optional() }),
  example: {
    data: { addressId: x.addressId, channel: 'email', offerId: x.messageId, saidAt: x.at },
    personal: { text: 'Where is my order A-1042?', address: 'kim@example.com' },
  },
});
export type MessageOffered = EventOf<typeof messageOffered>;

export const deliveryReported = defineEvent({
  service: 'inbound',
  name: 'DeliveryReported',
  description: 'An adapter reports what became of a released message.',
  key: (data) => data.addressId,
  data: z.object({
    addressId: AddressId,
    messageId: MessageId,
    outcome: openEnum(['delivered', 'failed']),
    reason: openEnum(['unreachable', 'refused', 'expired']).optional(),
  }),
  example: { data: { addressId: x.addressId, messageId: x.messageId2, outcome: 'delivered' } },
});
export type DeliveryReported = EventOf<typeof deliveryReported>;
