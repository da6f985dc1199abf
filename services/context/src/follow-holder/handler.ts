import { controlDecided } from '@attune/contracts';
import { reaction } from '@attune/messaging';
import { customers } from '../state';
import { followHolder } from './decide';

export const followHolderOnControlDecided = ({ silenceMs }: { silenceMs(channel: string): number }) =>
  reaction({
    id: 'context.follow-holder',
    on: [controlDecided],
    document: customers,
    idOf: ({ data }) => data.customerId,
    decide: (state, event, now) => followHolder(state, event, silenceMs, now),
  });
