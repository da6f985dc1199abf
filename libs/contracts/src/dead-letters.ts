import { z } from 'zod';
import { defineEvent, type EventOf } from './define';
import { examples as x } from './example-values';
import { AgentId } from './ids';
import { openEnum } from './vocabulary';

export const eventDeadLettered = defineEvent({
  service: 'dead-letters',
  name: 'EventDeadLettered',
  description: 'A handler could not take an event. Its bytes are kept as they were; the conversation goes to a person.',
  key: (data) => data.subject,
  data: z.object({
    /** The key of the event, `unknown` where it had none. */
    subject: z.string(),
    service: z.string(),
    /** Id of the handler that failed; `runtime` where no handler was reached. */
    handler: z.string(),
    reason: z.string(),
    kind: z.enum(['undecodable', 'invalid', 'unknownVersion', 'failed', 'agedOut', 'tooLarge']).catch('failed'),
    origin: z.object({
      topic: z.string(),
      partition: z.number().int(),
      offset: z.string(),
      type: z.string().optional(),
      id: z.string().optional(),
      sequence: z.number().int().optional(),
      source: z.string().optional(),
    }),
    headers: z.record(z.string(), z.string()),
    /** Base64 of the value; personal parts stand in it as encrypted as they were. */
    value: z.string(),
    conversationId: z.string().optional(),
    customerId: z.string().optional(),
    addressId: z.string().optional(),
  }),
  example: {
    data: {
      subject: x.conversationId,
      service: 'escalation',
      handler: 'escalation.decide-control',
      reason: 'data.turn.number: expected number',
      kind: 'invalid',
      origin: {
        topic: 'attune.intent',
        partition: 3,
        offset: '1042',
        type: 'attune.intent.IntentAssessed.v1',
        id: 'evt_1',
        sequence: 4,
        source: '/shop/intent',
      },
      headers: { ce_type: 'attune.intent.IntentAssessed.v1' },
      value: 'e30=',
      conversationId: x.conversationId,
    },
  },
});
export type EventDeadLettered = EventOf<typeof eventDeadLettered>;

export const deadLetterSettled = defineEvent({
  service: 'dead-letters',
  name: 'DeadLetterSettled',
  description:
    'A person has dealt with a dead letter: sent it again, sent a mended copy, or discarded it and said why. Stands behind its letter.',
  key: (data) => data.subject,
  data: z.object({
    /** As in the letter. */
    subject: z.string(),
    /** Id of the EventDeadLettered. */
    letterId: z.string(),
    how: openEnum(['sentAgain', 'mended', 'discarded']),
    /** Why it was discarded, in a person's words; nothing personal of a customer. */
    why: z.string().max(500).optional(),
    /** Id of the mended copy. */
    sentAs: z.string().optional(),
    /** Who did it, where that is known. */
    agentId: AgentId.optional(),
  }),
  example: {
    data: {
      subject: x.conversationId,
      letterId: 'evt_2',
      how: 'discarded',
      why: 'a test of the adapter, no customer is waiting',
      agentId: x.agentId,
    },
  },
});
export type DeadLetterSettled = EventOf<typeof deadLetterSettled>;
