import * as fc from 'fast-check';
import type { ReplyReleased, TurnClosed, TurnReceived } from '@attune/contracts';
import type { Decision, Fact } from '@attune/messaging';
import { acceptMessage } from './accept-message/decide';
import { announceHandoff } from './announce-handoff/decide';
import { followControl } from './follow-control/decide';
import { releaseReply } from './release-reply/decide';
import { startTurnWhenQuiet } from './start-turn/decide';
import { isOwed, type AddressState } from './state';
import {
  addressId,
  agentId,
  chat,
  control,
  conversationId,
  handoff,
  kid,
  pack,
  personsReply,
  replyOf,
  start,
  turnId,
} from './testing';
import { hold, tellOverdue } from './watch-deadlines/decide';
import { remindPeople } from './watch-person/decide';

/** What may happen to an address, in any order, from any stream, also twice and late. Turns are named by number. */
type Act =
  | { act: 'say'; message: number }
  | { act: 'wait'; ms: number }
  | { act: 'reply'; id: number; turns: number[]; epoch: number; person: boolean }
  | {
      act: 'control';
      turn: number | undefined;
      epoch: number;
      holder: 'automation' | 'queue' | 'person';
      previous: 'automation' | 'queue';
    }
  | { act: 'handoff'; id: number; turn: number | undefined; epoch: number };

const number = fc.integer({ min: 1, max: 6 });
const epoch = fc.constantFrom(1, 1, 1, 1, 2, 3, 4);
const acts: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ act: fc.constant('say' as const), message: fc.integer({ min: 1, max: 12 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('wait' as const),
      ms: fc.constantFrom(100, 700, 3_000, 7_000, 12_000, 70_000),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('reply' as const),
      id: fc.integer({ min: 1, max: 8 }),
      turns: fc.uniqueArray(number, { maxLength: 3 }),
      epoch,
      person: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant('control' as const),
      turn: fc.option(number, { nil: undefined }),
      epoch,
      holder: fc.constantFrom('automation' as const, 'queue' as const, 'person' as const),
      previous: fc.constantFrom('automation' as const, 'queue' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('handoff' as const),
      id: fc.integer({ min: 1, max: 3 }),
      turn: fc.option(number, { nil: undefined }),
      epoch,
    }),
  },
);

/** One address: state, timers and everything that was published, as the runtime would keep them. */
class Address {
  state: AddressState | undefined;
  timers: Record<string, number> = {};
  facts: Fact[] = [];
  now = start;
  /** Highest epoch that any event has told so far; and for each release what it was before. */
  heard = 0;
  releasedBelow = 0;

  take(decision: Decision<AddressState> | undefined) {
    if (!decision) return;
    this.state = decision.state;
    for (const [name, dueAt] of Object.entries(decision.timers ?? {}))
      if (dueAt === null) delete this.timers[name];
      else this.timers[name] = dueAt;
    this.facts.push(...(decision.facts ?? []));
  }

  do(act: Act) {
    const { state, now } = this;
    const id = (n: number) => (state && turnId(state, n)) ?? `trn_${n}`;
    switch (act.act) {
      case 'say': {
        const said = { messageId: `msg_${act.message}`, text: `text ${act.message}`, masked: 0 };
        return this.take(
          acceptMessage(state, { ...said, addressId, channel: 'chat', origin: 'live', kid }, chat, now).step,
        );
      }
      case 'wait':
        return this.wait(act.ms);
      case 'reply': {
        const by = act.person ? { kind: 'person' as const, agentId } : { kind: 'automation' as const };
        const given = { replyId: `rpl_${act.id}`, answers: act.turns.map(id), epoch: act.epoch, by };
        const decision = releaseReply(state, (act.person ? personsReply : replyOf)(given), chat, now);
        const released = decision?.facts?.some((fact) => fact.definition.name === 'ReplyReleased');
        if (released && act.epoch < this.heard) this.releasedBelow++;
        return this.hear(act.epoch, decision);
      }
      case 'control': {
        const turn =
          act.turn === undefined ? undefined : { ...control().data.turn!, turnId: id(act.turn), number: act.turn };
        return this.hear(act.epoch, followControl(state, control({ ...act, turn }), chat, now));
      }
      case 'handoff': {
        const event = handoff({
          handoffId: `hnd_${act.id}`,
          epoch: act.epoch,
          turnId: act.turn === undefined ? undefined : id(act.turn),
        });
        return this.hear(act.epoch, announceHandoff(state, event, pack, chat, now));
      }
    }
  }

  hear(told: number, decision: Decision<AddressState> | undefined) {
    // An event that a decision never sees (no such address yet) tells nothing.
    if (this.state) this.heard = Math.max(this.heard, decision || this.knows(told) ? told : 0);
    this.take(decision);
  }
  knows = (told: number) =>
    (this.state?.conversations.find((one) => one.conversationId === conversationId)?.epoch ?? 0) >= told;

