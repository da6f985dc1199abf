import type { DeadLetterSettled, EventDeadLettered } from '@attune/contracts';

/** What a person did about a dead letter. */
export interface Settled {
  how: DeadLetterSettled['data']['how'];
  /** ISO. */
  at: string;
  why?: string;
  /** Id of the mended copy. */
  sentAs?: string;
  agentId?: string;
}

/** A dead letter, and what has been done about it. */
export interface Letter {
  /** Id of the EventDeadLettered: the same letter written twice is one. */
  id: string;
  /** When it was written, ISO. */
  at: string;
  /** `/<domain id>/<service>/dead-letters/…` */
  source: string;
  correlationId: string;
  origin: 'live' | 'test' | 'demo' | 'imported';
  domainVersion: string;
  data: EventDeadLettered['data'];
  /** Oldest first; empty: it is open. */
  settled: readonly Settled[];
}

export const isOpen = (letter: Letter): boolean => letter.settled.length === 0;
