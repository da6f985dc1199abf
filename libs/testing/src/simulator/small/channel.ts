import { command, document, fact, onTimer, reaction, type Fact, type Handler } from '@attune/messaging';
import { answered, closed, decided, overdue, released, said, superseded, written } from './events';
import type { Rules } from './rules';

/** channel: one outcome a turn. */
interface Door {
  turns: Record<number, 'open' | 'closed'>;
  last: number;
  seen: string[];
  epoch: number;
}
const doors = document<Door>({ collection: 'doors' });
const overdueMs = 7_000;

export const say = (rules: Rules) =>
  command({
    id: 'channel.say',
    document: doors,
    decide(state: Door | undefined, input: { place: string; clientId: string }, now) {
      const door = state ?? { turns: {}, last: 0, seen: [], epoch: 1 };
      if (door.seen.includes(input.clientId) && !rules.forgetsClients) return { answer: 'seen before' };
      const turn = door.last + 1;
      return {
        state: {
          ...door,
          last: turn,
          turns: { ...door.turns, [turn]: 'open' as const },
          seen: [...door.seen, input.clientId],
        },
        facts: [fact(said, { place: input.place, turn }, { correlationId: `${input.place}-${turn}` })],
        timers: rules.forgetsDeadlines ? {} : { [`overdue:${turn}`]: now + overdueMs },
        answer: 'accepted',
      };
    },
  });

function close(
  door: Door,
  place: string,
  turns: number[],
  by: string,
  epoch: number,
): { state: Door; facts: Fact[]; timers: Record<string, null> } {
  const open = turns.filter((turn) => door.turns[turn] === 'open');
  return {
    state: { ...door, turns: { ...door.turns, ...Object.fromEntries(open.map((turn) => [turn, 'closed' as const])) } },
    facts: [
      fact(released, { place, turns: open, by, epoch }),
      ...open.map((turn) =>
        fact(
          closed,
          { place, turn, how: by === 'queue' ? 'handedOver' : 'answered', seen: door.epoch },
          { correlationId: `${place}-${turn}` },
        ),
      ),
    ],
    timers: Object.fromEntries(open.map((turn) => [`overdue:${turn}`, null])),
  };
}

export function channelHandlers(rules: Rules = {}): readonly Handler[] {
  return [
    reaction({
      id: 'channel.release',
      on: [answered, written],
      document: doors,
      idOf: (event) => event.data.place,
      decide(door, event) {
        if (!door) return undefined;
        const { place: at, turn, epoch } = event.data;
        const automation = event.type === answered.type;
        if (!automation && rules.dropsAnswers) return undefined;
        const stale = automation && epoch < door.epoch && !rules.takesStaleEpochs;
        if (stale || (door.turns[turn] !== 'open' && !rules.closesTwice))
          return { state: door, facts: [fact(superseded, { place: at, turn, epoch })] };
        const opened = rules.closesTwice ? { ...door, turns: { ...door.turns, [turn]: 'open' as const } } : door;
        return close(
          { ...opened, epoch: Math.max(door.epoch, epoch) },
          at,
          [turn],
          automation ? 'automation' : 'person',
          epoch,
        );
      },
    }),
    reaction({
      id: 'channel.hand-over',
      on: [decided],
      document: doors,
      idOf: (event) => event.data.place,
      decide(door, event) {
        if (!door) return undefined;
        const { holder, epoch, place: at } = event.data;
        if (holder === 'automation') return epoch > door.epoch ? { state: { ...door, epoch } } : undefined;
        const open = Object.keys(door.turns)
          .map(Number)
          .filter((turn) => door.turns[turn] === 'open');
        const next = { ...door, epoch: Math.max(door.epoch, epoch) };
        if (open.length === 0 || holder !== 'queue') return epoch > door.epoch ? { state: next } : undefined;
        return close(next, at, open, 'queue', epoch);
      },
    }),
    onTimer({
      id: 'channel.overdue',
      timer: 'overdue',
      document: doors,
      decide(door, { about }) {
        const turn = Number(about);
        if (door.turns[turn] !== 'open') return undefined;
        return {
          state: door,
          facts: [fact(overdue, { place: door.seen[0]!.split('/')[0]!, turn }, { correlationId: about })],
        };
      },
    }),
  ];
}
