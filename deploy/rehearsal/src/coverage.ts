import { branchesOf, type Pack, type Step } from '@attune/domain';
import type { Happened } from './light-theatre';

/** What the conversations of a pack have touched, and what nobody has tried yet. */
export interface Coverage {
  steps: Share;
  rules: Share;
  intents: Share;
}
export interface Share {
  covered: number;
  total: number;
  /** Ids, in the order of the pack. */
  missed: string[];
}

/** Collects over many conversations. */
export class CoverageOf {
  private readonly steps = new Set<string>();
  private readonly rules = new Set<string>();
  private readonly intents = new Set<string>();

  constructor(private readonly pack: Pack) {}

  readonly onStep = (playbook: string, step: string): void => void this.steps.add(`${playbook} ${step}`);

  note(events: readonly Happened[]): void {
    for (const { name, data } of events) {
      if (name === 'ControlDecided')
        for (const { rule } of (data['decision'] as { fired: { rule: string }[] }).fired) this.rules.add(rule);
      if (name === 'IntentAssessed')
        for (const { intent } of (data['assessment'] as { matters: { intent: string }[] }).matters)
          this.intents.add(intent);
    }
  }

  get result(): Coverage {
    const { playbooks, boundary, intents } = this.pack;
    // A step of a part is one step, whichever playbooks do it.
    const steps = new Map(
      playbooks.flatMap(({ id, steps }) => owned(id, steps)).map((one) => [`${one.owner} ${one.step}`, one]),
    );
    const touched = new Set([...this.steps].map((one) => one.split(' ')[1]));
    const isTouched = ({ owner, step, isPart }: Owned) =>
      isPart ? touched.has(step) : this.steps.has(`${owner} ${step}`);
    return {
      steps: shareOf([...steps.values()], isTouched, ({ step }) => step),
      rules: shareOf(
        boundary.rules,
        ({ id }) => this.rules.has(id),
        ({ id }) => id,
      ),
      intents: shareOf(
        intents,
        ({ id }) => this.intents.has(id),
        ({ id }) => id,
      ),
    };
  }
}

/** A step, and the playbook or part in whose file it stands. */
interface Owned {
  owner: string;
  step: string;
  isPart: boolean;
}

const owned = (owner: string, steps: readonly Step[], isPart = false): Owned[] =>
  steps.flatMap((step) => [
    { owner, step: step.id, isPart },
    ...branchesOf(step).flatMap(([, inside]) =>
      step.kind === 'do' ? owned(step.part, inside, true) : owned(owner, inside, isPart),
    ),
  ]);

function shareOf<T>(all: readonly T[], isCovered: (one: T) => boolean, idOf: (one: T) => string): Share {
  const missed = all.filter((one) => !isCovered(one)).map(idOf);
  return { covered: all.length - missed.length, total: all.length, missed };
}
