import type { Pack } from '@attune/domain';
import { onTimer } from '@attune/messaging';
import { addresses } from '../state';
import { hold, tellOverdue } from './decide';

export const tellOverdueOnDeadline = () =>
  onTimer({
    id: 'channel.tell-overdue',
    timer: 'overdue',
    document: addresses,
    decide: (state, { about }, now) => tellOverdue(state, about, now),
  });

export const holdOnDeadline = ({ pack }: { pack: Pack }) =>
  onTimer({
    id: 'channel.hold',
    timer: 'holding',
    document: addresses,
    decide: (state, { about }, now) => hold(state, about, pack, now),
  });
