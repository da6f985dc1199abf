import { answer, answerUnrecognised } from '../answer/answer';
import { atWork, dropRun, exhaust, say, words, type Draft } from '../draft';
import { advance } from '../playbook/advance';
import type { Item, Plan, Run } from '../state';
import { clarify, clarifyBetween } from './clarify';
import { keepFinished } from './correct';
import { finish } from './finish';
import { planTurn, wantsPerson } from './plan';

/**
 * Takes the turn at work as far as it comes: what it brought first, then the open playbooks one after another. At its end the
 * reply is prepared and the next turn is taken up.
 */
export function proceed(draft: Draft): void {
  while (draft.case.work) {
    if (!draft.case.work.plan) planTurn(draft);
    const { plan } = atWork(draft);
    if (draft.case.work.waiting || (!plan.exhausted && goOn(draft, plan) === 'waits')) return;
    finish(draft);
    if (draft.trial) return;
  }
}

function goOn(draft: Draft, plan: Plan): 'waits' | 'ended' {
  for (let item = plan.todo[0]; item; item = plan.todo[0]) {
    const went = takeItem(draft, item);
    if (went === 'waits') return 'waits';
    plan.todo.shift();
    if (went === 'exhausted') return 'ended';
  }
  for (let run = draft.case.runs[0]; run; run = draft.case.runs[0]) {
    introduce(draft, run);
    const went = advance(draft, run);
    if (went === 'waits') return 'waits';
    if (went === 'asked') return 'ended';
    if (went === 'done') keepFinished(draft, run);
    else dropRun(draft, run);
    const { matterId, intent } = run.matter;
    draft.case.last = { playbook: run.playbook, intent, matterId };
    if (went === 'exhausted') return 'ended';
  }
  return 'ended';
}

/** Between two playbooks the customer is told what it goes on with. */
function introduce(draft: Draft, run: Run): void {
  const { said } = draft.personal;
  const earlier = said.some(({ about }) => draft.env.pack.playbooks.some(({ id }) => about.endsWith(`:${id}`)));
  if (!earlier || said.some(({ about }) => about === run.runId)) return;
  const { intents, texts } = draft.env.pack;
  const matter = intents.find(({ id }) => id === run.matter.intent)?.label ?? run.matter.intent;
  say(draft, run.runId, words(draft, texts.nextMatter, { matter }, `nextMatter ${run.runId}`));
}

function takeItem(draft: Draft, item: Item): 'on' | 'waits' | 'exhausted' {
  const { intents, texts } = draft.env.pack;
  switch (item.kind) {
    case 'answer': {
      const went = answer(draft, item.matter);
      return went === 'none' ? 'on' : went;
    }
    case 'text':
      say(draft, item.text, words(draft, texts[item.text], {}, item.text));
      if (item.text === 'anythingElse') draft.case.pending ??= { kind: 'anythingElse' };
      return 'on';
    case 'reply': {
      const reply = intents.find(({ id }) => id === item.intent)?.reply;
      if (reply) say(draft, item.intent, words(draft, reply, {}, item.intent));
      return 'on';
    }
    case 'noWay':
      return exhaust(draft, {
        why: 'noPlaybook',
        reason: 'Automation has no playbook for this',
        matterId: item.matter.matterId,
      });
    case 'wantsPerson':
      return wantsPerson(draft);
    case 'close':
      return clarifyBetween(draft, item.options);
    case 'unclear': {
      const went = answerUnrecognised(draft);
      if (went !== 'none') {
        if (went === 'on') draft.case.misses.understood = 0;
        return went;
      }
      return clarify(draft);
    }
  }
}
