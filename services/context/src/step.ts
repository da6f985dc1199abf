import type { Exchange } from '@attune/contracts';
import type { Decision, EffectRequest, Fact } from '@attune/messaging';
import { maxExchangeCharacters, maxRecent } from './limits';
import {
  nothingPersonal,
  type Conversation,
  type ConversationPersonal,
  type CustomerPersonal,
  type CustomerState,
  type KnownCustomer,
  type KnownTurn,
} from './state';

/** A decision while it grows. Steps are values: each function takes one and gives the next. */
export interface Step extends Decision<CustomerState> {
  readonly state: KnownCustomer;
  readonly facts: readonly Fact[];
  readonly timers: Readonly<Record<string, number | null>>;
  readonly effects: readonly EffectRequest[];
}

export const begin = (state: KnownCustomer): Step => ({ state, facts: [], timers: {}, effects: [] });
export const withState = (step: Step, changes: Partial<KnownCustomer>): Step => ({
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
export const withEffect = (step: Step, effect: EffectRequest): Step => ({
  ...step,
  effects: [...step.effects, effect],
});

/** The customer of a document while they are known; everything else is of no interest to most decisions. */
export const knownOf = (state: CustomerState | undefined): KnownCustomer | undefined =>
  state?.status === 'known' ? state : undefined;

/** An open conversation, also by the id of one that goes on in it. */
export function openOf(
  { open, continuedIn }: KnownCustomer,
  conversationId: string | undefined,
): Conversation | undefined {
  const id = conversationId === undefined ? undefined : (continuedIn[conversationId] ?? conversationId);
  return open.find((one) => one.conversationId === id);
}
export const turnOf = ({ turns }: KnownCustomer, turnId: string): KnownTurn | undefined =>
  turns.find((turn) => turn.turnId === turnId);

export const personalOf = ({ personal }: KnownCustomer): CustomerPersonal => ({
  conversations: {},
  arriving: {},
  ...personal,
});
export const wordsOf = (state: KnownCustomer, conversationId: string): ConversationPersonal =>
  personalOf(state).conversations[conversationId] ?? nothingPersonal;

export const withConversation = (step: Step, changed: Conversation): Step =>
  withState(step, {
    open: step.state.open.map((one) => (one.conversationId === changed.conversationId ? changed : one)),
  });

export function withWords(step: Step, conversationId: string, changes: Partial<ConversationPersonal>): Step {
  const personal = personalOf(step.state);
  const words = { ...wordsOf(step.state, conversationId), ...changes };
  return withState(step, {
    personal: { ...personal, conversations: { ...personal.conversations, [conversationId]: words } },
  });
}

export const withTurn = (step: Step, turnId: string, changes: Partial<KnownTurn>): Step =>
  withState(step, { turns: step.state.turns.map((turn) => (turn.turnId === turnId ? { ...turn, ...changes } : turn)) });

export function exchanged(step: Step, conversationId: string, exchange: Exchange): Step {
  const { recent } = wordsOf(step.state, conversationId);
  const short = { ...exchange, text: exchange.text.slice(0, maxExchangeCharacters) };
  return withWords(step, conversationId, { recent: [...recent, short].slice(-maxRecent) });
}
