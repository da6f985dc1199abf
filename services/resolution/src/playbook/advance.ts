import { keyedId } from '@attune/contracts';
import { render, TemplateError, type Playbook, type Step } from '@attune/domain';
import { answer } from '../answer/answer';
import { atWork, exhaust, formats, say, valuesOf, words, type Draft } from '../draft';
import type { Run } from '../state';
import { call } from './call';
import { behind, into, outOf, placeOf, stepAt } from './path';
import { factsOf, listOf, scopeOf, slotFor } from './scope';
import { staleIn, undo } from './undo';
import { questionWords } from './wording';

/** How far a run came: on to its next step, waiting for something outside or for the customer, or to one of its ends. */
export type Went = 'on' | 'waits' | 'asked' | 'done' | 'exhausted';

/** More steps than this in one go are a mistake in the playbook, or a list that nobody should go through in a chat. */
const mostSteps = 500;

/** Takes a run as far as it comes. */
export function advance(draft: Draft, run: Run): Exclude<Went, 'on'> {
  const playbook = draft.env.pack.playbooks.find(({ id }) => id === run.playbook);
  const { matterId } = run.matter;
  if (!playbook) return exhaust(draft, { why: 'noPlaybook', reason: 'Its playbook is no longer there', matterId });
  // Places in an older playbook mean nothing in this one; what is known and done already is passed over.
  if (run.packVersion !== draft.env.pack.version) restart(draft, run);
  for (let steps = 0; steps < mostSteps; steps++) {
    const went = goOn(draft, run, playbook);
    if (went !== 'on') return went;
  }
  return exhaust(draft, { why: 'playbook', reason: `The playbook ${playbook.id} does not come to an end`, matterId });
}

/** From the first step again, with what was learned since: answers, confirmations and results that still fit are kept. */
export function restart(draft: Draft, run: Run): void {
  run.at = [0];
  run.packVersion = draft.env.pack.version;
  delete run.failure;
  // What was done has to turn out right again on the way, or is taken back.
  for (const done of Object.values(run.done ?? {})) done.stale = true;
}

function goOn(draft: Draft, run: Run, playbook: Playbook): Went {
  const step = stepAt(playbook, run.at);
  if (!step) return leave(draft, run, playbook);
  if (!draft.trial) draft.env.onStep?.(playbook.id, step.id);
  try {
    return takeStep(draft, run, step);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return exhaust(draft, {
      why: 'playbook',
      reason: `The step ${step.id} needs something that is not known: ${error.message}`,
      matterId: run.matter.matterId,
    });
  }
}

function leave(draft: Draft, run: Run, playbook: Playbook): Went {
  const to = outOf(playbook, run.at, (list) => listOf(list, scopeOf(draft, run)).length);
  if (!to) return end(draft, run);
  run.at = to;
  return 'on';
}

/** Nothing that a correction has made wrong stays as it is: it is taken back first. */
function end(draft: Draft, run: Run): Went {
  const wrong = staleIn(run);
  return wrong === undefined ? 'done' : undo(draft, run, wrong);
}

function takeStep(draft: Draft, run: Run, step: Step): Went {
  const { plan } = atWork(draft);
  switch (step.kind) {
    case 'ask':
      return ask(draft, run, step);
    case 'call':
      return call(draft, run, step);
    case 'confirm':
      return confirm(draft, run, step);
    case 'when':
      return branch(draft, run, step);
    case 'say':
      return tell(draft, run, step);
    case 'answer': {
      const went = answer(draft, run.matter, { orElse: step.else.length > 0 });
      if (went !== 'on' && went !== 'none') return went;
      run.at = went === 'none' ? into(run.at, 'else') : behind(run.at);
      return 'on';
    }
    case 'handOver': {
      const { reason, queue } = step;
      return exhaust(draft, { why: 'playbook', reason, queue, matterId: run.matter.matterId });
    }
    case 'resolve': {
      const went = end(draft, run);
      if (went === 'done') plan.proposed.push({ matter: run.matter, basis: step.basis });
      return went;
    }
    case 'do':
      run.at = into(run.at, 'do');
      return 'on';
    case 'each':
      run.at = listOf(step.list, scopeOf(draft, run)).length > 0 ? into(run.at, 'each:0') : behind(run.at);
      return 'on';
  }
}

type StepOf<K extends Step['kind']> = Extract<Step, { kind: K }>;

