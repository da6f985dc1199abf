import type { Boundary, BoundaryRule, BoundaryScope } from '@attune/domain';

export interface Fired {
  rule: string;
  reason: string;
}

/** What the rules say to a scope. */
export interface Verdict {
  /** Every rule whose condition holds, in the order of the file. */
  fired: Fired[];
  /** Rules whose weaker condition holds. */
  nearly: Fired[];
  /** The first fired rule that names a holder decides; undefined: no rule has anything to say. */
  holder?: 'person' | 'automation';
  /** The fired rules that ask for a person. */
  asking: Fired[];
  /** Of the first fired rule that asks for a person. */
  queue?: string;
  /** The highest of all fired rules that ask for a person. */
  priority?: number;
  /** Rules that could not be evaluated on this scope, and why. */
  notEvaluated: Record<string, string>;
}

/** Pure: the same boundary and scope, the same verdict; a replay of a changed boundary calls just this. */
export function evaluate(boundary: Boundary, scope: BoundaryScope): Verdict {
  const verdict: Verdict = { fired: [], nearly: [], asking: [], notEvaluated: {} };
  for (const rule of boundary.rules) {
    const holds = test(rule, rule.when, scope, verdict);
    if (holds) fire(rule, boundary, verdict);
    else if (rule.nearly && test(rule, rule.nearly, scope, verdict)) verdict.nearly.push(named(rule));
  }
  return verdict;
}

function test(rule: BoundaryRule, condition: BoundaryRule['when'], scope: BoundaryScope, verdict: Verdict): boolean {
  const value = condition.evaluate(scope);
  if (typeof value === 'boolean') return value;
  verdict.notEvaluated[rule.id] = value.error;
  return false;
}

function fire(rule: BoundaryRule, boundary: Boundary, verdict: Verdict): void {
  verdict.fired.push(named(rule));
  // `approve` concerns a single action, not who holds the conversation.
  if (rule.then === 'approve') return;
  verdict.holder ??= rule.then;
  if (rule.then !== 'person') return;
  verdict.asking.push(named(rule));
  verdict.queue ??= rule.queue ?? boundary.defaults.queue;
  verdict.priority = Math.max(verdict.priority ?? 0, rule.priority ?? boundary.defaults.priority);
}

const named = ({ id, reason }: BoundaryRule): Fired => ({ rule: id, reason });

/** The evidence that is stored: the whole scope, and which rules it could not answer. */
export const evidenceOf = (scope: BoundaryScope, { notEvaluated }: Verdict): Record<string, unknown> => ({
  ...scope,
  ...(Object.keys(notEvaluated).length > 0 && { notEvaluated }),
});
