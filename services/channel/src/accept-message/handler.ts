import { messageOffered } from '@attune/contracts';
import { maskPaymentData } from '@attune/language';
import { command, PermanentError, reaction } from '@attune/messaging';
import { kidOf, nextKid } from '../address-key';
import { jsonBytes, maxTextCharacters, maxTurnBytes } from '../limits';
import { addresses, isForgotten } from '../state';
import { timingOf, type Timings } from '../timing';
import { acceptMessage, type Offered } from './decide';

/** A door brings a message. */
export const acceptMessageCommand = ({ timings }: { timings: Timings }) =>
  command({
    id: 'channel.accept-message',
    document: addresses,
    decide(state, offered: Offered, now) {
      const { step, accepted } = acceptMessage(state, offered, timingOf(timings, offered.channel), now);
      return { ...step, answer: accepted };
    },
  });

/** An adapter offers a message on attune.inbound, sealed with the key that all adapters share. */
export const acceptMessageOnMessageOffered = ({ timings }: { timings: Timings }) =>
  reaction({
    id: 'channel.accept-offer',
    on: [messageOffered],
    document: addresses,
    idOf: (offer) => offer.data.addressId,
    decide(state, { data, personal, origin }, now) {
      if (!personal) throw new PermanentError('MessageOffered has no text');
      const problem = tooLong(personal.text);
      if (problem) throw new PermanentError(problem);
      const { addressId, channel, offerId, verifiedAs } = data;
      const { text, masked } = maskPaymentData(personal.text);
      const offered: Offered = {
        addressId,
        channel,
        origin,
        messageId: offerId,
        text,
        masked,
        // The runtime makes a key that does not exist yet; a destroyed one is followed by the next.
        kid: state?.kid === undefined ? kidOf(addressId) : isForgotten(state) ? nextKid(state.kid) : state.kid,
        ...(verifiedAs !== undefined && { verifiedAs }),
        ...(personal.name !== undefined && { name: personal.name }),
      };
      return acceptMessage(state, offered, timingOf(timings, channel), now).step;
    },
  });

/** What is wrong with the length of a text, in words for whoever sent it. */
export function tooLong(text: string): string | undefined {
  if (text.length > maxTextCharacters)
    return `A message has at most ${maxTextCharacters} characters, this one has ${text.length}; send longer texts as an attachment.`;
  if (jsonBytes(text) > maxTurnBytes)
    return `A message has at most ${maxTurnBytes} bytes in UTF-8, this one has ${jsonBytes(text)}; send longer texts as an attachment.`;
  return undefined;
}
