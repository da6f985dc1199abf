import { z } from 'zod';
import { exampleSnapshot, exampleTurnPersonal } from './context';
import { defineEvent, type EventOf } from './define';
import { examples as x } from './example-values';
import { AddressId, AgentId, ConversationId, CustomerId, HandoffId, PromiseId, TurnId } from './ids';
import { exampleAssessment } from './intent';
import {
  Assessment,
  Author,
  Effort,
  Epoch,
  Exchange,
  Holder,
  Instant,
  openEnum,
  Probability,
  Provenance,
  Snapshot,
  Turn,
  TurnPersonal,
} from './vocabulary';

const conversation = { conversationId: ConversationId, customerId: CustomerId, addressId: AddressId };

/** Why control stands where it stands: rules that fired, rules that nearly did, and everything that they saw. */
export const BoundaryDecision = z.object({
  trigger: openEnum([
    'turn',
    'overdue',
    'exhausted',
    'inDoubt',
    'deliveryFailed',
    'promiseDue',
    'deadLetter',
    'accepted',
    'returned',
    'closed',
    'released',
    'answeredMeanwhile',
    'personOverdue',
    'reopened',
  ]),
  fired: z.array(z.object({ rule: z.string(), reason: z.string() })),
  nearly: z.array(z.object({ rule: z.string(), reason: z.string() })),
  /** The scope of the rules, clear values only; a changed boundary is replayed on it. */
  evidence: z.record(z.string(), z.unknown()),
  /** Hash of the boundary's source. */
  boundaryVersion: z.string(),
});
export type BoundaryDecision = z.infer<typeof BoundaryDecision>;

/** What automation may do now. */
export const Authority = z.object({
  tools: z.array(z.string()),
  /** Automation may go on gathering missing facts while the queue holds. */
  gather: z.boolean(),
});
export type Authority = z.infer<typeof Authority>;

/** Where a turn was decided: its words. Where a person accepted: the name that customers see. */
export const ControlPersonal = z.union([TurnPersonal, z.object({ agentName: z.string() })]);
export type ControlPersonal = z.infer<typeof ControlPersonal>;

export const controlDecided = defineEvent({
  service: 'escalation',
  name: 'ControlDecided',
  description:
    'Who holds the conversation now, and why. Once a turn, and once for each other thing that moves the holder.',
  key: (data) => data.conversationId,
  data: z.object({
    ...conversation,
    holder: Holder,
    previous: Holder,
    epoch: Epoch,
    /** Set where a turn was decided: the turn, and what was known and recognised. */
    turn: Turn.optional(),
    snapshot: Snapshot.optional(),
    assessment: Assessment.optional(),
    decision: BoundaryDecision,
    authority: Authority,
    handoffId: HandoffId.optional(),
    agentId: AgentId.optional(),
  }),
  personal: ControlPersonal,
  example: {
    data: {
      conversationId: x.conversationId,
      customerId: x.customerId,
      addressId: x.addressId,
      holder: 'automation',
      previous: 'automation',
      epoch: 1,
      turn: x.turn,
      snapshot: exampleSnapshot,
      assessment: exampleAssessment,
      decision: {
        trigger: 'turn',
        fired: [],
        nearly: [],
        evidence: { emotion: { dissatisfaction: 0.05 } },
        boundaryVersion: 'b1946ac9',
      },
      authority: { tools: ['lookUpOrder'], gather: false },
    },
    personal: exampleTurnPersonal,
  },
});
export type ControlDecided = EventOf<typeof controlDecided>;

/** The clear part of what a person gets to read before the first word. */
export const Brief = z.object({
  matters: z.array(z.object({ intent: z.string(), goal: z.string() })),
  facts: z.array(z.object({ name: z.string(), label: z.string(), provenance: Provenance })),
  tried: z.array(z.object({ what: z.string(), outcome: z.string(), at: Instant })),
  mood: z.object({
    dissatisfaction: Probability,
    urgency: Probability,
    trend: z.array(Probability),
    signals: z.array(z.string()),
  }),
  effort: Effort,
  why: z.array(z.object({ rule: z.string(), reason: z.string() })).min(1),
  promises: z.array(z.object({ promiseId: PromiseId, dueAt: Instant, by: Author })),
  nextStep: z.string(),
  /** Parts that could not be filled; empty when complete. */
  missing: z.array(z.string()),
});
export type Brief = z.infer<typeof Brief>;
export const BriefPersonal = z.object({
  facts: z.record(z.string(), z.unknown()),
  promises: z.record(z.string(), z.string()),
  /** The conversation so far, oldest first, this turn included. */
  conversation: z.array(Exchange),
  name: z.string().optional(),
});
export type BriefPersonal = z.infer<typeof BriefPersonal>;

export const exampleBrief: Brief = {
  matters: [{ intent: 'order_status', goal: 'Know where an order is' }],
  facts: [{ name: 'orderNumber', label: 'Order number', provenance: { who: 'customer', at: x.at } }],
  tried: [{ what: 'lookUpOrder', outcome: 'shipped', at: x.at }],
  mood: { dissatisfaction: 0.8, urgency: 0.4, trend: [0.1, 0.3, 0.8], signals: ['frustration'] },
  effort: { turns: 3, repeats: 2, switches: 0, transfers: 0, waitingMs: 0 },
  why: [{ rule: 'fed_up', reason: 'Has asked more than once and is fed up' }],
  promises: [],
  nextStep: 'Look at the shipment with the carrier and name a date.',
  missing: [],
};

export const handoffRequested = defineEvent({
  service: 'escalation',
  name: 'HandoffRequested',
  description: "A person is asked for, with everything they need to know. The customer's notice hangs on this.",
  key: (data) => data.conversationId,
  data: z.object({
    ...conversation,
    handoffId: HandoffId,
    epoch: Epoch,
    turnId: TurnId.optional(),
    queue: z.string(),
    priority: z.number().int().min(0).max(9),
    language: z.string(),
    preferredAgentId: AgentId.optional(),
    requestedAt: Instant,
    brief: Brief,
  }),
  personal: BriefPersonal,
  example: {
    data: {
      conversationId: x.conversationId,
      customerId: x.customerId,
      addressId: x.addressId,
      handoffId: x.handoffId,
      epoch: 2,
      turnId: x.turnId,
      queue: 'care',
      priority: 7,
      language: 'en',
      requestedAt: x.at,
      brief: exampleBrief,
    },
    personal: {
      facts: { orderNumber: 'A-1042' },
      promises: {},
      conversation: [{ who: 'customer', text: 'This is the third time I ask!', at: x.at }],
    },
  },
});
export type HandoffRequested = EventOf<typeof handoffRequested>;

export const handoffWithdrawn = defineEvent({
  service: 'escalation',
  name: 'HandoffWithdrawn',
  description: 'A person is no longer asked for, or an acceptance came too late: its epoch had passed.',
  key: (data) => data.conversationId,
  data: z.object({
    ...conversation,
    handoffId: HandoffId,
    epoch: Epoch,
    agentId: AgentId.optional(),
    why: openEnum(['answeredMeanwhile', 'staleAcceptance', 'conversationEnded', 'forgotten', 'returned']),
  }),
  example: {
    data: {
      conversationId: x.conversationId,
      customerId: x.customerId,
      addressId: x.addressId,
      handoffId: x.handoffId,
      epoch: 3,
      why: 'answeredMeanwhile',
    },
  },
});
export type HandoffWithdrawn = EventOf<typeof handoffWithdrawn>;
