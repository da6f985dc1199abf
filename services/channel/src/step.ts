import type { Decision, EffectRequest, Fact } from '@attune/messaging';
import type { AddressState, Release, SaidOrReleased } from './state';
import { appended } from './state';
import { historyCharacters, historyKept, historyTextCharacters, releasesKept } from './limits';

/** A decision while it grows. Steps are values: each function below takes one and gives the next. */
export interface Step extends Decision<AddressState> {
  readonly facts: readonly Fact[];
  readonly timers: Readonly<Record<string, number | null>>;
  readonly effects?: readonly EffectRequest[];
}

export const begin = (state: AddressState): Step => ({ state, facts: [], timers: {} });

export const withState = (step: Step, changes: Partial<AddressState>): Step => ({
  ...step,
  state: { ...step.state, ...changes },
});
export const withFacts = (step: Step, ...facts: readonly Fact[]): Step => ({
  ...step,
  facts: [...step.facts, ...facts],
});
export const withTimers = (step: Step, timers: Readonly<Record<string, number | null>>): Step => ({
  ...step,
  timers: { ...step.timers, ...timers },
});

/** Undefined where nothing has changed, so that nothing is written. */
export const unlessQuiet = (step: Step, before: AddressState | undefined): Step | undefined =>
  step.state === before && step.facts.length === 0 && Object.keys(step.timers).length === 0 ? undefined : step;

/** What is kept of a very long text to be shown; never half a character. */
const shortened = (text: string): string =>
  text.length <= historyTextCharacters
    ? text
    : `${text.slice(0, historyTextCharacters - 2).replace(/[\ud800-\udbff]$/, '')} …`;

/** Adds to what the customer's page shows; the oldest go where it becomes too much. */
export function remember(step: Step, message: SaidOrReleased): Step {
  const { personal } = step.state;
  if (!personal) return step;
  let history = appended(personal.history, { ...message, text: shortened(message.text) }, historyKept);
  let characters = history.reduce((sum, { text }) => sum + text.length, 0);
  while (characters > historyCharacters && history.length > 1) {
    characters -= history[0]?.text.length ?? 0;
    history = history.slice(1);
  }
  return withState(step, { personal: { ...personal, history } });
}

export const noteRelease = (step: Step, release: Release): Step =>
  withState(step, { releases: appended(step.state.releases, release, releasesKept) });
