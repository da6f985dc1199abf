import { actionCancelled, deriveId } from '@attune/contracts';
import { argumentsOf, TemplateError, type CallStep } from '@attune/domain';
import { formats, publish, type Draft } from '../draft';
import { idempotencyKey } from '../playbook/call';
import { behind, stepAt } from '../playbook/path';
import { scopeOf } from '../playbook/scope';
import type { Pending, Run } from '../state';

/** The action that an open confirmation guards will not start. What was started finishes; undoing it is a new action. */
export function cancelGuarded(
  draft: Draft,
  pending: Pending | undefined,
  why: 'customerStopped' | 'controlMoved' | 'corrected',
): void {
  if (pending?.kind !== 'confirm') return;
  const run = draft.case.runs.find(({ runId }) => runId === pending.runId);
  const step = run && guardedBy(draft, run);
  const tool = draft.env.pack.tools.find(({ name }) => name === step?.tool);
  if (!run || !step || !tool) return;
  const { conversationId } = draft.case;
  const about = { tool: tool.name, effect: tool.effect, matterId: run.matter.matterId, why };
  publish(draft, actionCancelled, {
    ...about,
    actionId: deriveId('act', conversationId, keyOf(draft, run, step) ?? step.id, 'cancelled', pending.hash),
    turnId: draft.case.work?.turn.turnId,
  });
}

/** The next write on the level of the confirmation. */
function guardedBy(draft: Draft, run: Run): CallStep | undefined {
  const playbook = draft.env.pack.playbooks.find(({ id }) => id === run.playbook);
  if (!playbook) return undefined;
  for (let path = run.at, step = stepAt(playbook, path); step; path = behind(path), step = stepAt(playbook, path)) {
    const { kind } = step;
    if (kind === 'call' && draft.env.pack.tools.some((tool) => tool.name === step.tool && tool.effect === 'write')) {
      return step;
    }
  }
  return undefined;
}

function keyOf(draft: Draft, run: Run, step: CallStep): string | undefined {
  const tool = draft.env.pack.tools.find(({ name }) => name === step.tool);
  try {
    return tool && idempotencyKey(draft.env.secret, tool, argumentsOf(step, scopeOf(draft, run), formats(draft)));
  } catch (error) {
    if (error instanceof TemplateError) return undefined; // not everything that it needs was known yet
    throw error;
  }
}
