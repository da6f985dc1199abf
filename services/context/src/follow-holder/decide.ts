import type { ControlDecided } from '@attune/contracts';
import type { Decision } from '@attune/messaging';
import type { CustomerState } from '../state';
import { begin, knownOf, openOf, withConversation, withTimers } from '../step';
import { silenceTimer } from '../timers';

/** Who holds the conversation now. Each time that a person is asked for after the first is effort for the customer. */
export function followHolder(
  state: CustomerState | undefined,
  { data }: ControlDecided,
  silenceMs: (channel: string) => number,
  now: number,
): Decision<CustomerState> | undefined {
  const customer = knownOf(state);
  const conversation = customer && openOf(customer, data.conversationId);
  // A conversation that goes on in another one has epochs of its own.
  if (!customer || !conversation || conversation.conversationId !== data.conversationId) return undefined;
  const { holder, epoch } = data;
  if (epoch <= conversation.epoch) return undefined;
  const asked = holder === 'queue' && conversation.holder !== 'queue';
  const handoffs = conversation.handoffs + (asked ? 1 : 0);
  const transfers = conversation.effort.transfers + (asked && handoffs > 1 ? 1 : 0);
  const { conversationId, channel, effort } = conversation;
  const next = withConversation(begin(customer), {
    ...conversation,
    holder,
    epoch,
    handoffs,
    effort: { ...effort, transfers },
  });
  return holder === 'automation'
    ? withTimers(next, { [silenceTimer(conversationId)]: now + silenceMs(channel) })
    : next;
}
