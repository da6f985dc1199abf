import { onTimer } from '@attune/messaging';
import { addresses } from '../state';
import { timingOf, type Timings } from '../timing';
import { remindPeople } from './decide';

export const remindPeopleOnDeadline = ({ timings }: { timings: Timings }) =>
  onTimer({
    id: 'channel.remind-people',
    timer: 'person',
    document: addresses,
    decide: (state, { about }, now) => remindPeople(state, about, timingOf(timings, state.channel), now),
  });
