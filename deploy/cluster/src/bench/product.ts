import { addressIdOf, keyedId, messageOffered, seal, toHeaders } from '@attune/contracts';
import { inboundKid } from '@attune/channel';
import type { Bus } from '@attune/messaging';
import type { Keys } from '@attune/storage';
import { randomBytes } from 'node:crypto';
import type { Target } from './measure';

/** So many things a customer asks; who asks for more is a customer that nobody has seen before. */
const asksEach = 3;

/** Speaks to the product as other teams' adapters do: MessageOffered on attune.inbound; answered is what TurnClosed says. */
export async function productTarget(
  bus: Bus,
  keys: Keys,
  secret: string,
  domainId: string,
  texts: readonly string[],
  pids: () => readonly (number | undefined)[],
): Promise<{ target: Target; stop(): Promise<void> }> {
  const key = await keys.create(inboundKid);
  if (key === 'destroyed') throw new Error('the inbound key was destroyed');
  const run = randomBytes(6).toString('hex');
  const customers = new Map<string, number>();
  const saidBy = new Map<number, number>();
  let said = 0;
  let listener: (customer: number) => void = () => {};
  const following = await bus.follow({
    topics: ['attune.channel'],
    from: 'end',
    onRecord: ({ key: address, headers }) => {
      const customer = address === null ? undefined : customers.get(address);
      if (customer !== undefined && headers['ce_type']?.includes('.TurnClosed.')) listener(customer);
    },
  });

  const offer = (customer: number) => {
    // The same person asking the same again and again would be handed over, and rightly so.
    const turn = saidBy.get(customer) ?? 0;
    saidBy.set(customer, turn + 1);
    const address = `${run}-${customer}-${Math.floor(turn / asksEach)}@bench.example`;
    const addressId = addressIdOf(secret, 'chat', address);
    customers.set(addressId, customer);
    const n = ++said;
    const id = `evt_${run}_${n}`;
    const now = new Date().toISOString();
    const offerId = keyedId('msg', secret, `${run}-${n}`);
    const headers = toHeaders({
      id,
      source: `/${domainId}/bench`,
      type: messageOffered.type,
      subject: addressId,
      sequence: 1,
      time: now,
      recordedTime: now,
      correlationId: offerId,
      causationId: id,
      origin: 'test',
      domainVersion: '0',
    });
    const personal = seal({ text: texts[turn % texts.length]!, address }, inboundKid, key, randomBytes(12), {
      id,
      type: messageOffered.type,
      subject: addressId,
    });
    return {
      topic: messageOffered.topic,
      key: addressId,
      headers,
      value: JSON.stringify({ data: { addressId, channel: 'chat', offerId, saidAt: now }, personal }),
    };
  };
  return {
    target: { say: (who) => bus.publish(who.map(offer)), onAnswer: (given) => (listener = given), pids },
    stop: () => following.stop(),
  };
}
