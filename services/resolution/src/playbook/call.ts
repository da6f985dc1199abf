import { actionStarted, deriveId, keyedId } from '@attune/contracts';
import { argumentsOf, effectKeyOf, type CallStep, type Tool } from '@attune/domain';
import type { ToolRequest } from '../actions/request';
import { atWork, exhaust, formats, publish, valuesOf, type Draft } from '../draft';
import type { Run } from '../state';
import { behind, placeOf } from './path';
import { scopeOf } from './scope';
import { undo } from './undo';

/**
 * A call: passed over where its result is there already, told from the ledger where the same write was done before, else
 * started; then the turn waits for it.
 */
export function call(draft: Draft, run: Run, step: CallStep): 'on' | 'waits' | 'asked' | 'exhausted' {
  const tool = draft.env.pack.tools.find(({ name }) => name === step.tool);
  const { matterId } = run.matter;
  if (!tool) return exhaust(draft, { why: 'toolFailed', reason: `There is no tool ${step.tool}`, matterId });
  const args = argumentsOf(step, scopeOf(draft, run), formats(draft));
  const hash = argumentsHash(draft, tool, args);
  const place = placeOf(run.at, step);
  const done = run.done?.[place];
  if (run.called[place] === hash) {
    if (done) done.stale = false;
    run.at = behind(run.at);
    return 'on';
  }
  if (draft.trial) {
    draft.trial.nextStep ??= tool.label;
    return 'asked';
  }
  // The same was done with something else, which the customer has corrected since.
  if (done) return undo(draft, run, place);
  const key = tool.effect === 'write' ? freshKey(draft, tool, args) : undefined;
  const before = key === undefined ? undefined : draft.case.ledger[key];
  if (key !== undefined && before?.status === 'performed') {
    // It was done elsewhere in the playbook, and is wanted still: nothing of it is taken back.
    for (const one of Object.values(run.done ?? {})) if (one.key === key) one.stale = false;
    takeResult(draft, run, step, hash, draft.personal.results[key]);
    return 'on';
  }
  if (before?.status === 'started') return wait(draft, before.actionId);
  if (before?.status === 'inDoubt') {
    const reason = `Whether an earlier try to ${tool.label} has happened is in doubt`;
    return exhaust(draft, { why: 'toolFailed', reason, matterId });
  }
  const refusal = refusalOf(draft, tool, args);
  if (refusal !== undefined) return exhaust(draft, { why: 'playbook', reason: refusal, matterId });
  return start(draft, run, tool, args, { key, hash });
}

/** The customer's own effect, the same from whatever turn, conversation or holder it comes. */
export const idempotencyKey = (secret: string, tool: Tool, args: Readonly<Record<string, unknown>>): string =>
  keyedId('act', secret, effectKeyOf(tool, args));

/** The key of an effect as it may be done now: what was taken back is another effect when it is done again. */
export function freshKey(draft: Draft, tool: Tool, args: Readonly<Record<string, unknown>>): string {
  const base = idempotencyKey(draft.env.secret, tool, args);
  let key = base;
  for (let again = 2; draft.case.ledger[key]?.status === 'undone'; again++) key = `${base}.${again}`;
  return key;
}

export const argumentsHash = (draft: Draft, tool: Tool, args: Readonly<Record<string, unknown>>): string =>
  keyedId('act', draft.env.secret, `${tool.name} ${JSON.stringify(args)}`);

/** Goes on behind the call with its result. */
export function takeResult(draft: Draft, run: Run, step: CallStep, hash: string, value: unknown): void {
  if (step.saveAs !== undefined) valuesOf(draft, run).results[step.saveAs] = value ?? null;
  run.called[placeOf(run.at, step)] = hash;
  run.at = behind(run.at);
}

/** Notes that an effect was done for this matter, so that it can be taken back. */
export function noteDone(
  draft: Draft,
  run: Run,
  place: string,
  done: { tool: string; key: string; args: Record<string, unknown>; result: unknown },
): void {
  const { tool, key, args, result } = done;
  const values = valuesOf(draft, run);
  run.done = { ...run.done, [place]: { tool, key, stale: false } };
  values.done = { ...values.done, [place]: { args, result } };
}

/** Why automation must not do this by itself; undefined where it may. */
function refusalOf(draft: Draft, tool: Tool, args: Readonly<Record<string, unknown>>): string | undefined {
  if (!draft.case.tools.includes(tool.name)) return `Automation may not ${tool.label} here`;
  const { amountFrom, amountMinor } = tool.limit ?? {};
  if (amountFrom === undefined || amountMinor === undefined) return undefined;
  const amount = args[amountFrom];
  const minor =
    typeof amount === 'object' && amount !== null && 'minor' in amount ? Number(amount.minor) : Number(amount);
  // An amount that cannot be read is not within any limit.
  return minor <= amountMinor ? undefined : `To ${tool.label} is above what automation may do alone`;
}

/** Starts an action; the turn then waits for it. */
export function start(
  draft: Draft,
  run: Run,
  tool: Tool,
  args: Record<string, unknown>,
  { key, hash }: { key: string | undefined; hash: string },
): 'waits' {
  const { case: file } = draft;
  const { turnId } = atWork(draft).turn;
  const starts = (key === undefined ? 0 : (file.ledger[key]?.starts ?? 0)) + 1;
  const actionId =
    key === undefined
      ? deriveId('act', file.conversationId, turnId, run.runId, hash)
      : deriveId('act', file.conversationId, key, starts);
  const about = { actionId, tool: tool.name, effect: tool.effect, turnId, matterId: run.matter.matterId };
  if (key !== undefined) draft.personal.acting = args;
  if (key !== undefined) file.ledger[key] = { actionId, tool: tool.name, status: 'started', starts };
  publish(draft, actionStarted, about);
  const request: ToolRequest = { ...about, hash, ...(key !== undefined && { key }) };
  draft.effects.push({ id: actionId, kind: 'tool', args: request, personal: { with: args } });
  return wait(draft, actionId);
}

function wait(draft: Draft, actionId: string): 'waits' {
  atWork(draft).waiting = { for: 'action', actionId };
  return 'waits';
}
