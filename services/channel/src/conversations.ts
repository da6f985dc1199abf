import type { Holder } from '@attune/contracts';
import { conversationsKept } from './limits';
import {
  appended,
  conversationOf,
  numberOf,
  turnIdOf,
  type AddressState,
  type KnownConversation,
  type OwedTurn,
  type Waiting,
} from './state';
import { withState, withTimers, type Step } from './step';

export const personTimer = (conversationId: string) => `person:${conversationId}`;

export interface Heard {
  conversationId: string;
  customerId: string;
  epoch: number;
  holder: Holder;
  agentId?: string | undefined;
}

/**
 * Takes note of who holds a conversation, by the highest epoch that any event has told; what is older changes nothing. When
 * automation holds again nobody waits for a person any more.
 */
export function hear(step: Step, heard: Heard): Step {
  const { conversationId, customerId, epoch, holder, agentId } = heard;
  const known = conversationOf(step.state, conversationId);
  if (known && known.epoch >= epoch) return makeCurrent(step, known);
  const next: KnownConversation = {
    told: false,
    handoffs: known?.handoffs ?? [],
    waiting: [],
    reminders: 0,
    ...(holder !== 'automation' && known && { told: known.told, waiting: known.waiting, reminders: known.reminders }),
    conversationId,
    customerId,
    epoch,
    holder,
    ...(agentId !== undefined && { agentId }),
  };
  const heardStep = replace(step, next);
  return known && known.waiting.length > 0 && next.waiting.length === 0
    ? withTimers(heardStep, { [personTimer(conversationId)]: null })
    : heardStep;
}

/** The next turn of this address most probably belongs to the conversation that was heard of last. */
const makeCurrent = (step: Step, known: KnownConversation): Step =>
  step.state.conversations.at(-1) === known ? step : replace(step, known);

export function replace(step: Step, next: KnownConversation): Step {
  const others = step.state.conversations.filter(({ conversationId }) => conversationId !== next.conversationId);
  return withState(step, { conversations: appended(others, next, conversationsKept) });
}

/** ms; doubles with each reminder, so that an unstaffed night is not full of them. */
const patience = (personReplyMs: number, reminders: number) => personReplyMs * 2 ** Math.min(reminders, 10);

/** The clock of people runs from the first message that they have not answered; notices and later messages do not reset it. */
export function wait(step: Step, conversationId: string, more: readonly Waiting[], personReplyMs: number): Step {
  const known = conversationOf(step.state, conversationId);
  if (!known || known.holder === 'automation' || more.length === 0) return step;
  const waiting = [...known.waiting, ...more].sort((a, b) => a.since - b.since);
  return setClock(replace(step, { ...known, waiting }), conversationId, personReplyMs);
}

export const waitingOf = ({ turn }: OwedTurn): Waiting => ({
  turnId: turn.turnId,
  number: turn.number,
  since: Date.parse(turn.acceptedAt),
});

/** A person has answered turns up to a number; what came later still waits. */
export function answered(step: Step, conversationId: string, upTo: number, personReplyMs: number): Step {
  const known = conversationOf(step.state, conversationId);
  if (!known || known.waiting.length === 0) return step;
  const waiting = known.waiting.filter(({ number }) => number > upTo);
  return setClock(replace(step, { ...known, waiting, reminders: 0 }), conversationId, personReplyMs);
}

export function setClock(step: Step, conversationId: string, personReplyMs: number): Step {
  const known = conversationOf(step.state, conversationId);
  const first = known?.waiting[0];
  const dueAt = known && first ? first.since + patience(personReplyMs, known.reminders) : null;
  return withTimers(step, { [personTimer(conversationId)]: dueAt });
}

/** Highest number among the named turns; undefined where the address knows none of them. */
export function highestOf(state: AddressState, turnIds: readonly string[]): number | undefined {
  const numbers = state.turns.filter((turn) => turnIds.includes(turnIdOf(turn))).map(numberOf);
  return numbers.length > 0 ? Math.max(...numbers) : undefined;
}

/** The name of the person who holds the conversation, for the customer's page. */
export function named(step: Step, agentName: string | undefined): Step {
  const { personal } = step.state;
  if (agentName === undefined || !personal || personal.agentName === agentName) return step;
  return withState(step, { personal: { ...personal, agentName } });
}
