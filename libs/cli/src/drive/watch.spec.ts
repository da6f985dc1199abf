import { channelEvent, closedOf, replyOf, seen, turnReceivedOf } from '../testing';
import { figuresOf, isBroken } from './figures';
import { Watch } from './watch';
import type { SeenEvent } from '../events/seen-event';

let count = 0;
/** A customer who has said so many things, at an address that no other spec knows. */
function watching(said: number) {
  const addressId = `adr_${(count += 1)}`;
  const watch = new Watch(() => 1_000);
  watch.expect(addressId);
  for (let number = 1; number <= said; number++) watch.said(`msg_${addressId}_${number}`, 900);
  const figures = () =>
    figuresOf(watch, {
      conversations: 1,
      messages: said,
      refused: 0,
      unsaid: 0,
      gaps: 0,
      startedAt: 0,
      agents: { accepted: 0, replied: 0, returned: 0, closed: 0 },
    });
  const see = (...events: SeenEvent[]) => {
    for (const event of events) watch.take(event);
    return figures();
  };
  return { addressId, watch, see };
}
const whole = (addressId: string, number: number) => [
  turnReceivedOf(addressId, number),
  replyOf(addressId, [number]),
  closedOf(addressId, number),
];

describe('what becomes of what was said', () => {
  it('is counted by how its turn was closed', () => {
    const { addressId, see } = watching(3);
    const figures = see(
      ...whole(addressId, 1),
      turnReceivedOf(addressId, 2),
      replyOf(addressId, [2], { kind: 'handoffNotice' }),
      closedOf(addressId, 2, 'handedOver'),
      turnReceivedOf(addressId, 3),
      closedOf(addressId, 3, 'takenAlong', { tookMs: 90 }),
    );
    expect(figures).toMatchObject({
      turns: 3,
      answered: 1,
      handedOver: 1,
      takenAlong: 1,
      none: 0,
      twice: 0,
      inversions: 0,
    });
    expect(figures).toMatchObject({ p50Ms: 40, p99Ms: 90, clientP50Ms: 100 });
    expect(isBroken(figures)).toBe(false);
  });

  it('is none where a turn stays open, or where no turn came of a message at all', () => {
    const { addressId, see, watch } = watching(3);
    expect(see(...whole(addressId, 1), turnReceivedOf(addressId, 2))).toMatchObject({ turns: 3, none: 2 });
    expect(watch.open()).toBe(2);
  });

  it('is held first where a holding notice went out before the close', () => {
    const { addressId, see } = watching(1);
    const notice = replyOf(addressId, [], { kind: 'holdingNotice' });
    const figures = see(turnReceivedOf(addressId, 1), notice, replyOf(addressId, [1]), closedOf(addressId, 1));
    expect(figures).toMatchObject({ held: 1, answered: 1, none: 0, twice: 0 });
  });

  it('is twice where a turn is closed by two events, or answered by two replies of automation', () => {
    const one = watching(1);
    expect(one.see(...whole(one.addressId, 1), closedOf(one.addressId, 1, 'superseded'))).toMatchObject({
      twice: 1,
      answered: 1,
    });
    const two = watching(1);
    const figures = two.see(...whole(two.addressId, 1), replyOf(two.addressId, [1]));
    expect(figures.twice).toBe(1);
    expect(isBroken(figures)).toBe(true);
  });

  it('is once where the same events come again, or a person replies too', () => {
    const { addressId, see } = watching(1);
    const events = whole(addressId, 1);
    const person = replyOf(addressId, [1], { by: { kind: 'person', agentId: 'agt_1' } });
    expect(see(...events, ...events, person)).toMatchObject({ twice: 0, inversions: 0, duplicates: 3 });
  });

  it('is an inversion where a reply stands before its turn, or behind the reply to a later one', () => {
    const before = watching(1);
    expect(before.see(replyOf(before.addressId, [1]), turnReceivedOf(before.addressId, 1)).inversions).toBe(1);
    const behind = watching(2);
    const turns = [turnReceivedOf(behind.addressId, 1), turnReceivedOf(behind.addressId, 2)];
    expect(behind.see(...turns, replyOf(behind.addressId, [2]), replyOf(behind.addressId, [1])).inversions).toBe(1);
  });

  it('leaves out what others say, but counts every dead letter', () => {
    const { see } = watching(0);
    const letter = seen('attune.dead-letters.EventDeadLettered.v1', 'cnv_other', {});
    expect(see(...whole('adr_other', 1), letter)).toMatchObject({ turns: 0, deadLetters: 1 });
  });

  it('tells which conversations are ours, and when one of them stands in a queue', () => {
    const queued: string[] = [];
    const watch = new Watch(() => 0, { onHandoffQueued: (id) => queued.push(id) });
    watch.expect('adr_ours');
    for (const addressId of ['adr_ours', 'adr_theirs'])
      watch.take(
        seen('attune.desk.HandoffQueued.v1', `cnv_${addressId}`, { conversationId: `cnv_${addressId}`, addressId }),
      );
    expect(queued).toEqual(['cnv_adr_ours']);
  });

  it('knows the turn of a message by what the door told, where its beginning was missed', () => {
    const { addressId, see, watch } = watching(0);
    watch.said('msg_1', 900, `trn_${addressId}_1`);
    expect(see(closedOf(addressId, 1))).toMatchObject({ turns: 1, none: 0, answered: 1 });
  });

  it('wakes who waits for a message when something becomes of it', async () => {
    const { addressId, watch } = watching(1);
    const changed = watch.changed(`msg_${addressId}_1`);
    watch.take(turnReceivedOf(addressId, 1));
    watch.take(channelEvent('MessageReceived', addressId, {}));
    await changed;
    expect(watch.turnOf(`msg_${addressId}_1`)).toMatchObject({ number: 1 });
  });
});
