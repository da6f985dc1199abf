import { deliveryFailed, replyDelivered, type DeliveryReported } from '@attune/contracts';
import { fact } from '@attune/messaging';
import type { AddressState, Release } from '../state';
import { begin, withFacts, withState, type Step } from '../step';

/** A released message has arrived, said once; also where it had seemed lost before. */
export function confirmDelivery(state: AddressState | undefined, messageId: string): Step | undefined {
  const release = state?.releases.find((one) => one.messageId === messageId);
  if (!state || !release || release.delivery === 'delivered') return undefined;
  return withFacts(
    marked(state, release, 'delivered'),
    fact(replyDelivered, about(state, release), { correlationId: release.correlationId }),
  );
}

/** A released message could not be delivered, said once; what has arrived has arrived. */
export function failDelivery(
  state: AddressState | undefined,
  messageId: string,
  reason: NonNullable<DeliveryReported['data']['reason']>,
): Step | undefined {
  const release = state?.releases.find((one) => one.messageId === messageId);
  if (!state || !release || release.delivery !== 'underway') return undefined;
  return withFacts(
    marked(state, release, 'failed'),
    fact(deliveryFailed, { ...about(state, release), reason }, { correlationId: release.correlationId }),
  );
}

const marked = (state: AddressState, release: Release, delivery: Release['delivery']): Step =>
  withState(begin(state), {
    releases: state.releases.map((one) => (one === release ? { ...one, delivery } : one)),
  });

const about = ({ addressId }: AddressState, { messageId, conversationId, customerId }: Release) => ({
  addressId,
  ...(conversationId !== undefined && { conversationId }),
  ...(customerId !== undefined && { customerId }),
  messageId,
});
