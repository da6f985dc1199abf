import { reopenMs } from './limits';
import type { Conversation, KnownCustomer } from './state';

/** The open conversation in which something was said last, of those that this scope may hear. */
export const latestOpen = ({ open }: KnownCustomer, scope: string): Conversation | undefined =>
  open
    .filter((one) => one.scope === scope)
    .sort((a, b) => a.lastTurnAt - b.lastTurnAt)
    .at(-1);

/** The one that ended last and can still be come back to; or the named one. */
export const reopenable = (
  { ended }: KnownCustomer,
  scope: string,
  now: number,
  conversationId?: string,
): Conversation | undefined =>
  ended
    .filter((one) => one.conversation.scope === scope && now - one.endedAt < reopenMs)
    .filter((one) => conversationId === undefined || one.conversation.conversationId === conversationId)
    .sort((a, b) => a.endedAt - b.endedAt)
    .at(-1)?.conversation;
