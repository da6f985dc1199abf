import { branchesOf, type Playbook, type Step } from '@attune/domain';
import type { StepPath } from '../state';

const round = /^each:(\d+)$/;

/** The step at a path; undefined behind the last one, and where the playbook has changed. */
export function stepAt(playbook: Playbook, path: StepPath): Step | undefined {
  let steps = playbook.steps;
  let step: Step | undefined;
  for (const part of path) {
    if (typeof part === 'number') step = steps[part];
    else {
      const branch = round.test(part) ? 'each' : part;
      steps = (step && branchesOf(step).find(([name]) => name === branch)?.[1]) ?? [];
    }
  }
  return step;
}

/** The next step on the same level. */
export const behind = (path: StepPath): StepPath => [...path.slice(0, -1), Number(path.at(-1)) + 1];

export const into = (path: StepPath, branch: string): StepPath => [...path, branch, 0];

/**
 * Where a playbook goes on when a level has no further step: the next round of a loop, or behind the step that the level belongs to, or
 * nowhere. A refused confirmation ends its playbook: what follows was to be agreed to.
 */
export function outOf(playbook: Playbook, path: StepPath, rounds: (list: string) => number): StepPath | undefined {
  if (path.length < 3) return undefined;
  const parent = path.slice(0, -2);
  const step = stepAt(playbook, parent);
  if (step?.kind === 'confirm') return undefined;
  const [, before] = round.exec(String(path.at(-2))) ?? [];
  const next = Number(before) + 1;
  if (step?.kind === 'each' && next < rounds(step.list)) return into(parent, `each:${next}`);
  return behind(parent);
}

/** `#1` in the second round of a loop, `#1#0` in a loop in it; nothing elsewhere. */
export const roundsOf = (path: StepPath): string =>
  path
    .flatMap((part) => (typeof part === 'string' ? (round.exec(part)?.[1] ?? []) : []))
    .reduce((all, n) => `${all}#${n}`, '');

/** What a run remembers a step by: in a loop each round has its own. */
export const placeOf = (path: StepPath, step: Step): string => `${step.id}${roundsOf(path)}`;

/** The loops around a path, outermost first: their steps, and the number of the round. */
export function loopsAround(
  playbook: Playbook,
  path: StepPath,
): { step: Extract<Step, { kind: 'each' }>; round: number }[] {
  return path.flatMap((part, index) => {
    const [, n] = typeof part === 'string' ? (round.exec(part) ?? []) : [];
    const step = n === undefined ? undefined : stepAt(playbook, path.slice(0, index));
    return step?.kind === 'each' ? [{ step, round: Number(n) }] : [];
  });
}
