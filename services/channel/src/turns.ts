import { turnClosed, type turnOutcomes } from '@attune/contracts';
import { fact } from '@attune/messaging';
import { closedTurnsKept } from './limits';
import { isOwed, numberOf, turnIdOf, type AddressState, type OwedTurn, type TurnState } from './state';
import { withFacts, withState, withTimers, type Step } from './step';

export type Outcome = (typeof turnOutcomes)[number];

export const owedTurns = (state: AddressState): OwedTurn[] => state.turns.filter(isOwed);
export const turnOf = (state: AddressState, turnId: string): TurnState | undefined =>
  state.turns.find((turn) => turnIdOf(turn) === turnId);

export const overdueTimer = (turnId: string) => `overdue:${turnId}`;
export const holdingTimer = (turnId: string) => `holding:${turnId}`;

/**
 * Gives turns their one outcome; those that have one already are left alone. `messageIds` are the words that won, `by` the
 * conversation that they stand in: where nobody has told yet which one a turn belongs to, it is that. An outcome ends the outage:
 * the next one gets a notice of its own.
 */
export function closeTurns(
  step: Step,
  turns: readonly OwedTurn[],
  outcome: Outcome,
  messageIds: readonly string[],
  now: number,
  by?: { conversationId: string; customerId: string },
): Step {
  const ids = new Set(turns.map(({ turn }) => turn.turnId));
  const closing = owedTurns(step.state).filter(({ turn }) => ids.has(turn.turnId));
  if (closing.length === 0) return step;
  const all = step.state.turns.map((turn): TurnState =>
    isOwed(turn) && ids.has(turn.turn.turnId)
      ? { status: 'closed', turnId: turn.turn.turnId, number: turn.turn.number, outcome }
      : turn,
  );
  const { outage: _, ...rest } = step.state;
  const state = { ...rest, turns: bounded(all) };
  return withTimers(
    withFacts(
      { ...step, state },
      ...closing.map((turn) => closed(state, { ...by, ...turn }, outcome, messageIds, now)),
    ),
    Object.fromEntries(
      closing.flatMap(({ turn }) => [overdueTimer(turn.turnId), holdingTimer(turn.turnId)].map((name) => [name, null])),
    ),
  );
}

function closed(
  { addressId }: AddressState,
  { turn, status, conversationId, customerId }: OwedTurn,
  outcome: Outcome,
  messageIds: readonly string[],
  now: number,
) {
  return fact(
    turnClosed,
    {
      addressId,
      ...(conversationId !== undefined && { conversationId }),
      ...(customerId !== undefined && { customerId }),
      turnId: turn.turnId,
      number: turn.number,
      outcome,
      messageIds: [...messageIds],
      held: status === 'held',
      tookMs: Math.max(0, now - Date.parse(turn.acceptedAt)),
    },
    { correlationId: turn.turnId, expiryTime: turn.deadline },
  );
}

/** All that are owed, and the last closed ones. */
function bounded(turns: readonly TurnState[]): readonly TurnState[] {
  const tooMany = turns.filter((turn) => !isOwed(turn)).length - closedTurnsKept;
  if (tooMany <= 0) return turns;
  const gone = new Set<TurnState>(
    turns
      .filter((turn) => !isOwed(turn))
      .sort((a, b) => numberOf(a) - numberOf(b))
      .slice(0, tooMany),
  );
  return turns.filter((turn) => !gone.has(turn));
}

/** Turns belong to the conversation that an event about them names. */
export function attribute(step: Step, turnId: string, conversationId: string, customerId: string): Step {
  const turn = turnOf(step.state, turnId);
  if (!turn || !isOwed(turn) || (turn.conversationId === conversationId && turn.customerId === customerId)) return step;
  const turns = step.state.turns.map((one) => (one === turn ? { ...turn, conversationId, customerId } : one));
  return withState(step, { turns });
}

/** The customer was forgotten: nobody can answer what nobody can read. */
export function closeForgotten(step: Step, now: number): Step {
  const { burst: _, ...state } = step.state;
  const conversations = state.conversations.map((known) => ({ ...known, waiting: [], reminders: 0 }));
  const timers = Object.fromEntries(conversations.map(({ conversationId }) => [`person:${conversationId}`, null]));
  const cleared = withTimers(
    { ...step, state: { ...state, conversations } },
    { ...timers, ...(step.state.burst && { burst: null }) },
  );
  return closeTurns(cleared, owedTurns(state), 'forgotten', [], now);
}
