import { z } from 'zod';
import { defineEvent, type EventOf } from './define';
import { examples as x } from './example-values';
import { ActionId, AddressId, ConversationId, CustomerId, MatterId, ReplyId, TurnId } from './ids';
import { Ask, Author, Citation, Count, Epoch, openEnum } from './vocabulary';

const conversation = { conversationId: ConversationId, customerId: CustomerId };
const ids = { conversationId: x.conversationId, customerId: x.customerId };

/** Words prepared for a customer, by automation (resolution) or a person (desk); channel alone releases them. */
export const PreparedReply = z.object({
  ...conversation,
  replyId: ReplyId,
  /** The address of the latest turn that its author had read. */
  to: AddressId,
  /** Turns that it answers; empty for an initiative. */
  answers: z.array(TurnId),
  /** Why it speaks without having been asked. */
  initiative: openEnum(['promise', 'returned', 'actionResult', 'person']).optional(),
  intention: openEnum(['answer', 'question', 'statement', 'notice']),
  asks: z.array(Ask),
  citations: z.array(Citation),
  by: Author,
  epoch: Epoch,
  matterId: MatterId.optional(),
  playbook: z.string().optional(),
  step: z.string().optional(),
});
export type PreparedReply = z.infer<typeof PreparedReply>;
export const ReplyPersonal = z.object({ text: z.string(), name: z.string().optional() });

export const examplePreparedReply: PreparedReply = {
  ...ids,
  replyId: x.replyId,
  to: x.addressId,
  answers: [x.turnId],
  intention: 'answer',
  asks: [],
  by: { kind: 'automation' },
  epoch: 1,
  citations: [{ articleId: x.articleId, title: 'Returns', version: '3' }],
};

export const replyPreparedByResolution = defineEvent({
  service: 'resolution',
  name: 'ReplyPrepared',
  description: 'Automation has words for the customer. Not said before channel releases them.',
  key: (data) => data.conversationId,
  data: PreparedReply,
  personal: ReplyPersonal,
  example: { data: examplePreparedReply, personal: { text: 'You can return it within 30 days.' } },
});
export type ReplyPreparedByResolution = EventOf<typeof replyPreparedByResolution>;

/** An action outside, and a look-up (`effect: read`), which is logged the same way but may be repeated. */
const action = {
  ...conversation,
  actionId: ActionId,
  tool: z.string(),
  effect: z.enum(['read', 'write']),
  turnId: TurnId.optional(),
  matterId: MatterId.optional(),
};
const exampleAction = { ...ids, actionId: x.actionId, tool: 'lookUpOrder', effect: 'read' as const, turnId: x.turnId };

export const actionStarted = defineEvent({
  service: 'resolution',
  name: 'ActionStarted',
  description: 'An action is about to be carried out; its idempotency key is stored. What is started finishes.',
  key: (data) => data.conversationId,
  data: z.object(action),
  example: { data: exampleAction },
});
export type ActionStarted = EventOf<typeof actionStarted>;

export const actionPerformed = defineEvent({
  service: 'resolution',
  name: 'ActionPerformed',
  description: 'The outside confirmed the action; its result is in the personal block.',
  key: (data) => data.conversationId,
  data: z.object({ ...action, outcome: z.string(), attempts: Count, tookMs: Count }),
  personal: z.object({ result: z.unknown() }),
  example: {
    data: { ...exampleAction, outcome: 'ok', attempts: 1, tookMs: 41 },
    personal: { result: { status: 'shipped' } },
  },
});
export type ActionPerformed = EventOf<typeof actionPerformed>;

export const actionFailed = defineEvent({
  service: 'resolution',
  name: 'ActionFailed',
  description: 'The outside refused the action, or could surely not be reached: it has not happened.',
  key: (data) => data.conversationId,
  data: z.object({ ...action, reason: z.string(), attempts: Count }),
  example: { data: { ...exampleAction, reason: 'notFound', attempts: 1 } },
});
export type ActionFailed = EventOf<typeof actionFailed>;

export const actionInDoubt = defineEvent({
  service: 'resolution',
  name: 'ActionInDoubt',
  description: 'Nobody can tell whether the action happened. It is not tried again; a person looks.',
  key: (data) => data.conversationId,
  data: z.object({ ...action, reason: z.string(), attempts: Count }),
  example: { data: { ...exampleAction, tool: 'cancelOrder', effect: 'write', reason: 'noAnswer', attempts: 3 } },
});
export type ActionInDoubt = EventOf<typeof actionInDoubt>;

export const actionCancelled = defineEvent({
  service: 'resolution',
  name: 'ActionCancelled',
  description: 'An action that had not started will not start: the customer said stop, or control moved.',
  key: (data) => data.conversationId,
  data: z.object({ ...action, why: openEnum(['customerStopped', 'controlMoved', 'corrected']) }),
  example: { data: { ...exampleAction, tool: 'cancelOrder', effect: 'write', why: 'customerStopped' } },
});
export type ActionCancelled = EventOf<typeof actionCancelled>;

export const resolutionProposed = defineEvent({
  service: 'resolution',
  name: 'ResolutionProposed',
  description: 'As far as automation can tell a matter is solved; context decides whether the conversation is.',
  key: (data) => data.conversationId,
  data: z.object({
    ...conversation,
    turnId: TurnId.optional(),
    matters: z.array(z.object({ matterId: MatterId, intent: z.string() })),
    basis: openEnum(['confirmed', 'done', 'answered']),
  }),
  example: {
    data: { ...ids, turnId: x.turnId, matters: [{ matterId: x.matterId, intent: 'return_policy' }], basis: 'answered' },
  },
});
export type ResolutionProposed = EventOf<typeof resolutionProposed>;

export const resolutionExhausted = defineEvent({
  service: 'resolution',
  name: 'ResolutionExhausted',
  description:
    'Automation knows no further way for this turn: a playbook says hand over, nothing was found, asked in vain.',
  key: (data) => data.conversationId,
  data: z.object({
    ...conversation,
    addressId: AddressId,
    turnId: TurnId,
    epoch: Epoch,
    matterId: MatterId.optional(),
    why: openEnum(['playbook', 'notUnderstood', 'notAnswerable', 'askedInVain', 'toolFailed', 'noPlaybook']),
    queue: z.string().optional(),
    reason: z.string(),
  }),
  example: {
    data: {
      ...ids,
      addressId: x.addressId,
      turnId: x.turnId,
      epoch: 1,
      why: 'notAnswerable',
      reason: 'No article answers this',
    },
  },
});
export type ResolutionExhausted = EventOf<typeof resolutionExhausted>;

export const assistSuggested = defineEvent({
  service: 'resolution',
  name: 'AssistSuggested',
  description: 'A person holds the conversation: a draft, the next best step and the articles for this turn.',
  key: (data) => data.conversationId,
  data: z.object({
    ...conversation,
    turnId: TurnId,
    handoffId: z.string().optional(),
    citations: z.array(Citation),
    nextStep: z.string(),
  }),
  personal: z.object({ draft: z.string() }),
  example: {
    data: { ...ids, turnId: x.turnId, citations: [], nextStep: 'Look up the order' },
    personal: { draft: 'I have looked at your order A-1042 …' },
  },
});
export type AssistSuggested = EventOf<typeof assistSuggested>;
