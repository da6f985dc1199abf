import { deriveId } from '@attune/contracts';
import type { Intent } from '@attune/domain';
import { dropRun, exhaust, takenUp, type Draft } from '../draft';
import { cancelGuarded } from '../actions/cancel';
import { into, stepAt } from '../playbook/path';
import { playbookOf } from '../playbook/scope';
import type { MatterRef, Pending, Plan, Run } from '../state';
import { closeCandidates, meantAmong } from './clarify';
import { byClause } from './clauses';
import { correct, correctEarlier } from './correct';
import { answerFor, learn, namedFacts } from './learn';
import { besideAnswer, readTurn, type Reading } from './read';
import { confirmAnswered, courtesies } from './courtesies';
import { doesNotKnow } from './unknowing';

/** Decides what is to be done in a turn: which question of ours it answers, which matters it brings, in which order. */
export function planTurn(draft: Draft): void {
  const plan: Plan = { todo: [], asks: [], citations: [], proposed: [], digressed: false, question: false };
  takenUp(draft).plan = plan;
  const reading = readTurn(draft);
  const { pending } = draft.case;
  // A question lives for one turn. What is still open is asked again by its playbook.
  delete draft.case.pending;
  if (stops(draft, reading, pending)) return stop(draft, plan, pending);
  const settled = settle(draft, plan, reading, pending) || correctEarlier(draft, reading);
  const said = (settled ? besideAnswer(reading) : reading.said).filter(({ intent }) => intent.kind !== 'smalltalk');
  const close = settled ? undefined : closeCandidates(draft, reading);
  if (close) plan.todo.push({ kind: 'close', options: close });
  else for (const { one, own } of byClause({ ...reading, said })) bring(draft, plan, own, one, settled);
  const understood = settled || said.length > 0;
  // Courtesies get an answer of their own only where nothing else was said.
  const courteous = courtesies(draft, plan, reading, understood);
  const asked = pending?.kind === 'ask' || pending?.kind === 'confirm';
  plan.digressed = asked && !settled && (said.length > 0 || courteous);
  if (understood || courteous) draft.case.misses.understood = 0;
  else if (draft.case.runs.length === 0) hold(draft, plan, reading);
}

function stops(draft: Draft, reading: Reading, pending: Pending | undefined): boolean {
  if (!reading.acts.has('stops')) return false;
  const busy = draft.case.runs.length > 0 || pending !== undefined;
  // Nothing but "stop", whatever else it may resemble.
  const { acts } = takenUp(draft).assessment;
  if (busy && acts.some(({ act, probability }) => act === 'stops' && probability >= 0.95)) return true;
  // "Stop my subscription" names something to be done; "stop" while we are at something ends it.
  const other = reading.said.filter(({ intent }) => !draft.case.runs.some((run) => run.matter.intent === intent.id));
  return other.length === 0 && (busy || reading.said.length === 0);
}

function stop(draft: Draft, plan: Plan, pending: Pending | undefined): void {
  cancelGuarded(draft, pending, 'customerStopped');
  for (const run of draft.case.runs) dropRun(draft, run);
  plan.todo.push({ kind: 'text', text: 'stopped' });
}

/** Whether the turn answers what we asked last; what follows from the answer is noted in the run. */
function settle(draft: Draft, plan: Plan, reading: Reading, pending: Pending | undefined): boolean {
  const { acts } = reading;
  switch (pending?.kind) {
    case undefined:
      return false;
    case 'ask':
      return settleAsk(draft, reading, pending);
    case 'confirm':
      return settleConfirm(draft, reading, pending);
    case 'clarify':
      return settleClarify(draft, plan, reading, pending.options);
    case 'rephrase':
      if (!acts.has('confirms') && !acts.has('asksForPerson')) return false;
      plan.todo.push({ kind: 'wantsPerson' });
      return true;
    case 'anythingElse':
      if (reading.said.length > 0 || (!acts.has('confirms') && !acts.has('denies'))) return false;
      if (acts.has('denies')) confirmAnswered(draft, plan);
      plan.todo.push({ kind: 'text', text: acts.has('denies') ? 'goodbye' : 'greeting' });
      return true;
  }
}

const runOf = (draft: Draft, runId: string): Run | undefined => draft.case.runs.find((run) => run.runId === runId);

