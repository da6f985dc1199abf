import { replyReleased, turnClosed } from '@attune/contracts';
import { reaction } from '@attune/messaging';
import { anonymousCustomerOf, customers } from '../state';
import { noteOutcome, noteRelease } from './decide';

const customerOf = ({ data }: { data: { customerId?: string | undefined; addressId: string } }) =>
  data.customerId ?? anonymousCustomerOf(data.addressId);

export const noteReleaseOnReplyReleased = ({ silenceMs }: { silenceMs(channel: string): number }) =>
  reaction({
    id: 'context.note-release',
    on: [replyReleased],
    document: customers,
    idOf: customerOf,
    decide: (state, event) => noteRelease(state, event, silenceMs),
  });

export const noteOutcomeOnTurnClosed = () =>
  reaction({
    id: 'context.note-outcome',
    on: [turnClosed],
    document: customers,
    idOf: customerOf,
    decide: noteOutcome,
  });
