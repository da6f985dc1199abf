import { customerLinked } from '@attune/contracts';
import { fact, type Decision } from '@attune/messaging';
import {
  maxAsked,
  maxContinued,
  maxEarlier,
  maxFacts,
  maxIntents,
  maxMatters,
  maxMood,
  maxRecent,
  maxReleased,
  maxTurns,
} from '../limits';
import { startTurn } from '../start-turn/decide';
import {
  noEffort,
  nothingPersonal,
  type Conversation,
  type ConversationPersonal,
  type CustomerPersonal,
  type CustomerState,
  type Moved,
} from '../state';
import {
  begin,
  knownOf,
  openOf,
  personalOf,
  withConversation,
  withFacts,
  withState,
  withTimers,
  withWords,
  type Step,
} from '../step';
import { promiseTimer } from '../timers';
import { fetchFor, type LinkRequest } from './await-arrival';
import type { Departure } from './leave';

/** What an address said before is here: it goes on in the customer's conversation, and the turn that waited for it starts. */
export function arrive(
  state: CustomerState,
  { from, conversationId, turn, kid }: LinkRequest,
  departure: Departure,
  now: number,
): Decision<CustomerState> | undefined {
  const customer = knownOf(state);
  const waiting = customer?.arriving[turn.addressId] ?? [];
  const words = customer && personalOf(customer).arriving[turn.turnId];
  if (!customer || waiting[0]?.turn.turnId !== turn.turnId || !words) return undefined;
  const taken = take(begin(customer), turn.addressId, turn.turnId);
  if (departure.kind === 'stayed') return next(taken, turn.addressId);

  const said = { turn, kid, words, verified: true, into: conversationId };
  if (departure.kind !== 'moved') return next(startTurn(taken, said, now), turn.addressId);
  const linked = withFacts(
    taken,
    fact(
      customerLinked,
      { customerId: customer.customerId, addressId: turn.addressId, from },
      { correlationId: turn.turnId },
    ),
  );
  return next(moveIn(linked, said, departure, now), turn.addressId);
}

function take(step: Step, addressId: string, turnId: string): Step {
  const { arriving } = step.state;
  const personal = personalOf(step.state);
  const { [turnId]: _, ...words } = personal.arriving;
  const rest = arriving[addressId]?.slice(1) ?? [];
  const { [addressId]: __, ...others } = arriving;
  return withState(step, {
    arriving: rest.length > 0 ? { ...others, [addressId]: rest } : others,
    personal: { ...personal, arriving: words },
  });
}

/** The turn that stood behind it has its go: what is to be fetched may be there by now. */
function next(step: Step, addressId: string): Step {
  const waiting = step.state.arriving[addressId]?.[0];
  const words = waiting && personalOf(step.state).arriving[waiting.turn.turnId];
  return waiting && words ? fetchFor(step, waiting, words, step.state.customerId) : step;
}

/** Opens (or finds) the conversation, fills it with what moved, and only then starts the turn, which carries all of it. */
function moveIn(
  step: Step,
  said: Parameters<typeof startTurn>[1],
  { moved, personal }: Extract<Departure, { kind: 'moved' }>,
  now: number,
): Step {
  const { earlier, addresses, continuedIn } = step.state;
  const into = said.into ?? '';
  const scoped = moved.earlier.map((one) => ({ ...one, scope: 'customer' }));
  const known = withState(step, {
    turns: [...moved.turns, ...step.state.turns].slice(-maxTurns),
    released: [...moved.released, ...step.state.released].slice(-maxReleased),
    addresses: [
      ...addresses,
      ...moved.addresses.map((one) => ({ ...one, verified: one.addressId === said.turn.addressId })),
    ],
    earlier: [...earlier, ...scoped].sort((a, b) => (a.endedAt < b.endedAt ? -1 : 1)).slice(-maxEarlier),
    continuedIn: Object.fromEntries(
      [...Object.entries(continuedIn), ...moved.open.map((one) => [one.conversationId, into])].slice(-maxContinued),
    ) as Record<string, string>,
  });
  return startTurn(
    known,
    { ...said, bring: (filled, conversation) => fill(filled, conversation, moved, personal) },
    now,
  );
}

function fill(step: Step, into: Conversation, moved: Moved, personal: CustomerPersonal | undefined): Step {
  return moved.open.reduce<Step>(
    (filled, from) => {
      const to = openOf(filled.state, into.conversationId) ?? into;
      const words = personal?.conversations[from.conversationId] ?? nothingPersonal;
      const timers = Object.fromEntries(
        from.promises.filter(({ due }) => !due).map((one) => [promiseTimer(one.promiseId), Date.parse(one.dueAt)]),
      );
      const own = personalOf(filled.state).conversations[into.conversationId] ?? nothingPersonal;
      return withTimers(
        withWords(withConversation(filled, joined(to, from)), into.conversationId, joinedWords(own, words, to, from)),
        timers,
      );
    },
    withName(step, personal?.name),
  );
}

function withName(step: Step, name: string | undefined): Step {
  const personal = personalOf(step.state);
  return personal.name !== undefined || name === undefined
    ? step
    : withState(step, { personal: { ...personal, name } });
}

/** Two conversations of one customer as one. What was said later counts. */
function joined(to: Conversation, from: Conversation): Conversation {
  const names = new Set(to.facts.map(({ name }) => name));
  const efforts = Object.keys(noEffort) as (keyof typeof noEffort)[];
  return {
    ...to,
    effort: Object.fromEntries(efforts.map((kind) => [kind, to.effort[kind] + from.effort[kind]])) as typeof noEffort,
    openedAt: to.openedAt < from.openedAt ? to.openedAt : from.openedAt,
    version: Math.max(to.version, from.version),
    mood: [...from.mood, ...to.mood].slice(-maxMood),
    intents: joinedIntents(to, from),
    matters: [...from.matters, ...to.matters].slice(-maxMatters),
    facts: [...from.facts.filter(({ name }) => !names.has(name)), ...to.facts].slice(-maxFacts),
    asked: [...from.asked, ...to.asked].slice(-maxAsked),
    lastAsks: to.lastAsks.length > 0 ? to.lastAsks : from.lastAsks,
    promises: [...to.promises, ...from.promises],
    handoffs: to.handoffs + from.handoffs,
    // The channel before, so that going elsewhere counts as a switch.
    channel: to.version > 0 ? to.channel : from.channel,
  };
}

function joinedIntents(to: Conversation, from: Conversation): Conversation['intents'] {
  const all = [...from.intents, ...to.intents].map(({ intent }) => intent);
  const of = (one: Conversation, intent: string) => one.intents.find((known) => known.intent === intent);
  return [...new Set(all)]
    .map((intent) => ({
      intent,
      count: (of(to, intent)?.count ?? 0) + (of(from, intent)?.count ?? 0),
      answered: (of(to, intent)?.answered ?? false) || (of(from, intent)?.answered ?? false),
    }))
    .slice(-maxIntents);
}

const joinedWords = (
  own: ConversationPersonal,
  words: ConversationPersonal,
  to: Conversation,
  from: Conversation,
): ConversationPersonal => {
  const kept = new Set([...to.facts, ...from.facts].map(({ name }) => name));
  const facts = { ...words.facts, ...own.facts };
  return {
    facts: Object.fromEntries(Object.entries(facts).filter(([name]) => kept.has(name))),
    promises: { ...words.promises, ...own.promises },
    recent: [...words.recent, ...own.recent].sort((a, b) => (a.at < b.at ? -1 : 1)).slice(-maxRecent),
  };
};
