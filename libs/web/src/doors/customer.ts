import { ask } from './http';
import type { Holder, ShownMessage } from '../chat/state';

/** A customer's session: everything at the customer doors is done with its token. */
export interface CustomerSession {
  token: string;
  addressId: string;
}
export interface History {
  holder: Holder;
  agentName?: string;
  messages: ShownMessage[];
}

/** A new, anonymous customer. `origin: 'demo'` keeps them out of the figures. */
export const startSession = (given: { name?: string; origin?: 'demo' } = {}) =>
  ask<CustomerSession>('POST', '/api/channel/sessions', { body: given });

/** Says something. The same `clientId` twice is the same message. */
export const say = ({ token }: CustomerSession, text: string, clientId: string) =>
  ask<{ messageId: string }>('POST', '/api/channel/messages', { token, body: { text, clientId } });

export const history = ({ token }: CustomerSession) => ask<History>('GET', '/api/channel/history', { token });

export const customerSocket = '/api/channel/socket';
