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
  /** Of the most urgent rule that asks for a person; the first of equals. */
  queue?: string;
  priority?: number;
  /** Rules that could not be evaluated on this scope, and why. */
  notEvaluated: Record<string, string>;
}

/**
 * Pure: the same boundary and scope, the same verdict; a replay of a changed boundary calls just this. Rules in `heardBefore` stand
 * in the record and decide nothing.
 */
export function evaluate(
  boundary: Boundary,
  scope: BoundaryScope,
  heardBefore: ReadonlySet<string> = new Set(),
): Verdict {
  const verdict: Verdict = { fired: [], nearly: [], asking: [], notEvaluated: {} };
  for (const rule of boundary.rules) {
    if (test(rule, rule.when, scope, verdict)) {
      verdict.fired.push(named(rule));
      if (!heardBefore.has(rule.id)) follow(rule, boundary, verdict);
    } else if (rule.nearly && test(rule, rule.nearly, scope, verdict)) verdict.nearly.push(named(rule));
  }
  return verdict;
}

function test(rule: BoundaryRule, condition: BoundaryRule['when'], scope: BoundaryScope, verdict: Verdict): boolean {
  const value = condition.evaluate(scope);
  if (typeof value === 'boolean') return value;
  verdict.notEvaluated[rule.id] = value.error;
  return false;
}

function follow(rule: BoundaryRule, { defaults }: Boundary, verdict: Verdict): void {
  // `approve` concerns a single action, not who holds the conversation.
  if (rule.then === 'approve') return;
  verdict.holder ??= rule.then;
  if (rule.then !== 'person') return;
  verdict.asking.push(named(rule));
  const priority = rule.priority ?? defaults.priority;
  if (verdict.priority !== undefined && verdict.priority >= priority) return;
  verdict.priority = priority;
  verdict.queue = rule.queue ?? defaults.queue;
}

const named = ({ id, reason }: BoundaryRule): Fired => ({ rule: id, reason });

/** The evidence that is stored: the whole scope, and which rules it could not answer. */
export const evidenceOf = (scope: BoundaryScope, { notEvaluated }: Verdict): Record<string, unknown> => ({
  ...scope,
  ...(Object.keys(notEvaluated).length > 0 && { notEvaluated }),
});
