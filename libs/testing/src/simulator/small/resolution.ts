import { deriveId } from '@attune/contracts';
import { document, effect, fact, reaction, type Handler } from '@attune/messaging';
import type { Life } from '../life';
import { answered, decided } from './events';
import type { Rules } from './rules';

/** resolution: an action outside, once. */
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

export function resolutionHandlers(ledger: Ledger, life: Life, rules: Rules): readonly Handler[] {
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
        if (rules.actsBeforeWriting) ledger.do(`${event.id} ${life.chance.next()}`);
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
        const key = rules.keyPerCall ? `${id} ${life.chance.next()}` : id;
        await life.outside(async () => ledger.do(key));
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
