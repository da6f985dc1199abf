import type { DeskHandoff, Held } from './state';
import { isOpen, isTaken } from './state';

/** What a command answers. A refusal is expected: it says why, and nothing has changed. */
export type Refusal =
  | 'unknown'
  | 'ended'
  | 'taken'
  | 'full'
  | 'notYours'
  /** Accepted, but escalation has not given it to them yet. */
  | 'notYet'
  /** They are handing it back or closing it. */
  | 'leaving'
  | 'forgotten'
  | 'promiseInThePast';
export type Answer = { done: true; replyId?: string } | { refused: Refusal };

/** The handoff, if this person holds it now and may write; else why not. */
export function heldBy(known: DeskHandoff | undefined, agentId: string): { held: Held } | { refused: Refusal } {
  if (!known) return { refused: 'unknown' };
  if (!isOpen(known)) return { refused: 'ended' };
  if (!isTaken(known) || known.stage.agentId !== agentId) return { refused: 'notYours' };
  if (known.stage.leaving) return { refused: 'leaving' };
  if (known.stage.status !== 'held') return { refused: 'notYet' };
  return { held: known };
}
