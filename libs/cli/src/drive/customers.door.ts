import type { Clock } from '@attune/messaging';
import { patiently } from '../doors/patiently';
import { Refused, type Customer, type Customers } from './customers';

/** A door that is shut for longer than this refuses. */
const patienceMs = 180_000;

/** Customers at the doors of web chat: a session each, then its messages. A door that is shut is knocked at again. */
export function customersAtDoor(url: string, run: string, clock: Clock): Customers {
  const post = async <T>(path: string, body: object, token?: string): Promise<T> => {
    try {
      return await patiently<T>(`${url}${path}`, { method: 'POST', token, body }, patienceMs, clock);
    } catch (error) {
      throw new Refused((error as Error).message, { cause: error });
    }
  };
  return {
    async arrive(): Promise<Customer> {
      const { token, addressId } = await post<{ token: string; addressId: string }>('/api/channel/sessions', {
        origin: 'test',
      });
      return {
        addressId,
        say: (text, number) => post('/api/channel/messages', { text, clientId: `${run}-${number}` }, token),
      };
    },
    close: async () => {},
  };
}
