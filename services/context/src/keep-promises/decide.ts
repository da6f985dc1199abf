import { promiseDue, promiseMade, type ConversationReturned } from '@attune/contracts';
import { fact, type Decision } from '@attune/messaging';
import { endIfSolved } from '../end-conversation/decide';
import { learn } from '../learn/learn';
import { maxPromiseCharacters } from '../limits';
import type { CustomerState, Promised } from '../state';
import {
  begin,
  knownOf,
  openOf,
  personalOf,
  withConversation,
  withFacts,
  withTimers,
  withWords,
  wordsOf,
  type Step,
} from '../step';
import { promiseTimer, silenceTimer } from '../timers';
import { keepPromise } from './keep';

/** A person handed back: what they promised is watched from here on, what they learned is known. */
export function noteReturn(
  state: CustomerState | undefined,
  { data, personal, time }: ConversationReturned,
  silenceMs: (channel: string) => number,
  now: number,
): Decision<CustomerState> | undefined {
  const customer = knownOf(state);
  const conversation = customer && openOf(customer, data.conversationId);
  if (!customer || !conversation) return undefined;
  const { conversationId } = conversation;
  const known = new Set(conversation.promises.map(({ promiseId }) => promiseId));
  const made = data.promises
    .filter(({ promiseId }) => !known.has(promiseId))
    .map(({ promiseId, dueAt }): Promised => ({
      promiseId,
      dueAt,
      by: { kind: 'person', agentId: data.agentId },
      due: false,
    }));
  const promised = made.reduce(
    (step, promise) => make(step, conversationId, promise, personal?.promises[promise.promiseId] ?? ''),
    begin(customer),
  );
  const kept = data.kept.reduce((step, promiseId) => keepPromise(step, conversationId, promiseId), promised);
  const provenance = { who: 'person' as const, at: time };
  const learned = data.facts.reduce((step, { name }) => {
    const value = personal?.facts[name];
    return value === undefined ? step : learn(step, conversationId, { name, value, provenance, corrects: false });
  }, kept);
  const solved = endIfSolved(learned, conversationId, now);
  const open = openOf(solved.state, conversationId);
  return open && open.promises.length === 0
    ? withTimers(solved, { [silenceTimer(conversationId)]: now + silenceMs(open.channel) })
    : solved;
}

function make(step: Step, conversationId: string, promise: Promised, what: string): Step {
  const conversation = openOf(step.state, conversationId);
  if (!conversation) return step;
  const { promiseId, dueAt, by } = promise;
  const { customerId } = step.state;
  const words = what.slice(0, maxPromiseCharacters);
  const noted = withWords(
    withConversation(step, { ...conversation, promises: [...conversation.promises, promise] }),
    conversationId,
    { promises: { ...wordsOf(step.state, conversationId).promises, [promiseId]: words } },
  );
  return withTimers(
    withFacts(
      noted,
      fact(promiseMade, { conversationId, customerId, promiseId, dueAt, by }, { personal: { what: words } }),
    ),
    { [promiseTimer(promiseId)]: Date.parse(dueAt) },
  );
}

/** The date of a promise that nobody has kept has come. */
export function tellDue(state: CustomerState, promiseId: string): Decision<CustomerState> | undefined {
  const customer = knownOf(state);
  const conversation = customer?.open.find((one) => one.promises.some((promise) => promise.promiseId === promiseId));
  const promise = conversation?.promises.find((one) => one.promiseId === promiseId);
  // Nobody can read what was promised to whom any more.
  if (!customer?.personal || !conversation || !promise || promise.due) return undefined;
  const { conversationId, addressId, promises } = conversation;
  const what = personalOf(customer).conversations[conversationId]?.promises[promiseId] ?? '';
  const due = withConversation(begin(customer), {
    ...conversation,
    promises: promises.map((one) => (one === promise ? { ...one, due: true } : one)),
  });
  const { dueAt, by } = promise;
  const { customerId, kid } = customer;
  return withFacts(
    due,
    fact(
      promiseDue,
      { conversationId, customerId, addressId, promiseId, dueAt, by },
      { personal: { what }, ...(kid !== undefined && { kid }), correlationId: conversation.lastTurnId },
    ),
  );
}
