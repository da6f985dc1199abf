import { defineEvent, deriveId, type EventOf } from '@attune/contracts';
import {
  command,
  document,
  effect,
  fact,
  onTimer,
  reaction,
  type Decision,
  type Fact,
  type Handler,
} from '@attune/messaging';
import { z } from 'zod';
import type { Life } from './faulty-ports';

/**
 * Four very small services around the three protocols that everything rests on: positions and outbox, one outcome a turn, the
 * control epoch. They are to the product what a wind-tunnel model is to a plane.
 */
const place = z.string();
const key = (data: { place: string }) => data.place;
const define = <S extends z.ZodType<{ place: string }>>(
  service: 'channel' | 'escalation' | 'resolution' | 'desk',
  name: string,
  data: S,
  example: z.infer<S>,
) =>
  defineEvent<z.infer<S>>({
    service,
    name,
    data: data as unknown as z.ZodType<z.infer<S>>,
    key,
    example: { data: example },
    description: name,
  });

export const said = define('channel', 'Said', z.object({ place, turn: z.number() }), { place: 'p', turn: 1 });
export const overdue = define('channel', 'Overdue', z.object({ place, turn: z.number() }), { place: 'p', turn: 1 });
export const released = define(
  'channel',
  'Released',
  z.object({ place, turns: z.array(z.number()), by: z.string(), epoch: z.number() }),
  { place: 'p', turns: [1], by: 'automation', epoch: 1 },
);
export const superseded = define('channel', 'Superseded', z.object({ place, turn: z.number(), epoch: z.number() }), {
  place: 'p',
  turn: 1,
  epoch: 1,
});
export const closed = define(
  'channel',
  'Closed',
  z.object({ place, turn: z.number(), how: z.string(), seen: z.number() }),
  { place: 'p', turn: 1, how: 'answered', seen: 1 },
);
export const decided = define(
  'escalation',
  'Decided',
  z.object({
    place,
    turn: z.number().optional(),
    holder: z.string(),
    epoch: z.number(),
    why: z.string(),
    quoted: z.number().optional(),
  }),
  { place: 'p', holder: 'automation', epoch: 1, why: 'turn' },
);
export const answered = define(
  'resolution',
  'Answered',
  z.object({ place, turn: z.number(), epoch: z.number(), calls: z.number() }),
  { place: 'p', turn: 1, epoch: 1, calls: 1 },
);
export const accepted = define('desk', 'Accepted', z.object({ place, epoch: z.number() }), { place: 'p', epoch: 2 });
export const returned = define('desk', 'Returned', z.object({ place, epoch: z.number() }), { place: 'p', epoch: 3 });
export const written = define('desk', 'Written', z.object({ place, turn: z.number(), epoch: z.number() }), {
  place: 'p',
  turn: 1,
  epoch: 3,
});

// ── channel: one outcome a turn ──
interface Door {
  turns: Record<number, 'open' | 'closed'>;
  last: number;
  seen: string[];
  epoch: number;
}
const doors = document<Door>({ collection: 'doors' });
const overdueMs = 7_000;

