import { branchesOf, type Playbook, type Step } from '@attune/domain';
import type { StepPath } from '../state';

/** The step at a path; undefined behind the last one, and where the playbook has changed. */
export function stepAt(playbook: Playbook, path: StepPath): Step | undefined {
  let steps = playbook.steps;
  let step: Step | undefined;
  for (const part of path) {
    if (typeof part === 'number') step = steps[part];
    else steps = (step && branchesOf(step).find(([name]) => name === part)?.[1]) ?? [];
  }
  return step;
}

/** The next step on the same level. */
export const behind = (path: StepPath): StepPath => [...path.slice(0, -1), Number(path.at(-1)) + 1];

export const into = (path: StepPath, branch: string): StepPath => [...path, branch, 0];

/**
 * Where a playbook goes on when a level has no further step: behind the step that the level belongs to, or nowhere. A refused
 * confirmation ends its playbook: what follows was to be agreed to.
 */
export function outOf(playbook: Playbook, path: StepPath): StepPath | undefined {
  if (path.length < 3) return undefined;
  const parent = path.slice(0, -2);
  return stepAt(playbook, parent)?.kind === 'confirm' ? undefined : behind(parent);
}
