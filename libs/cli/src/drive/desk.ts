import type { Clock } from '@attune/messaging';
import { DoorError } from '../doors/ask';
import { patiently } from '../doors/patiently';

/** The desk as one agent uses it. A refusal is an answer; a door that is shut is knocked at again. */
export interface Desk {
  /** Conversations that stand in the queue. */
  queued(): Promise<string[]>;
  accept(conversationId: string): Promise<Answer>;
  /** The page with brief and messages, as a person would read it. */
  read(conversationId: string): Promise<Answer>;
  reply(conversationId: string, text: string, clientId: string): Promise<Answer>;
  handBack(conversationId: string): Promise<Answer>;
  close(conversationId: string): Promise<Answer>;
}
/** `notYet`: accepted, and control is about to come over. */
export type Answer = 'done' | 'notYet' | 'refused';

const patienceMs = 60_000;

/** The desk's own doors, with the token of the agent. */
export function deskDoors(url: string, token: string, clock: Clock): Desk {
  const door = (conversationId: string, act?: string) =>
    `${url}/api/desk/conversations/${conversationId}${act === undefined ? '' : `/${act}`}`;
  const answered = async (where: string, body?: object): Promise<Answer> => {
    try {
      const question = body === undefined ? { token } : { method: 'POST' as const, token, body };
      await patiently(where, question, patienceMs, clock);
      return 'done';
    } catch (error) {
      if (error instanceof DoorError && error.status !== 401 && error.status !== 403)
        return error.refused === 'notYet' ? 'notYet' : 'refused';
      throw error;
    }
  };
  return {
    async queued() {
      const { handoffs } = await patiently<{ handoffs: { conversationId: string; status: string }[] }>(
        `${url}/api/desk/queue`,
        { token },
        patienceMs,
        clock,
      );
      return handoffs.filter(({ status }) => status === 'queued').map(({ conversationId }) => conversationId);
    },
    accept: (id) => answered(door(id, 'accept'), {}),
    read: (id) => answered(door(id)),
    reply: (id, text, clientId) => answered(door(id, 'reply'), { text, clientId }),
    handBack: (id) => answered(door(id, 'return'), { decided: 'Looked into it and explained what happens next.' }),
    close: (id) => answered(door(id, 'close'), { outcome: 'solved', note: 'A scripted agent looked after this.' }),
  };
}
