import { z } from 'zod';
import { AddressId, AgentId, ArticleId, MatterId, MessageId, PromiseId, TurnId } from './ids';

/** Enums are open: a reader takes what it does not know as `other`, so that adding a value breaks nobody. */
export const openEnum = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum([...values, 'other'] as [...T, 'other']).catch('other' as never) as unknown as z.ZodType<T[number] | 'other'>;

/** ISO 8601 in UTC with milliseconds. */
export const Instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/);
export const Probability = z.number().min(0).max(1);
export const Count = z.number().int().min(0);
export const Epoch = z.number().int().min(1);
/** What a channel is called in the pack: `chat`, `email`, … */
export const ChannelName = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/);

export const Holder = z.enum(['automation', 'queue', 'person']);
export type Holder = z.infer<typeof Holder>;

/** Who speaks: automation, or a person (whose name is personal and stands in the block). */
export const Author = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('automation') }),
  z.object({ kind: z.literal('person'), agentId: AgentId }),
]);
export type Author = z.infer<typeof Author>;

/** What a reply asks the customer for, so that a re-ask can be counted. */
export const Ask = z.object({
  fact: z.string(),
  mode: z.enum(['open', 'confirm', 'security']),
  snapshotVersion: Count,
});
export type Ask = z.infer<typeof Ask>;

export const Citation = z.object({ articleId: ArticleId, title: z.string(), version: z.string() });
export type Citation = z.infer<typeof Citation>;

/** One turn, immutable from TurnReceived on. */
export const Turn = z.object({
  turnId: TurnId,
  /** 1, 2, 3 … per address, without gaps. */
  number: z.number().int().min(1),
  addressId: AddressId,
  channel: ChannelName,
  messageIds: z.array(MessageId).min(1),
  acceptedAt: Instant,
  /** When it is overdue. */
  deadline: Instant,
  /** Characters in all messages together. */
  length: Count,
});
export type Turn = z.infer<typeof Turn>;

export const SaidMessage = z.object({ messageId: MessageId, text: z.string() });

/** Where a fact comes from. */
export const Provenance = z.object({
  who: openEnum(['customer', 'automation', 'person', 'system']),
  at: Instant,
  channel: z.string().optional(),
  messageId: MessageId.optional(),
});
export type Provenance = z.infer<typeof Provenance>;

export const Effort = z.object({ turns: Count, repeats: Count, switches: Count, transfers: Count, waitingMs: Count });
export type Effort = z.infer<typeof Effort>;

/** What context knows when a turn starts: the clear part. Values stand under the same names in the personal block. */
export const Snapshot = z.object({
  /** Rises with each turn of the conversation. */
  version: Count,
  verified: z.boolean(),
  /** Facts known, by name. */
  facts: z.array(z.object({ name: z.string(), provenance: Provenance })),
  /** How often each intent was brought forward in this conversation before this turn. */
  intents: z.array(z.object({ intent: z.string(), count: Count })),
  asked: z.array(
    z.object({ fact: z.string(), mode: z.enum(['open', 'confirm', 'security']), turnId: TurnId.optional() }),
  ),
  promises: z.array(z.object({ promiseId: PromiseId, dueAt: Instant, by: Author })),
  effort: Effort,
  /** Dissatisfaction of the last turns, oldest first. */
  mood: z.array(Probability),
  holder: Holder,
  handoffs: Count,
  /** Earlier conversations of this customer in the last 30 days. */
  earlier: z.array(z.object({ intent: z.string(), endedAt: Instant, resolved: z.boolean() })),
});
export type Snapshot = z.infer<typeof Snapshot>;

export const Exchange = z.object({
  who: z.enum(['customer', 'automation', 'person']),
  name: z.string().optional(),
  text: z.string(),
  at: Instant,
});
export type Exchange = z.infer<typeof Exchange>;

/** The personal part of a snapshot. `recent` is oldest first and bounded (12 exchanges, 600 characters each). */
export const SnapshotPersonal = z.object({
  facts: z.record(z.string(), z.unknown()),
  promises: z.record(z.string(), z.string()),
  recent: z.array(Exchange),
  name: z.string().optional(),
});
export type SnapshotPersonal = z.infer<typeof SnapshotPersonal>;

/** Personal block of TurnStarted, IntentAssessed and ControlDecided: what was said, what is known, what was recognised. */
export const TurnPersonal = z.object({
  messages: z.array(SaidMessage),
  snapshot: SnapshotPersonal,
  entities: z.array(z.object({ name: z.string(), value: z.unknown(), text: z.string() })).optional(),
});
export type TurnPersonal = z.infer<typeof TurnPersonal>;

export const dialogueActNames = [
  'asks',
  'answers',
  'confirms',
  'denies',
  'corrects',
  'repeats',
  'thanks',
  'greets',
  'saysGoodbye',
  'asksForPerson',
  'complains',
  'stops',
  'disputes',
  'asksException',
  'bargains',
  'threatensToLeave',
  'informs',
] as const;

/** Where in the turn something was said: UTF-16 units into its messages joined by line breaks, end exclusive. */
export const Place = z.object({ start: Count, end: Count });

/** What the customer wants in a turn, as far as the domain's own models can tell. */
export const Assessment = z.object({
  /** Name and version of the model that said so. */
  model: z.string(),
  /** Ranked, calibrated; empty where the assessment failed. */
  candidates: z.array(z.object({ intent: z.string(), probability: Probability })),
  noneOfThese: Probability,
  /** The matters of this turn, one for each intent that was said. */
  matters: z.array(z.object({ matterId: MatterId, matterKey: z.string(), intent: z.string(), said: Place.optional() })),
  acts: z.array(z.object({ act: openEnum(dialogueActNames), probability: Probability, said: Place.optional() })),
  /** Names and kinds only; values stand in the personal block, in the same order. */
  entities: z.array(z.object({ name: z.string(), kind: z.string(), probability: Probability })),
  emotion: z.object({
    dissatisfaction: Probability,
    urgency: Probability,
    signals: z.array(z.object({ kind: z.string(), score: Probability, said: Place.optional() })),
  }),
  complexity: z.object({ score: Probability, reasons: z.array(z.string()) }),
  /** How much the turn asks for a person's judgement (negotiation, exception, dispute, strong feelings), and where it does. */
  judgement: z
    .object({
      score: Probability,
      reasons: z.array(z.object({ kind: z.string(), score: Probability, said: Place })),
    })
    .optional(),
  /** This matter was brought forward so often, this time included. */
  repeats: Count,
  /** Set where assessing went wrong, so that order goes on. */
  failed: z.string().optional(),
});
export type Assessment = z.infer<typeof Assessment>;
