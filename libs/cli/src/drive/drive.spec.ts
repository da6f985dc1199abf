import { systemClock } from '@attune/messaging';
import { closedOf, FakeEvents, replyOf, seen, turnReceivedOf } from '../testing';
import { Refused, type Customers } from './customers';
import type { Desk } from './desk';
import { drive, type DrivePlan } from './drive';

const plan = (conversations: string[][], more: Partial<DrivePlan> = {}): DrivePlan => ({
  conversations: conversations.map((messages, i) => ({ name: String(i), messages })),
  pace: { concurrency: 2 },
  skipped: 0,
  holdLimitMs: 40,
  turnLimitMs: 60,
  lastWaitMs: 40,
  agentReplyAfterMs: 1,
  ...more,
});

let runs = 0;
/** A product that answers as `answer` says; what it is told stands in `said`. */
function product(answer: (addressId: string, number: number, text: string, events: FakeEvents) => void) {
  const run = (runs += 1);
  const events = new FakeEvents();
  const said: string[] = [];
  const customers: Customers = {
    arrive: async (name) => {
      const addressId = `adr_${run}_${name}`;
      return {
        addressId,
        async say(text, number) {
          if (text === 'too long') throw new Refused('Too long');
          said.push(`${name}: ${text}`);
          setImmediate(() => answer(addressId, number, text, events));
          return { messageId: `msg_${addressId}_${number}` };
        },
      };
    },
    close: async () => {},
  };
  return {
    said,
    events,
    play: (what: DrivePlan, desks: Desk[] = []) => drive(what, { customers, events, desks, clock: systemClock }),
  };
}
const answered = (addressId: string, number: number, _: string, events: FakeEvents) =>
  events.show(turnReceivedOf(addressId, number), replyOf(addressId, [number]), closedOf(addressId, number));

describe('a run', () => {
  it('plays each conversation in its order, several at a time, and ends by itself', async () => {
    const { play, said, events } = product(answered);
    const figures = await play(plan([['a1', 'a2', 'a3'], ['b1'], ['c1', 'c2']]));
    expect(figures).toMatchObject({
      conversations: 3,
      messages: 6,
      turns: 6,
      answered: 6,
      none: 0,
      twice: 0,
      inversions: 0,
    });
    expect(said.filter((line) => line.startsWith('1'))).toEqual(['1: a1', '1: a2', '1: a3']);
    expect(events.stopped).toBe(true);
  });

  it('says the next thing only when the last one has been dealt with', async () => {
    const open = new Set<string>();
    let overlapping = 0;
    const { play } = product((addressId, number, text, events) => {
      overlapping += open.has(addressId) ? 1 : 0;
      open.add(addressId);
      setTimeout(() => {
        open.delete(addressId);
        answered(addressId, number, text, events);
      }, 5);
    });
    expect(
      await play(
        plan([
          ['1', '2', '3'],
          ['1', '2'],
        ]),
      ),
    ).toMatchObject({ answered: 5 });
    expect(overlapping).toBe(0);
  });

  it('starts conversations at a rate, whatever becomes of them', async () => {
    const { play, said } = product(() => {});
    const figures = await play(plan([['a'], ['b'], ['c']], { pace: { rate: 1_000 } }));
    expect(said).toHaveLength(3);
    expect(figures).toMatchObject({ turns: 3, none: 3 });
  });

  it('goes on behind a held turn, and counts it when it is closed after all', async () => {
    const { play, said } = product((addressId, number, text, events) => {
      if (number > 1) {
        return events.show(
          turnReceivedOf(addressId, 2),
          closedOf(addressId, 1, 'superseded', { held: true }),
          replyOf(addressId, [2]),
          closedOf(addressId, 2),
        );
      }
      events.show(turnReceivedOf(addressId, 1), replyOf(addressId, [], { kind: 'holdingNotice' }));
    });
    expect(await play(plan([['slow', 'next']]))).toMatchObject({ held: 1, superseded: 1, answered: 1, none: 0 });
    expect(said).toHaveLength(2);
  });

  it('gives a conversation up of which nothing is heard, and says what was left', async () => {
    const { play, said } = product(() => {});
    expect(await play(plan([['lost', 'never said', 'nor this']]))).toMatchObject({ messages: 1, none: 1, unsaid: 2 });
    expect(said).toHaveLength(1);
  });

  it('counts what a door refuses, and goes on with the others', async () => {
    const { play } = product(answered);
    expect(await play(plan([['too long', 'more'], ['fine']]))).toMatchObject({ refused: 1, unsaid: 1, answered: 1 });
  });

  it('tells how often events may have been missed, and breaks off where they are lost', async () => {
    const broken = product((addressId, number, text, events) => {
      events.gap();
      answered(addressId, number, text, events);
    });
    expect(await broken.play(plan([['a']]))).toMatchObject({ gaps: 1 });
    const lost = product((_a, _n, _t, events) => events.lose(new Error('Kafka is gone')));
    await expect(lost.play(plan([['a']]))).rejects.toThrow('Kafka is gone');
  });
});

