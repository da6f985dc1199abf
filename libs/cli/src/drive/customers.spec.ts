import { catalogue, messageOffered, open, type SealedBlock } from '@attune/contracts';
import { decode, systemClock, type OutRecord } from '@attune/messaging';
import { customersOverInbound } from './customers.inbound';

const key = new Uint8Array(32).fill(7);
const secret = 'a secret of at least thirty-two characters';

function offering(fail = 0) {
  const groups: OutRecord[][] = [];
  let failures = fail;
  const bus = {
    async publish(records: readonly OutRecord[]) {
      if (failures-- > 0) throw new Error('the broker is gone');
      groups.push([...records]);
    },
  };
  const clock = { ...systemClock, setTimeout: (run: () => void) => systemClock.setTimeout(run, 0) };
  return { groups, customers: customersOverInbound({ bus, secret, key, channel: 'chat', run: 'r1', clock }) };
}
const asRead = ({ topic, key: of, headers, value }: OutRecord) =>
  decode(
    { topic, partition: 0, offset: '0', key: of, headers, value: Buffer.from(value ?? ''), timestamp: 0 },
    catalogue,
  );

describe('customers over attune.inbound', () => {
  it('offer what they say: an event that channel reads, sealed with the key of the adapters', async () => {
    const { customers, groups } = offering();
    const customer = await customers.arrive('1');
    const { messageId } = await customer.say('Where is my order?', 1);
    const [record] = groups.flat();
    const read = asRead(record!);
    expect(read).toMatchObject({
      event: { type: messageOffered.type, origin: 'test', data: { addressId: customer.addressId, offerId: messageId } },
    });
    expect(String(record!.value)).not.toContain('order');
    const { personal } = JSON.parse(String(record!.value)) as { personal: SealedBlock };
    expect(personal.kid).toBe('inbound');
    expect(messageOffered.personal?.parse(open(personal, key))).toMatchObject({ text: 'Where is my order?' });
  });

  it('have an address each, and ids that are the same when the same is said again', async () => {
    const { customers } = offering();
    const [one, two] = [await customers.arrive('1'), await customers.arrive('2')];
    expect(one.addressId).not.toBe(two.addressId);
    const said = [await one.say('a', 1), await one.say('a', 1), await one.say('a', 2), await two.say('a', 1)];
    expect(new Set(said.map(({ messageId }) => messageId)).size).toBe(3);
  });

  it('are written in groups, and again where the bus did not take them', async () => {
    const { customers, groups } = offering(2);
    const customer = await customers.arrive('1');
    await Promise.all([1, 2, 3].map((number) => customer.say('hello', number)));
    expect(groups.map((group) => group.length)).toEqual([3]);
  });
});
