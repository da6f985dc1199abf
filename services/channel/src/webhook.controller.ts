import { Body, Controller, Headers, HttpCode, Inject, Param, Post, Req, type RawBodyRequest } from '@nestjs/common';
import { addressIdOf, ChannelName } from '@attune/contracts';
import { PARTS, parse, problem, Public, type ServiceParts } from '@attune/hosting';
import { z } from 'zod';
import { Doors } from './doors';
import { isSigned, webhookSecretOf } from './signatures';

const webhookBody = z.object({
  /** The provider's id of the message. */
  id: z.string().min(1).max(300),
  /** The sender's address on that channel. */
  from: z.string().min(1).max(300),
  text: z.string().min(1),
  name: z.string().trim().min(1).max(100).optional(),
});

/** The door for providers that call us: each message signed over its raw bytes, accepted once however often it is tried. */
@Controller('api/channel/webhooks')
export class WebhookController {
  constructor(
    @Inject(Doors) private readonly doors: Doors,
    @Inject(PARTS) private readonly parts: ServiceParts,
  ) {}

  @Public()
  @Post(':channel')
  @HttpCode(202)
  async take(
    @Param('channel') given: string,
    @Headers('x-attune-signature') signature: string | undefined,
    @Req() request: RawBodyRequest<object>,
    @Body() body: unknown,
  ) {
    const { config } = this.parts;
    const channel = parse(ChannelName, given, 'The channel in the path');
    if (!request.rawBody || !isSigned(request.rawBody, signature, webhookSecretOf(channel, config)))
      throw problem(
        401,
        'Not signed',
        'x-attune-signature must be sha256= and the hex HMAC-SHA-256 of the raw body with the secret of this channel.',
      );
    const { id, from, text, name } = parse(webhookBody, body);
    const { messageId, turnId, again } = await this.doors.accept({
      addressId: addressIdOf(config.secret, channel, from),
      channel,
      origin: 'live',
      outsideId: `${channel}|${id}`,
      text,
      name,
    });
    return { messageId, turnId, again };
  }
}
