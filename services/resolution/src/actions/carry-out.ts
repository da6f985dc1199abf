import { resultOf } from '@attune/domain';
import type { ResolutionEnv } from '../environment';
import type { ToolRequest, ToolRequestPersonal } from './request';
import type { ToolOutcome } from './tools';

/**
 * Carries out one action. A write is sent once in its life: where an earlier run of it was broken off, nobody can tell whether
 * it had gone out, and it is in doubt.
 */
export async function carryOut(
  { pack, tools }: ResolutionEnv,
  request: { args: ToolRequest; personal?: ToolRequestPersonal; attempt: number; signal: AbortSignal },
): Promise<ToolOutcome> {
  const { args, personal, attempt, signal } = request;
  if (args.effect === 'write' && attempt > 1) return { kind: 'inDoubt', reason: 'interrupted', attempts: attempt };
  const tool = pack.tools.find(({ name }) => name === args.tool);
  // The customer was forgotten meanwhile, or the pack has changed: surely nothing was sent.
  if (!tool || !personal) return { kind: 'failed', meaning: 'denied', status: 0, attempts: 0 };
  const outcome = await tools.call({ tool: tool.name, with: personal.with, idempotencyKey: args.key, signal });
  if (outcome.kind !== 'done') return outcome;
  const result = resultOf(tool, outcome.value);
  if (result.ok) return { ...outcome, value: result.value };
  // A write that succeeded stays done, whatever its answer looks like.
  if (tool.effect === 'write') return { ...outcome, value: null };
  return { kind: 'failed', meaning: 'invalid', status: 200, attempts: outcome.attempts };
}
