import { stepsOf, type Pack } from '@attune/domain';
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
    const steps = playbooks.flatMap(({ id, steps }) => stepsOf(steps).map((step) => ({ playbook: id, step: step.id })));
    return {
      steps: shareOf(
        steps,
        ({ playbook, step }) => this.steps.has(`${playbook} ${step}`),
        ({ step }) => step,
      ),
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

function shareOf<T>(all: readonly T[], isCovered: (one: T) => boolean, idOf: (one: T) => string): Share {
  const missed = all.filter((one) => !isCovered(one)).map(idOf);
  return { covered: all.length - missed.length, total: all.length, missed };
}
