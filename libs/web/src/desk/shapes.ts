import type { Citation } from '../doors/articles';

/** What the doors of desk give; see services/desk/src/pages.ts. Times are ISO. */
export interface Mood {
  dissatisfaction: number;
  urgency: number;
  trend: number[];
  signals: string[];
}
export interface QueueLine {
  conversationId: string;
  handoffId: string;
  queue: string;
  priority: number;
  status: 'queued' | 'accepted' | 'held' | 'ended';
  waitingSince: string;
  requestedAt: string;
  reasons: string[];
  intent: string | null;
  goal: string | null;
  mood: Mood | null;
  preferredAgentId?: string;
  agentId?: string;
  agentName?: string | null;
  customerName: string | null;
  lastText: string | null;
}
export interface DeskMessage {
  from: 'customer' | 'automation' | 'person';
  name?: string;
  text: string;
  at: string;
  messageId?: string;
  kind?: string;
  notReleased?: true;
}
export interface Provenance {
  who: string;
  at: string;
  channel?: string;
}
export interface Brief {
  matters: { intent: string; goal: string }[];
  facts: { name: string; label: string; provenance: Provenance }[];
  tried: { what: string; outcome: string; at: string }[];
  mood: Mood;
  effort: { turns: number; repeats: number; switches: number; transfers: number; waitingMs: number };
  why: { rule: string; reason: string }[];
  promises: { promiseId: string; dueAt: string; by: { kind: string; agentId?: string } }[];
  nextStep: string;
  missing: string[];
}
export interface Suggestion {
  draft: string;
  citations: Citation[];
  nextStep: string;
}
export interface Conversation {
  handoff: QueueLine & { yours: boolean; language: string; stage: { status: string; leaving?: { how: string } } };
  brief: Brief | null;
  personal: { facts: Record<string, unknown>; promises: Record<string, string>; name: string | null } | null;
  messages: DeskMessage[];
  unreleased: { replyId: string; text: string; at: string }[];
  mayWrite: boolean;
  open: boolean;
  suggestion?: Suggestion;
}
export interface Returned {
  decided: string;
  leftOpen: string;
  promises: { what: string; dueAt: string }[];
  kept: string[];
  facts: Record<string, string>;
}
