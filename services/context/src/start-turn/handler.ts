import { turnReceived } from '@attune/contracts';
import { reaction } from '@attune/messaging';
import { anonymousCustomerOf, customers } from '../state';
import { startTurnOfCustomer } from './decide';

export const startTurnOnTurnReceived = () =>
  reaction({
    id: 'context.start-turn',
    on: [turnReceived],
    document: customers,
    idOf: ({ data }) => data.verifiedAs ?? anonymousCustomerOf(data.turn.addressId),
    decide: (state, event, now) => startTurnOfCustomer(state, event, now),
  });