function settleAsk(draft: Draft, reading: Reading, pending: Extract<Pending, { kind: 'ask' }>): boolean {
  const run = runOf(draft, pending.runId);
  if (!run) return false;
  const fact = draft.env.pack.facts.find(({ name }) => name === pending.fact.replace(/#.*/, ''));
  // "No, the number is A-1050" answers no question for an address.
  if (fact?.entity === undefined && reading.acts.has('corrects') && correct(draft, reading, run)) return true;
  if (doesNotKnow(reading)) {
    run.unknown = [...(run.unknown ?? []), pending.step];
    return true;
  }
  const value = answerFor(fact, reading);
  if (value === undefined) return correct(draft, reading, run);
  learn(draft, run, { ...alsoNamed(draft, run, fact?.entity, reading), [pending.fact]: value });
  if (fact?.entity !== undefined) knowFor(draft, pending.fact, value);
  run.answered = [...(run.answered ?? []).filter((slot) => slot !== pending.fact), pending.fact];
  return true;
}

/** What was answered for one matter is known for the others, too, already in this turn. */
function knowFor(draft: Draft, fact: string, value: unknown): void {
  const known = draft.personal.turns[takenUp(draft).turn.turnId]?.snapshot;
  if (known && (known.facts[fact] ?? null) === null) known.facts = { ...known.facts, [fact]: value };
}

/** What an answer names besides; another value of the same kind is not for another fact. */
function alsoNamed(draft: Draft, run: Run, entity: string | undefined, reading: Reading): Record<string, unknown> {
  const playbook = playbookOf(draft, run.playbook);
  const others = { ...reading, entities: reading.entities.filter(({ name }) => name !== entity) };
  return playbook ? namedFacts(draft, playbook, others) : {};
}

function settleConfirm(draft: Draft, reading: Reading, pending: Extract<Pending, { kind: 'confirm' }>): boolean {
  const run = runOf(draft, pending.runId);
  const playbook = playbookOf(draft, run?.playbook);
  if (!run || !playbook) return false;
  if (correct(draft, reading, run)) {
    cancelGuarded(draft, pending, 'corrected');
    return true;
  }
  if (reading.acts.has('confirms')) {
    run.confirmed[pending.step] = pending.hash;
    return true;
  }
  if (!reading.acts.has('denies') || stepAt(playbook, run.at)?.kind !== 'confirm') return false;
  cancelGuarded(draft, pending, 'customerStopped');
  run.at = into(run.at, 'else');
  return true;
}

/** Among the few that we offered, also a weak candidate is meant. */
function settleClarify(draft: Draft, plan: Plan, reading: Reading, options: readonly string[]): boolean {
  const meant = meantAmong(draft, reading, options);
  if (!meant || reading.acts.has('denies')) return false;
  const { conversationId } = draft.case;
  bring(draft, plan, reading, {
    intent: meant,
    matter: { matterId: deriveId('mat', conversationId, meant.family), intent: meant.id },
  });
  return true;
}

/** A matter that the customer brings forward: to be answered, or a playbook to be gone through. */
function bring(
  draft: Draft,
  plan: Plan,
  reading: Reading,
  { intent, matter }: { intent: Intent; matter: MatterRef },
  settled = false,
): void {
  if (intent.playbook !== undefined)
    return openRun(draft, reading, { intent, matter, playbook: intent.playbook }, settled);
  if (plan.todo.some((item) => 'matter' in item && item.matter.intent === intent.id)) return;
  plan.todo.push({ kind: intent.kind === 'question' ? 'answer' : 'noWay', matter });
}

function openRun(
  draft: Draft,
  reading: Reading,
  brought: { intent: Intent; matter: MatterRef; playbook: string },
  settled: boolean,
): void {
  const { runs } = draft.case;
  const playbook = playbookOf(draft, brought.playbook);
  const named = playbook ? namedFacts(draft, playbook, reading) : {};
  const open = runs.find((run) => run.playbook === brought.playbook);
  if (open) {
    learn(draft, open, named);
    if (!settled) draft.case.runs = [open, ...runs.filter((run) => run !== open)];
    return;
  }
  const run: Run = {
    runId: `${brought.matter.matterId}:${takenUp(draft).turn.turnId}:${brought.playbook}`,
    matter: brought.matter,
    playbook: brought.playbook,
    packVersion: draft.env.pack.version,
    at: [0],
    asked: {},
    confirmed: {},
    told: [],
    called: {},
  };
  // New matters come in the order in which they were said, before those that were open; an answered question goes on first.
  const { turnId } = takenUp(draft).turn;
  const before = runs.filter((each, index) => (settled && index === 0) || each.runId.includes(`:${turnId}:`));
  draft.case.runs = [...before, run, ...runs.filter((each) => !before.includes(each))];
  learn(draft, run, named);
  // What is named now was not corrected: the run has only begun.
  run.asked = {};
}

/** Nothing was recognised: it may hang on the last matter ("and A-1043?"), else it is unclear. */
function hold(draft: Draft, plan: Plan, reading: Reading): void {
  const { last } = draft.case;
  const playbook = playbookOf(draft, last?.playbook);
  const intent = draft.env.pack.intents.find(({ id }) => id === last?.intent);
  if (last && playbook && intent && Object.keys(namedFacts(draft, playbook, reading)).length > 0) {
    const matter = { matterId: last.matterId, intent: last.intent };
    openRun(draft, reading, { intent, matter, playbook: playbook.id }, false);
    draft.case.misses.understood = 0;
    return;
  }
  plan.todo.push({ kind: reading.acts.has('asksForPerson') ? 'wantsPerson' : 'unclear' });
}

/** The customer wants a person, and the boundary left the turn to automation: nobody gets stuck with it. */
export const wantsPerson = (draft: Draft): 'exhausted' =>
  exhaust(draft, { why: 'notAnswerable', reason: 'The customer would like a person to answer' });
