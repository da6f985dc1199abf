import { eventDeadLettered } from '@attune/contracts';
import { document, fact, reaction, type Handler } from '@attune/messaging';
import { accepted, decided, overdue, returned, said } from './events';
import type { Rules } from './rules';

/** escalation: the holder. */
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
      return move(control, at, 'queue', 'overdue', rules);
    },
  }),
  reaction({
    id: 'escalation.poisoned',
    on: [eventDeadLettered],
    document: controls,
    idOf: (event) => event.data.subject,
    decide(state, event) {
      const control = state ?? { holder: 'automation', epoch: 1 };
      if (control.holder !== 'automation' || rules.ignoresLetters) return undefined;
      return move(control, event.data.subject, 'queue', 'poisoned', rules);
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
      return move(control, at, event.type === accepted.type ? 'person' : 'automation', 'asked', rules, epoch);
    },
  }),
];
function move(control: Control, at: string, holder: Control['holder'], why: string, rules: Rules, quoted?: number) {
  const epoch = control.epoch + (rules.keepsEpoch ? 0 : 1);
  if (rules.movesInSilence) return { state: { holder, epoch } };
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
