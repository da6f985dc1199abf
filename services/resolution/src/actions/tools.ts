import type { ErrorMeaning } from '@attune/domain';

/** One operation of the pack, to be carried out once. */
export interface ToolCall {
  tool: string;
  with: Readonly<Record<string, unknown>>;
  /** Writes only: the same effect has the same key, from whatever conversation it comes. */
  idempotencyKey?: string;
  /** Ends the call; what was sent already stays sent. */
  signal: AbortSignal;
}

/** What came of a call. `inDoubt` only for writes: it may or may not have happened. */
export type ToolOutcome =
  | { kind: 'done'; value: unknown; attempts: number; tookMs: number }
  | { kind: 'failed'; meaning: Exclude<ErrorMeaning, 'inDoubt'>; status: number; attempts: number }
  | { kind: 'inDoubt'; reason: string; attempts: number };

/** Carries out the operations of tools.yaml. Never throws for what the outside says or leaves unsaid. */
export interface Tools {
  call(call: ToolCall): Promise<ToolOutcome>;
}
