/** What the doors of insights give; see services/insights/src/live/live-event.ts. Times are ISO. */
export interface LiveEvent {
  id: string;
  type: string;
  name: string;
  service: string;
  time: string;
  recordedTime: string;
  subject: string;
  sequence: number;
  correlationId: string;
  causationId: string;
  controlEpoch?: number;
  origin: string;
  conversationId?: string;
  data: unknown;
  hasPersonal?: boolean;
  /** Only for those who may read it, and only where the events of one conversation were asked for. */
  personal?: unknown;
  forgotten?: boolean;
  topic: string;
  partition: number;
  offset: string;
}

/** The fields of events' data that this page speaks about. Everything is optional: a page meets events older and newer than itself. */
export interface Data {
  conversationId?: string;
  addressId?: string;
  turnId?: string;
  turn?: { turnId: string; number: number; acceptedAt: string; messageIds: string[] };
  messageId?: string;
  answers?: string[];
  number?: number;
  length?: number;
  outcome?: string;
  tookMs?: number;
  held?: boolean;
  kind?: string;
  intention?: string;
  by?: { kind: string };
  citations?: { articleId: string; title: string }[];
  snapshot?: { version: number; facts: unknown[] };
  assessment?: Assessment;
  passages?: { articleId: string; title: string; heading?: string; text: string; score: number }[];
  answerable?: number;
  why?: string;
  holder?: Holder;
  previous?: Holder;
  epoch?: number;
  decision?: Decision;
  handoffId?: string;
  queue?: string;
  priority?: number;
  waitedMs?: number;
  actionId?: string;
  tool?: string;
  effect?: string;
  reason?: string;
  fact?: string;
  promiseId?: string;
  dueAt?: string;
  nextStep?: string;
  basis?: string;
  service?: string;
  origin?: { id?: string };
}
export type Holder = 'automation' | 'queue' | 'person';
export interface Assessment {
  candidates: { intent: string; probability: number }[];
  noneOfThese: number;
  acts: { act: string; probability: number }[];
  emotion: { dissatisfaction: number; urgency: number; signals: { kind: string; score: number }[] };
  complexity: { score: number; reasons: string[] };
  entities: { name: string; kind: string }[];
  repeats: number;
}
export interface Decision {
  trigger: string;
  fired: { rule: string; reason: string }[];
  nearly: { rule: string; reason: string }[];
  evidence: Record<string, unknown>;
  boundaryVersion: string;
}
export const dataOf = (event: LiveEvent): Data => (event.data ?? {}) as Data;

export interface ConversationLine {
  conversationId: string;
  holder: Holder;
  intent?: string;
  turns?: number;
  dissatisfaction?: number;
  outcome?: string;
  lastAt: string;
  origin?: string;
}

export interface Figures {
  conversations?: number;
  resolved?: number;
  firstContactResolution?: number | null;
  handedOver?: number;
  medianTimeToPersonMs?: number | null;
  turns?: Record<string, number>;
  p50Ms?: number | null;
  p99Ms?: number | null;
}

export const services = [
  'channel',
  'context',
  'intent',
  'knowledge',
  'escalation',
  'resolution',
  'desk',
  'insights',
] as const;
