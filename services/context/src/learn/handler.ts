import { intentAssessed } from '@attune/contracts';
import type { Pack } from '@attune/domain';
import { reaction } from '@attune/messaging';
import { customers } from '../state';
import { learnFromTurn } from './decide';

export const learnOnIntentAssessed = ({ pack }: { pack: Pack }) =>
  reaction({
    id: 'context.learn',
    on: [intentAssessed],
    document: customers,
    idOf: ({ data }) => data.customerId,
    decide: (state, event, now) => learnFromTurn(state, event, pack, now),
  });
