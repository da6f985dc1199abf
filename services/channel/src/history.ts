import type { Holder } from '@attune/contracts';
import { currentConversation, type AddressState, type SaidOrReleased } from './state';

/** What the customer's page shows when it is opened again, and what it gets over the socket. */
export interface ShownMessage {
  messageId: string;
  from: SaidOrReleased['from'];
  name?: string;
  text: string;
  /** ISO. */
  at: string;
  kind?: string;
  citations: { articleId: string; title: string }[];
  delivered: boolean;
}
export interface History {
  holder: Holder;
  agentName?: string;
  messages: ShownMessage[];
}

export function historyOf(state: AddressState | undefined): History {
  const current = state && currentConversation(state);
  const holder = current?.holder ?? 'automation';
  const agentName = holder === 'person' ? state?.personal?.agentName : undefined;
  const delivered = new Set(
    state?.releases.filter(({ delivery }) => delivery === 'delivered').map(({ messageId }) => messageId),
  );
  const messages = (state?.personal?.history ?? []).map((message) => ({
    ...message,
    citations: [...(message.citations ?? [])],
    delivered: message.from === 'customer' || delivered.has(message.messageId),
  }));
  return { holder, ...(agentName !== undefined && { agentName }), messages };
}
