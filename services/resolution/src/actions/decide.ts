import {
  actionCancelled,
  actionFailed,
  actionInDoubt,
  actionPerformed,
  actionStarted,
  type ActionRequested,
} from '@attune/contracts';
import type { CallStep } from '@attune/domain';
import type { Decision } from '@attune/messaging';
import { decided, dropRun, exhaust, openDraft, publish, type Draft } from '../draft';
import type { ResolutionEnv } from '../environment';
import { argumentsHash, freshKey, noteDone, takeResult } from '../playbook/call';
import { into, placeOf, stepAt } from '../playbook/path';
import { beyondUs, forgetDone } from '../playbook/undo';
import type { Case, Run } from '../state';
import { proceed } from '../take-turn/proceed';
import type { ToolRequest } from './request';
import type { ToolOutcome } from './tools';

/** What came of an action: it is a fact whoever holds the conversation now, and the turn that waits for it goes on. */
export function takeOutcome(
  env: ResolutionEnv,
  state: Case,
  { args, result }: { args: ToolRequest; result: ToolOutcome },
  now: number,
): Decision<Case> {
  const draft = openDraft(env, state, now);
  record(draft, args, result);
  const { work, runs } = draft.case;
  const [run] = runs;
  if (work?.waiting?.for !== 'action' || work.waiting.actionId !== args.actionId) return decided(draft);
  delete work.waiting;
  const playbook = env.pack.playbooks.find(({ id }) => id === run?.playbook);
  const step = run && playbook && stepAt(playbook, run.at);
  if (run?.undoing?.actionId === args.actionId) undone(draft, run, result);
  else if (run && step?.kind === 'call') goOn(draft, run, step, args, result);
  proceed(draft);
  return decided(draft);
}

function record(draft: Draft, request: ToolRequest, outcome: ToolOutcome): void {
  const { actionId, tool, effect, key, turnId, matterId } = request;
  const about = { actionId, tool, effect, turnId, matterId, attempts: outcome.attempts };
  const entry = key === undefined ? undefined : draft.case.ledger[key];
  switch (outcome.kind) {
    case 'done': {
      const { value, tookMs } = outcome;
      if (entry && key !== undefined) {
        entry.status = 'performed';
        draft.personal.results[key] = value;
      }
      return publish(draft, actionPerformed, { ...about, outcome: 'ok', tookMs }, { result: value });
    }
    case 'failed':
      if (entry) entry.status = 'failed';
      return publish(draft, actionFailed, { ...about, reason: outcome.meaning });
    case 'inDoubt':
      if (entry) entry.status = 'inDoubt';
      return publish(draft, actionInDoubt, { ...about, reason: outcome.reason });
  }
}

/** What came of taking something back. */
function undone(draft: Draft, run: Run, outcome: ToolOutcome): void {
  const place = run.undoing?.place ?? '';
  delete run.undoing;
  if (outcome.kind === 'done') return forgetDone(draft, run, place);
  const { plan } = draft.case.work ?? {};
  if (outcome.kind === 'inDoubt' && plan) plan.inDoubt = true;
  const tool = draft.env.pack.tools.find(({ name }) => name === run.done?.[place]?.tool);
  beyondUs(draft, run, tool, place);
  dropRun(draft, run);
}

function goOn(draft: Draft, run: Run, step: CallStep, request: ToolRequest, outcome: ToolOutcome): void {
  if (outcome.kind === 'done') {
    const { key, tool } = request;
    const args = draft.personal.acting;
    delete draft.personal.acting;
    if (key !== undefined && args)
      noteDone(draft, run, placeOf(run.at, step), { tool, key, args, result: outcome.value });
    return takeResult(draft, run, step, request.hash, outcome.value);
  }
  const meaning = outcome.kind === 'inDoubt' ? 'inDoubt' : outcome.meaning;
  if (outcome.kind === 'inDoubt') {
    const { plan } = draft.case.work ?? {};
    if (plan) plan.inDoubt = true;
  }
  run.failure = { meaning, status: outcome.kind === 'failed' ? outcome.status : 0 };
  if (step.on[meaning]) {
    run.at = into(run.at, `on:${meaning}`);
    return;
  }
  const label = draft.env.pack.tools.find(({ name }) => name === step.tool)?.label ?? step.tool;
  exhaust(draft, { why: 'toolFailed', reason: `Could not ${label}: ${meaning}`, matterId: run.matter.matterId });
  dropRun(draft, run);
}

/** A person at the desk asks for an action: the same ledger, the same key, done once. */
export function takeRequest(
  env: ResolutionEnv,
  state: Case | undefined,
  event: ActionRequested,
  now: number,
): Decision<Case> | undefined {
  const { data, personal } = event;
  const tool = env.pack.tools.find(({ name }) => name === data.tool);
  if (!state || !personal) return undefined;
  const draft = openDraft(env, state, now);
  draft.case.kid ??= event.sealed?.kid;
  const about = { actionId: data.actionId, tool: data.tool, effect: tool?.effect ?? ('write' as const) };
  if (data.epoch < state.epoch) {
    publish(draft, actionCancelled, { ...about, why: 'controlMoved' });
    return decided(draft);
  }
  if (!tool) {
    publish(draft, actionFailed, { ...about, reason: 'unknownTool', attempts: 0 });
    return decided(draft);
  }
  const key = tool.effect === 'write' ? freshKey(draft, tool, personal.with) : undefined;
  const before = key === undefined ? undefined : draft.case.ledger[key];
  if (before?.actionId === data.actionId) return undefined;
  if (before && before.status !== 'failed' && before.status !== 'undone') {
    const reason = { started: 'underWay', performed: 'alreadyDone', inDoubt: 'inDoubt' }[before.status];
    publish(draft, actionFailed, { ...about, reason, attempts: 0 });
    return decided(draft);
  }
  const starts = (before?.starts ?? 0) + 1;
  if (key !== undefined) {
    draft.case.ledger[key] = { actionId: data.actionId, tool: tool.name, status: 'started', starts };
  }
  publish(draft, actionStarted, about);
  const request: ToolRequest = {
    ...about,
    hash: argumentsHash(draft, tool, personal.with),
    ...(key !== undefined && { key }),
  };
  draft.effects.push({ id: data.actionId, kind: 'tool', args: request, personal: { with: personal.with } });
  return decided(draft);
}
