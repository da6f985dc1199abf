import { randomBytes } from 'node:crypto';
import { addressIdOf, factId, keyedId, messageOffered, seal, toHeaders } from '@attune/contracts';
import type { Bus, Clock, OutRecord } from '@attune/messaging';
import type { Customer, Customers } from './customers';

/** The key that all adapters of a deployment seal their offers with (docs/adr/0004). */
export const inboundKid = 'inbound';

export interface InboundOptions {
  bus: Pick<Bus, 'publish'>;
  /** Of the deployment. */
  secret: string;
  /** Bytes of the key `inbound`. */
  key: Uint8Array;
  channel: string;
  run: string;
  clock: Clock;
}

/** A bus that takes nothing for longer than this ends the run. */
const patienceMs = 180_000;

/** Customers behind an adapter: what they say is offered on `attune.inbound`, sealed, and written in groups. */
export function customersOverInbound(options: InboundOptions): Customers {
  const { secret, channel, run } = options;
  const publish = inGroups(options.bus, options.clock);
  return {
    async arrive(name): Promise<Customer> {
      const address = `${run}.${name}@drive.invalid`;
      const addressId = addressIdOf(secret, channel, address);
      return {
        addressId,
        async say(text, number) {
          const offerId = keyedId('msg', secret, `${addressId}|${run}-${number}`);
          await publish(offerOf({ addressId, address, offerId, text, number }, options));
          return { messageId: offerId };
        },
      };
    },
    close: async () => {},
  };
}

interface Offer {
  addressId: string;
  address: string;
  offerId: string;
  text: string;
  number: number;
}

/** The record of a MessageOffered, with an id from what it offers. */
export function offerOf(
  { addressId, address, offerId, text, number }: Offer,
  { key, channel, clock }: Pick<InboundOptions, 'key' | 'channel' | 'clock'>,
): OutRecord {
  const { topic, type } = messageOffered;
  const id = factId(offerId, 'drive.offer', type, 0);
  const time = new Date(clock.now()).toISOString();
  const headers = toHeaders({
    id,
    source: '/drive/inbound',
    type,
    subject: addressId,
    sequence: number,
    time,
    recordedTime: time,
    correlationId: offerId,
    causationId: offerId,
    origin: 'test',
    domainVersion: 'none',
  });
  const personal = seal({ text, address }, inboundKid, key, randomBytes(12), { id, type, subject: addressId });
  const data = { addressId, channel, offerId, saidAt: time };
  return { topic, key: addressId, headers, value: JSON.stringify({ data, personal }) };
}

/** What comes while one group is being written goes out with the next. A group that fails is written again: offers are taken once. */
function inGroups(bus: Pick<Bus, 'publish'>, clock: Clock): (record: OutRecord) => Promise<void> {
  let waiting: { record: OutRecord; resolve(): void; reject(error: Error): void }[] = [];
  let busy = false;
  const write = async (records: OutRecord[]) => {
    for (const until = clock.now() + patienceMs; ;) {
      try {
        return await bus.publish(records);
      } catch (error) {
        if (clock.now() > until) throw error;
        await new Promise<void>((resolve) => clock.setTimeout(resolve, 1_000));
      }
    }
  };
  const run = async () => {
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      await write(group.map(({ record }) => record))
        .then(() => group.forEach(({ resolve }) => resolve()))
        .catch((error: Error) => group.forEach(({ reject }) => reject(error)));
    }
    busy = false;
  };
  return (record) =>
    new Promise((resolve, reject) => {
      waiting.push({ record, resolve, reject });
      if (busy) return;
      busy = true;
      queueMicrotask(() => void run());
    });
}
