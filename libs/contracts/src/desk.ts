import { z } from 'zod';
import { defineEvent, type EventOf } from './define';
import { examples as x } from './example-values';
import { ActionId, AddressId, AgentId, ConversationId, CustomerId, HandoffId, PromiseId } from './ids';
import { examplePreparedReply, PreparedReply, ReplyPersonal } from './resolution';
import { Count, Epoch, Instant, openEnum } from './vocabulary';

const handoff = { conversationId: ConversationId, customerId: CustomerId, addressId: AddressId, handoffId: HandoffId };
const ids = {
  conversationId: x.conversationId,
  customerId: x.customerId,
  addressId: x.addressId,
  handoffId: x.handoffId,
};

export const handoffQueued = defineEvent({
  service: 'desk',
  name: 'HandoffQueued',
  description: 'A requested handoff stands in a queue where people see it.',
  key: (data) => data.conversationId,
  data: z.object({ ...handoff, queue: z.string(), priority: Count, queuedAt: Instant }),
  example: { data: { ...ids, queue: 'care', priority: 7, queuedAt: x.at } },
});
export type HandoffQueued = EventOf<typeof handoffQueued>;

export const handoffAccepted = defineEvent({
  service: 'desk',
  name: 'HandoffAccepted',
  description:
    'A person took a handoff. They hold the conversation once escalation has decided so; the epoch that they answer is quoted.',
  key: (data) => data.conversationId,
  data: z.object({ ...handoff, agentId: AgentId, epoch: Epoch, waitedMs: Count }),
  /** The name that customers see. */
  personal: z.object({ agentName: z.string() }),
  example: {
    data: { ...ids, agentId: x.agentId, epoch: 2, waitedMs: 21000 },
    personal: { agentName: 'Robin' },
  },
});
export type HandoffAccepted = EventOf<typeof handoffAccepted>;

export const handoffReleased = defineEvent({
  service: 'desk',
  name: 'HandoffReleased',
  description: 'The person who had accepted is gone or gave it back: the queue holds again.',
  key: (data) => data.conversationId,
  data: z.object({
    ...handoff,
    agentId: AgentId,
    epoch: Epoch,
    why: openEnum(['gone', 'givenBack', 'transferred', 'overdue']),
    queue: z.string().optional(),
  }),
  example: { data: { ...ids, agentId: x.agentId, epoch: 3, why: 'gone' } },
});
export type HandoffReleased = EventOf<typeof handoffReleased>;

export const replyPreparedByDesk = defineEvent({
  service: 'desk',
  name: 'ReplyPrepared',
  description: 'A person has words for the customer. Not said before channel releases them.',
  key: (data) => data.conversationId,
  data: PreparedReply,
  personal: ReplyPersonal,
  example: {
    data: { ...examplePreparedReply, by: { kind: 'person', agentId: x.agentId }, epoch: 3, citations: [] },
    personal: { text: 'I have your parcel here on my screen.', name: 'Kim' },
  },
});
export type ReplyPreparedByDesk = EventOf<typeof replyPreparedByDesk>;

export const actionRequested = defineEvent({
  service: 'desk',
  name: 'ActionRequested',
  description: "A person asks for an action from the pack's tools; resolution keeps the ledger.",
  key: (data) => data.conversationId,
  data: z.object({ ...handoff, agentId: AgentId, epoch: Epoch, actionId: ActionId, tool: z.string() }),
  personal: z.object({ with: z.record(z.string(), z.unknown()) }),
  example: {
    data: { ...ids, agentId: x.agentId, epoch: 3, actionId: x.actionId, tool: 'cancelOrder' },
    personal: { with: { order: 'A-1042' } },
  },
});
export type ActionRequested = EventOf<typeof actionRequested>;

export const conversationReturned = defineEvent({
  service: 'desk',
  name: 'ConversationReturned',
  description: 'A person hands back to automation, with what was decided, promised and left open.',
  key: (data) => data.conversationId,
  data: z.object({
    ...handoff,
    agentId: AgentId,
    epoch: Epoch,
    promises: z.array(z.object({ promiseId: PromiseId, dueAt: Instant })),
    kept: z.array(PromiseId),
    facts: z.array(z.object({ name: z.string() })),
  }),
  personal: z.object({
    decided: z.string(),
    leftOpen: z.string(),
    promises: z.record(z.string(), z.string()),
    facts: z.record(z.string(), z.unknown()),
    name: z.string().optional(),
  }),
  example: {
    data: {
      ...ids,
      agentId: x.agentId,
      epoch: 3,
      promises: [{ promiseId: x.promiseId, dueAt: '2026-03-04T16:00:00.000Z' }],
      kept: [],
      facts: [],
    },
    personal: {
      decided: 'Replacement goes out',
      leftOpen: '',
      promises: { [x.promiseId]: 'a replacement leaves our house' },
      facts: {},
    },
  },
});
export type ConversationReturned = EventOf<typeof conversationReturned>;

export const conversationClosed = defineEvent({
  service: 'desk',
  name: 'ConversationClosed',
  description: 'A person closes the conversation as solved, or as not to be solved.',
  key: (data) => data.conversationId,
  data: z.object({ ...handoff, agentId: AgentId, epoch: Epoch, outcome: openEnum(['solved', 'notSolved']) }),
  personal: z.object({ note: z.string() }),
  example: {
    data: { ...ids, agentId: x.agentId, epoch: 3, outcome: 'solved' },
    personal: { note: 'Replacement arranged' },
  },
});
export type ConversationClosed = EventOf<typeof conversationClosed>;
