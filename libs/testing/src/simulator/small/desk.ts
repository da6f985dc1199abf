import { document, fact, onTimer, reaction, type Decision, type Handler } from '@attune/messaging';
import { accepted, decided, returned, written } from './events';

/** desk: accepts and gives back. */
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
