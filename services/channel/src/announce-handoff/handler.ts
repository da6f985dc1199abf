import { handoffRequested } from '@attune/contracts';
import type { Pack } from '@attune/domain';
import { reaction } from '@attune/messaging';
import { addresses } from '../state';
import { timingOf, type Timings } from '../timing';
import { announceHandoff } from './decide';

export const announceHandoffOnHandoffRequested = ({ pack, timings }: { pack: Pack; timings: Timings }) =>
  reaction({
    id: 'channel.announce-handoff',
    on: [handoffRequested],
    document: addresses,
    idOf: (handoff) => handoff.data.addressId,
    evenIfForgotten: true,
    decide: (state, handoff, now) =>
      state && announceHandoff(state, handoff, pack, timingOf(timings, state.channel), now),
  });
