import type { Tool } from '@attune/domain';

/** What an effect of kind `tool` is asked to do: the clear part. */
export interface ToolRequest {
  actionId: string;
  tool: string;
  effect: Tool['effect'];
  /** Idempotency key; writes only. */
  key?: string;
  /** Hash of all arguments. */
  hash: string;
  /** The turn that waits for it; absent where a person at the desk asked. */
  turnId?: string;
  matterId?: string;
}
export interface ToolRequestPersonal {
  with: Record<string, unknown>;
}