  wait(ms: number) {
    const until = this.now + ms;
    for (;;) {
      const [name, dueAt] = Object.entries(this.timers).sort(([, a], [, b]) => a - b)[0] ?? [];
      if (name === undefined || dueAt === undefined || dueAt > until) break;
      this.now = Math.max(this.now, dueAt);
      delete this.timers[name];
      this.take(this.fire(name));
    }
    this.now = until;
  }
  fire(name: string) {
    const [kind, about = ''] = name.split(':');
    const { state, now } = this;
    if (!state) return undefined;
    if (kind === 'burst') return startTurnWhenQuiet(state, chat, now);
    if (kind === 'overdue') return tellOverdue(state, about, now);
    if (kind === 'holding') return hold(state, about, pack, now);
    return remindPeople(state, about, chat, now);
  }

  of<D>(name: string): D[] {
    return this.facts.filter(({ definition }) => definition.name === name).map(({ data }) => data as D);
  }
}

const lived = (all: Act[]) => {
  const address = new Address();
  for (const act of all) address.do(act);
  return address;
};
const holds = (check: (address: Address) => void) =>
  fc.assert(
    fc.property(fc.array(acts, { maxLength: 60, size: 'max' }), (all) => check(lived(all))),
    { numRuns: 400 },
  );
const duplicates = (list: readonly unknown[]) => list.length - new Set(list).size;

describe('whatever happens to an address, in any order, twice and late', () => {
  it('turns are numbered without gaps, and hold each accepted message once', () =>
    holds((address) => {
      const turns = address.of<TurnReceived['data']>('TurnReceived').map(({ turn }) => turn);
      expect(turns.map((turn) => turn.number)).toEqual(turns.map((_, index) => index + 1));
      expect(duplicates(turns.flatMap(({ messageIds }) => messageIds))).toBe(0);
      expect(duplicates(address.of<{ messageId: string }>('MessageReceived').map(({ messageId }) => messageId))).toBe(
        0,
      );
    }));

  it('no turn has two outcomes, and once somebody answers the last one every turn has one', () =>
    holds((address) => {
      address.wait(10_000);
      const last = address.state?.lastNumber ?? 0;
      address.do({ act: 'reply', id: 99, turns: [last], epoch: 99, person: false });
      const closed = address.of<TurnClosed['data']>('TurnClosed').map((one) => one.turnId);
      expect(duplicates(closed)).toBe(0);
      const all = address.of<TurnReceived['data']>('TurnReceived').map(({ turn }) => turn.turnId);
      expect(new Set(closed)).toEqual(new Set(all));
    }));

  it('what is owed is never older than what has its outcome', () =>
    holds((address) => {
      const status = (address.state?.turns ?? []).map((turn) => (isOwed(turn) ? 'owed' : 'closed')).join(' ');
      expect(status).not.toMatch(/owed closed/);
    }));

  it('automation never answers a turn twice', () =>
    holds((address) => {
      const replies = address
        .of<ReplyReleased['data']>('ReplyReleased')
        .filter(({ by, kind }) => by.kind === 'automation' && kind === 'reply');
      expect(duplicates(replies.flatMap(({ answers }) => answers))).toBe(0);
      expect(replies.filter(({ answers }) => answers.length === 0)).toEqual([]);
    }));

  it('a turn that counts as answered or handed over is named by the words that closed it', () =>
    holds((address) => {
      const released = new Map(address.of<ReplyReleased['data']>('ReplyReleased').map((one) => [one.messageId, one]));
      for (const { outcome, turnId, messageIds } of address.of<TurnClosed['data']>('TurnClosed'))
        if (outcome === 'answered' || outcome === 'handedOver')
          expect(messageIds.map((id) => released.get(id)?.answers.includes(turnId))).toEqual([true]);
    }));

  it('nothing is released for a lower epoch than was heard of', () =>
    holds((address) => expect(address.releasedBelow).toBe(0)));

  it('no reply and no handoff is told twice', () =>
    holds((address) => {
      const released = address.of<ReplyReleased['data']>('ReplyReleased');
      expect(duplicates(released.map(({ messageId }) => messageId))).toBe(0);
    }));

  it('the clock of each owed turn runs', () =>
    holds((address) => {
      for (const turn of address.state?.turns.filter(isOwed) ?? [])
        expect(address.timers).toHaveProperty(`holding:${turn.turn.turnId}`);
    }));

  it('between two holding notices something was answered', () =>
    holds((address) => {
      const story = address.facts.map(({ definition, data }) =>
        definition.name === 'TurnClosed'
          ? 'closed'
          : (data as { kind?: string }).kind === 'holdingNotice'
            ? 'notice'
            : '',
      );
      const between = story.filter((one) => one !== '').join(' ');
      expect(between).not.toMatch(/notice notice/);
    }));

  it('while people hold and somebody waits, their clock runs; while automation holds, it does not', () =>
    holds((address) => {
      for (const known of address.state?.conversations ?? []) {
        const running = `person:${known.conversationId}` in address.timers;
        expect(running).toBe(known.holder !== 'automation' && known.waiting.length > 0);
      }
    }));
});