function ask(draft: Draft, run: Run, step: StepOf<'ask'>): Went {
  const place = placeOf(run.at, step);
  const known = factsOf(draft, run)[step.fact] ?? null;
  const wrong = step.again && (run.asked[place] ?? 0) === 0;
  if (known !== null && !wrong) {
    run.at = behind(run.at);
    return 'on';
  }
  if (wrong) putAside(draft, run, step.fact, known);
  if (run.unknown?.includes(place) && step.unknown) return anotherWay(run);
  if (countAsk(draft, run, place) === 'often') return step.unknown ? anotherWay(run) : inVain(draft, run, step.fact);
  // A question about a value that turned out wrong may name it.
  const { facts, ...scope } = scopeOf(draft, run);
  const named = { ...scope, facts: { ...facts, ...valuesOf(draft, run).aside } };
  put(draft, run, step.id, questionWords(draft, run, step, place, named), { fact: step.fact, mode: step.mode });
  const fact = slotFor(draft, run, step.fact);
  draft.case.pending = { kind: 'ask', runId: run.runId, step: place, fact };
  return 'asked';
}

/** The steps for a customer who does not know, or does not say. */
function anotherWay(run: Run): 'on' {
  run.at = into(run.at, 'unknown');
  return 'on';
}

function putAside(draft: Draft, run: Run, fact: string, value: unknown): void {
  const values = valuesOf(draft, run);
  values.aside[fact] = value;
  delete values.slots[fact];
}

function confirm(draft: Draft, run: Run, step: StepOf<'confirm'>): Went {
  const place = placeOf(run.at, step);
  const scope = scopeOf(draft, run);
  const what = render(step.what, scope, formats(draft));
  const hash = keyedId('act', draft.env.secret, what);
  if (run.confirmed[place] === hash) {
    run.at = behind(run.at);
    return 'on';
  }
  if (countAsk(draft, run, place) === 'often') return inVain(draft, run, 'a yes or no');
  put(draft, run, step.id, questionWords(draft, run, step, place, { ...scope, what }), {
    fact: step.id,
    mode: 'confirm',
  });
  draft.case.pending = { kind: 'confirm', runId: run.runId, step: place, hash };
  return 'asked';
}

/** Times that this step has asked before, or `often`: asked twice in vain. Asking again after a digression does not count. */
function countAsk(draft: Draft, run: Run, step: string): number | 'often' {
  const before = run.asked[step] ?? 0;
  if (before > 0 && atWork(draft).plan.digressed) return before;
  if (before >= 2) return 'often';
  run.asked[step] = before + 1;
  return before;
}

function inVain(draft: Draft, run: Run, fact: string): Went {
  const label = draft.env.pack.facts.find(({ name }) => name === fact)?.label ?? fact;
  return exhaust(draft, {
    why: 'askedInVain',
    reason: `Asked twice for ${label} and got no answer to it`,
    matterId: run.matter.matterId,
  });
}

function put(
  draft: Draft,
  run: Run,
  step: string,
  text: string,
  asks: { fact: string; mode: 'open' | 'confirm' | 'security' },
): void {
  const { plan, snapshot } = atWork(draft);
  say(draft, run.runId, text);
  plan.asks.push({ ...asks, snapshotVersion: snapshot.version });
  plan.question = true;
  plan.spoke = { playbook: run.playbook, step, matterId: run.matter.matterId };
  if (draft.trial) draft.trial.nextStep ??= askingFor(draft, asks.fact);
}

const askingFor = (draft: Draft, fact: string): string => {
  const label = draft.env.pack.facts.find(({ name }) => name === fact)?.label;
  return label ? `Ask for: ${label}` : 'Ask the customer to confirm';
};

function branch(draft: Draft, run: Run, step: StepOf<'when'>): Went {
  const holds = step.condition.evaluate(scopeOf(draft, run));
  if (typeof holds === 'boolean') {
    run.at = into(run.at, holds ? 'then' : 'else');
    return 'on';
  }
  return exhaust(draft, {
    why: 'playbook',
    reason: `The condition of step ${step.id} cannot be evaluated`,
    matterId: run.matter.matterId,
  });
}

function tell(draft: Draft, run: Run, step: StepOf<'say'>): Went {
  const text = words(draft, step.text, scopeOf(draft, run), step.id);
  const told = `${placeOf(run.at, step)} ${keyedId('msg', draft.env.secret, text)}`;
  if (!run.told.includes(told)) {
    say(draft, run.runId, text);
    run.told.push(told);
    atWork(draft).plan.spoke = { playbook: run.playbook, step: step.id, matterId: run.matter.matterId };
  }
  run.at = behind(run.at);
  return 'on';
}
