import { personReplyOverdue } from '@attune/contracts';
import type { ChannelTiming } from '@attune/domain';
import { fact, instant, type Decision } from '@attune/messaging';
import { replace, setClock } from '../conversations';
import { conversationOf, isForgotten, type AddressState } from '../state';
import { begin, withFacts } from '../step';
import { closeForgotten } from '../turns';

/** People hold the conversation and the first open message has waited too long. Told again, ever more rarely, until they answer. */
export function remindPeople(
  state: AddressState,
  conversationId: string,
  timing: ChannelTiming,
  now: number,
): Decision<AddressState> | undefined {
  const known = conversationOf(state, conversationId);
  const first = known?.waiting[0];
  if (!known || !first || known.holder === 'automation') return undefined;
  if (isForgotten(state)) return closeForgotten(begin(state), now);
  const { customerId, epoch } = known;
  const { addressId } = state;
  const reminded = withFacts(
    replace(begin(state), { ...known, reminders: known.reminders + 1 }),
    fact(
      personReplyOverdue,
      { addressId, conversationId, customerId, waitingSince: instant(first.since), epoch },
      { controlEpoch: epoch, ...(first.turnId !== undefined && { correlationId: first.turnId }) },
    ),
  );
  return setClock(reminded, conversationId, timing.personReplyMs);
}