describe('the agents of a run', () => {
  /** Hands over at the first message; the desk says `notYet` once, as long as control has not come over. */
  function desk() {
    const acts: string[] = [];
    let tries = 0;
    const door: Desk = {
      queued: async () => [],
      accept: async (id) => (acts.push(`accept ${id}`), 'done'),
      read: async () => 'done',
      reply: async (id) => ((tries += 1) === 1 ? 'notYet' : (acts.push(`reply ${id}`), 'done')),
      handBack: async (id) => (acts.push(`hand back ${id}`), 'done'),
      close: async (id) => (acts.push(`close ${id}`), 'done'),
    };
    return { acts, door };
  }
  const handedOver = (addressId: string, number: number, _: string, events: FakeEvents) => {
    const conversationId = `cnv_${addressId}`;
    const queued = seen('attune.desk.HandoffQueued.v1', conversationId, { conversationId, addressId });
    events.show(
      turnReceivedOf(addressId, number),
      replyOf(addressId, [number], { kind: 'handoffNotice' }),
      closedOf(addressId, number, 'handedOver'),
      queued,
    );
  };

  it('accept what is queued for its customers, reply as soon as they hold it, and close when nothing is left to say', async () => {
    const { acts, door } = desk();
    const { play } = product(handedOver);
    const figures = await play(plan([['help']]), [door]);
    expect(figures).toMatchObject({ handedOver: 1, agents: { accepted: 1, replied: 1, returned: 0, closed: 1 } });
    expect(acts.map((act) => act.split(' cnv_')[0])).toEqual(['accept', 'reply', 'close']);
  });

  it('hand back where the customer has more to say', async () => {
    const { door } = desk();
    const { play } = product((addressId, number, text, events) =>
      number === 1 ? handedOver(addressId, number, text, events) : undefined,
    );
    expect(await play(plan([['help', 'unheard', 'left']], { turnLimitMs: 500 }), [door])).toMatchObject({
      agents: { accepted: 1, replied: 1, returned: 1 },
    });
  });

  it('say what stopped them, and the run goes on', async () => {
    const { door } = desk();
    const warnings: string[] = [];
    const refusing: Desk = { ...door, accept: () => Promise.reject(new Error('Not signed in')) };
    const events = new FakeEvents();
    const customers: Customers = {
      arrive: async () => ({
        addressId: 'adr_refused',
        async say() {
          setImmediate(() => handedOver('adr_refused', 1, '', events));
          return { messageId: 'msg_adr_refused_1' };
        },
      }),
      close: async () => {},
    };
    const ports = {
      customers,
      events,
      desks: [refusing],
      clock: systemClock,
      warn: (text: string) => warnings.push(text),
    };
    expect(await drive(plan([['help']]), ports)).toMatchObject({ handedOver: 1, agents: { accepted: 0 } });
    expect(warnings).toEqual(['The desk could not be worked at: Not signed in']);
  });
});