export const say = command({
  id: 'channel.say',
  document: doors,
  decide(state: Door | undefined, input: { place: string; clientId: string }, now) {
    const door = state ?? { turns: {}, last: 0, seen: [], epoch: 1 };
    if (door.seen.includes(input.clientId)) return { answer: 'seen before' };
    const turn = door.last + 1;
    return {
      state: {
        ...door,
        last: turn,
        turns: { ...door.turns, [turn]: 'open' as const },
        seen: [...door.seen, input.clientId],
      },
      facts: [fact(said, { place: input.place, turn }, { correlationId: `${input.place}-${turn}` })],
      timers: { [`overdue:${turn}`]: now + overdueMs },
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

export interface Rules {
  /** Mistakes to seed. */
  closesTwice?: boolean;
  takesStaleEpochs?: boolean;
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

// ── escalation: the holder ──
interface Control {
  holder: 'automation' | 'queue' | 'person';
  epoch: number;
}
const controls = document<Control>({ collection: 'controls' });

export const controlHandlers = (rules: Rules = {}): readonly Handler[] => [
  reaction({
    id: 'escalation.decide',
    on: [said, overdue],
    document: controls,
    idOf: (event) => event.data.place,
    decide(state, event) {
      const control = state ?? { holder: 'automation', epoch: 1 };
      const { place: at, turn } = event.data;
      if (event.type === said.type)
        return {
          state: { ...control },
          facts: [fact(decided, { place: at, turn, holder: control.holder, epoch: control.epoch, why: 'turn' })],
        };
      if (control.holder !== 'automation') return undefined;
      return move(control, at, 'queue', 'overdue');
    },
  }),
  reaction({
    id: 'escalation.accept-and-return',
    on: [accepted, returned],
    document: controls,
    idOf: (event) => event.data.place,
    decide(control, event) {
      if (!control) return undefined;
      const { place: at, epoch } = event.data;
      const fits = event.type === accepted.type ? control.holder === 'queue' : control.holder === 'person';
      if (rules.takesStaleEpochs ? !fits : !fits || epoch !== control.epoch)
        return {
          state: control,
          facts: [
            fact(decided, { place: at, holder: control.holder, epoch: control.epoch, why: 'stale', quoted: epoch }),
          ],
        };
      return move(control, at, event.type === accepted.type ? 'person' : 'automation', 'asked', epoch);
    },
  }),
];
function move(control: Control, at: string, holder: Control['holder'], why: string, quoted?: number) {
  const epoch = control.epoch + 1;
  return {
    state: { holder, epoch },
    facts: [
      fact(
        decided,
        { place: at, holder, epoch, why, ...(quoted !== undefined && { quoted }) },
        { controlEpoch: epoch },
      ),
    ],
  };
}

// ── resolution: an action outside, once ──
interface Case {
  done: number[];
  calls: number;
}
const cases = document<Case>({ collection: 'cases' });

/** The world outside, with idempotency keys as good providers have them: asked twice with one key, it acts once. */
export class Ledger {
  /** Key → how often it was asked. */
  readonly done = new Map<string, number>();
  do(key: string): void {
    this.done.set(key, (this.done.get(key) ?? 0) + 1);
  }
}

export function resolutionHandlers(ledger: Ledger, life: Life): readonly Handler[] {
  return [
    reaction({
      id: 'resolution.act',
      on: [decided],
      document: cases,
      idOf: (event) => event.data.place,
      decide(state, event) {
        const { turn, holder, place: at, epoch } = event.data;
        if (turn === undefined || holder !== 'automation') return undefined;
        const before = state ?? { done: [], calls: 0 };
        if (before.done.includes(turn)) return undefined;
        return {
          state: { ...before, done: [...before.done, turn] },
          effects: [{ id: deriveId('act', at, turn), kind: 'call', args: { place: at, turn, epoch } }],
        };
      },
    }),
    effect({
      id: 'resolution.call',
      effect: 'call',
      document: cases,
      async run({ id, args }: { id: string; args: { place: string; turn: number; epoch: number } }) {
        await life.call(async () => ledger.do(id));
        await life.clock.sleep(life.chance.between(10, 9_000));
        return args;
      },
      decide: (state: Case, { result }) => ({
        state: { ...state, calls: state.calls + 1 },
        facts: [fact(answered, { ...result, calls: state.calls + 1 })],
      }),
    }),
  ];
}

// ── desk: accepts and gives back ──
interface Seat {
  epoch: number;
  open: number[];
  place: string;
}
const seats = document<Seat>({ collection: 'seats' });

export const deskHandlers: readonly Handler[] = [
  reaction({
    id: 'desk.watch',
    on: [decided],
    document: seats,
    idOf: (event) => event.data.place,
    decide(seat, event, now): Decision<Seat> | undefined {
      const { holder, epoch, turn, place: at, why } = event.data;
      if (why === 'stale' || (holder === 'automation' && !seat)) return undefined;
      const open = turn === undefined ? (seat?.open ?? []) : [...(seat?.open ?? []), turn];
      const state = { epoch, open: holder === 'automation' ? [] : open, place: at };
      if (holder === 'queue' && epoch !== seat?.epoch)
        return { state, timers: { [`accept:${epoch}`]: now + 1_000, [`twice:${epoch}`]: now + 12_000 } };
      if (holder === 'person' && epoch !== seat?.epoch) return { state, timers: { giveBack: now + 3_000 } };
      if (holder === 'person')
        return {
          state: { ...state, open: [] },
          facts: open.map((one) => fact(written, { place: at, turn: one, epoch })),
        };
      return { state };
    },
  }),
  // Two agents, the second so late that the epoch has usually passed.
  ...(['accept', 'twice'] as const).map((timer) =>
    onTimer({
      id: `desk.${timer}`,
      timer,
      document: seats,
      decide: (seat, { about }) => ({
        state: { ...seat },
        facts: [fact(accepted, { place: seat.place, epoch: Number(about) })],
      }),
    }),
  ),
  onTimer({
    id: 'desk.give-back',
    timer: 'giveBack',
    document: seats,
    decide: (seat) => ({
      state: { ...seat, open: [] },
      facts: [
        ...seat.open.map((turn) => fact(written, { place: seat.place, turn, epoch: seat.epoch })),
        fact(returned, { place: seat.place, epoch: seat.epoch }),
      ],
    }),
  }),
];

export type Closed = EventOf<typeof closed>;
