import type { ControlDecided } from '@attune/contracts';
import type { ChannelTiming } from '@attune/domain';
import type { Decision } from '@attune/messaging';
import { hear, named, wait, waitingOf } from '../conversations';
import type { AddressState } from '../state';
import { begin, unlessQuiet } from '../step';
import { attribute, closeTurns, owedTurns } from '../turns';

/**
 * Control was decided. Channel remembers the epoch; a turn that people or the queue take along has its outcome with that, and
 * their clock runs. A turn for which a person is only now asked waits for its HandoffRequested, which stands in the same write.
 */
export function followControl(
  before: AddressState | undefined,
  { data, forgotten, personal }: ControlDecided,
  timing: ChannelTiming,
  now: number,
): Decision<AddressState> | undefined {
  if (!before) return undefined;
  const { conversationId, customerId, turn, holder, previous } = data;
  const heard = named(hear(begin(before), data), personal && 'agentName' in personal ? personal.agentName : undefined);
  const step = turn ? attribute(heard, turn.turnId, conversationId, customerId) : heard;
  if (!turn) return unlessQuiet(step, before);
  const upTo = owedTurns(step.state).filter((owed) => owed.turn.number <= turn.number);
  if (forgotten) return unlessQuiet(closeTurns(step, upTo, 'forgotten', [], now, data), before);
  if (holder === 'automation' || previous === 'automation') return unlessQuiet(step, before);
  const closed = closeTurns(step, upTo, 'takenAlong', [], now, data);
  return unlessQuiet(wait(closed, conversationId, upTo.map(waitingOf), timing.personReplyMs), before);
}
