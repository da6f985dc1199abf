import { deliveryReported } from '@attune/contracts';
import { command, reaction } from '@attune/messaging';
import { addresses } from '../state';
import { confirmDelivery, failDelivery } from './decide';

/** The customer's page says that a message has arrived. Answers whether it was news. */
export const confirmDeliveryCommand = () =>
  command({
    id: 'channel.confirm-delivery',
    document: addresses,
    decide(state, { messageId }: { messageId: string }) {
      const step = confirmDelivery(state, messageId);
      return { ...step, answer: step !== undefined };
    },
  });

export const trackDeliveryOnDeliveryReported = () =>
  reaction({
    id: 'channel.track-delivery',
    on: [deliveryReported],
    document: addresses,
    idOf: (report) => report.data.addressId,
    decide: (state, { data: { messageId, outcome, reason } }) =>
      outcome === 'delivered' ? confirmDelivery(state, messageId) : failDelivery(state, messageId, reason ?? 'other'),
  });
