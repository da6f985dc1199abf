import { onTimer } from '@attune/messaging';
import { addresses } from '../state';
import { timingOf, type Timings } from '../timing';
import { startTurnWhenQuiet } from './decide';

/** Early: what else was said elsewhere does no harm to a quiet window. */
export const startTurnOnBurstOver = ({ timings }: { timings: Timings }) =>
  onTimer({
    id: 'channel.start-turn',
    timer: 'burst',
    document: addresses,
    early: true,
    decide: (state, _due, now) => startTurnWhenQuiet(state, timingOf(timings, state.channel), now),
  });
