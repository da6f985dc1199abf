import { controlDecided } from '@attune/contracts';
import { reaction } from '@attune/messaging';
import { addresses } from '../state';
import { timingOf, type Timings } from '../timing';
import { followControl } from './decide';

export const followControlOnControlDecided = ({ timings }: { timings: Timings }) =>
  reaction({
    id: 'channel.follow-control',
    on: [controlDecided],
    document: addresses,
    idOf: (decided) => decided.data.turn?.addressId ?? decided.data.addressId,
    evenIfForgotten: true,
    decide: (state, decided, now) => state && followControl(state, decided, timingOf(timings, state.channel), now),
  });
