import { Inject, Injectable } from '@nestjs/common';
import { keyedId, type Origin } from '@attune/contracts';
import { PARTS, problem, RUNTIME, type ServiceParts } from '@attune/hosting';
import { maskPaymentData } from '@attune/language';
import type { Runtime } from '@attune/messaging';
import type { Accepted } from './accept-message/decide';
import { tooLong } from './accept-message/handler';
import { liveKid } from './address-key';
import { channelCommands } from './handlers';

export interface SaidAtDoor {
  addressId: string;
  channel: string;
  origin: Origin;
  /** The sender's own id of the message; the same id twice is the same message. */
  outsideId: string;
  text: string;
  name?: string | undefined;
  verifiedAs?: string | undefined;
}

/** What the doors of channel have in common: a message is checked, masked, given a key, and accepted durably. */
@Injectable()
export class Doors {
  private readonly commands;

  constructor(
    @Inject(RUNTIME) private readonly runtime: Runtime,
    @Inject(PARTS) private readonly parts: ServiceParts,
  ) {
    this.commands = channelCommands(parts);
  }

  async accept(said: SaidAtDoor): Promise<Accepted> {
    const { addressId, channel, origin, outsideId, name, verifiedAs } = said;
    const { text, masked } = maskPaymentData(cleaned(said.text));
    const wrong = tooLong(text);
    if (wrong) throw problem(413, 'Too long', wrong);
    if (text.length === 0) throw problem(422, 'Nothing said', 'The text is empty; send at least one character.');
    const messageId = keyedId('msg', this.parts.config.secret, `${addressId}|${outsideId}`);
    const kid = await liveKid(this.parts.keys, addressId);
    const offered = {
      addressId,
      channel,
      origin,
      messageId,
      text,
      masked,
      kid,
      ...(name !== undefined && { name }),
      ...(verifiedAs !== undefined && { verifiedAs }),
    };
    const cause = { commandId: `cmd_${messageId}`, correlationId: messageId, origin, kid };
    return this.runtime.execute(this.commands.acceptMessage, addressId, offered, cause);
  }

  confirmDelivery(addressId: string, messageId: string, origin: Origin): Promise<boolean> {
    const cause = { commandId: `cmd_received_${messageId}`, correlationId: messageId, origin };
    return this.runtime.execute(this.commands.confirmDelivery, addressId, { messageId }, cause);
  }
}

/** Without control characters other than line breaks and tabs, and without white space at the ends. */
const cleaned = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    // eslint-disable-next-line no-control-regex -- these are what is taken out
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
    .trim();
