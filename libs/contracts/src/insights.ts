import { z } from 'zod';
import { defineEvent, type EventOf } from './define';
import { examples as x } from './example-values';
import { ConversationId, CustomerId } from './ids';
import { Count, Effort, openEnum } from './vocabulary';

export const outcomeMeasured = defineEvent({
  service: 'insights',
  name: 'OutcomeMeasured',
  description:
    'What became of a conversation, by a named definition: provisional when it ends, final when its window has passed.',
  key: (data) => data.conversationId,
  data: z.object({
    conversationId: ConversationId,
    customerId: CustomerId,
    definitionVersion: z.string(),
    state: z.enum(['provisional', 'final']),
    outcome: openEnum(['resolved', 'lapsed', 'forgotten']),
    basis: z.string().optional(),
    /** Resolved in one conversation, without a repeat contact for the same matter within the window. */
    firstContact: z.boolean(),
    automated: z.boolean(),
    handoffs: Count,
    timeToPersonMs: Count.optional(),
    effort: Effort,
    tookMs: Count,
  }),
  example: {
    data: {
      conversationId: x.conversationId,
      customerId: x.customerId,
      definitionVersion: '1',
      state: 'provisional',
      outcome: 'resolved',
      basis: 'confirmed',
      firstContact: true,
      automated: true,
      handoffs: 0,
      tookMs: 84000,
      effort: { turns: 3, repeats: 0, switches: 0, transfers: 0, waitingMs: 190 },
    },
  },
});
export type OutcomeMeasured = EventOf<typeof outcomeMeasured>;
