import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { addressIdOf, keyedId, type Origin } from '@attune/contracts';
import {
  Customers,
  CustomerSession,
  PARTS,
  parse,
  problem,
  Public,
  RUNTIME,
  type CustomerClaims,
  type ServiceParts,
} from '@attune/hosting';
import type { Runtime } from '@attune/messaging';
import { z } from 'zod';
import { Sockets } from './channel.socket';
import { Doors } from './doors';
import { historyOf } from './history';
import { customerOf } from './signatures';
import { addresses } from './state';

const sessionBody = z.object({
  name: z.string().trim().min(1).max(100).optional(),
  verifiedAs: z.string().min(1).max(4_000).optional(),
  origin: z.enum(['demo', 'test']).optional(),
});
const messageBody = z.object({
  text: z.string().min(1),
  clientId: z.string().min(1).max(100),
});

/** The doors of web chat: a session, what is said, what was said. */
@Controller('api/channel')
export class ChannelController {
  constructor(
    @Inject(Doors) private readonly doors: Doors,
    @Inject(Sockets) private readonly sockets: Sockets,
    @Inject(RUNTIME) private readonly runtime: Runtime,
    @Inject(PARTS) private readonly parts: ServiceParts,
  ) {}

  /** A new address; for who was anonymous so far the same one, signed in. Another customer never gets the address of the last. */
  @Public()
  @Post('sessions')
  @HttpCode(201)
  async startSession(@Body() body: unknown, @CustomerSession() session: CustomerClaims | undefined) {
    const { name, verifiedAs, origin } = parse(sessionBody, body ?? {});
    const { tokens, config, chance } = this.parts;
    const verified = verifiedAs === undefined ? undefined : this.verify(verifiedAs);
    const random = () => Buffer.from(chance.bytes(16)).toString('hex');
    const customerId = verified && keyedId('cus', config.secret, `customer|${verified.sub}`);
    const kept = session && [undefined, customerId].includes(session.verifiedAs) ? session : undefined;
    const addressId = kept?.addressId ?? addressIdOf(config.secret, 'chat', random());
    const called = name ?? verified?.name ?? kept?.name;
    const token = await tokens.signCustomer({
      addressId,
      channel: kept?.channel ?? 'chat',
      origin: origin ?? kept?.origin ?? ('live' satisfies Origin),
      ...(called !== undefined && { name: called }),
      ...(customerId !== undefined && { verifiedAs: customerId }),
    });
    return { token, addressId };
  }

  @Customers()
  @Post('messages')
  @HttpCode(202)
  async say(@Body() body: unknown, @CustomerSession() session: CustomerClaims) {
    const { text, clientId } = parse(messageBody, body);
    const { addressId, channel, origin, name, verifiedAs } = session;
    const { messageId, turnId, number, again } = await this.doors.accept({
      addressId,
      channel,
      origin,
      outsideId: clientId,
      text,
      name,
      verifiedAs,
    });
    this.sockets.push(addressId, { type: 'accepted', messageId, clientId });
    return { messageId, turnId, turn: number, again };
  }

  @Customers()
  @Get('history')
  async history(@CustomerSession() { addressId }: CustomerClaims) {
    return historyOf((await this.runtime.read(addresses, [addressId])).get(addressId));
  }

  /** Who a customer is says the business that knows them; in a demonstration anybody may say it. */
  private verify(given: string): { sub: string; name?: string } {
    const { config, clock } = this.parts;
    const secret = config.environment['ATTUNE_CUSTOMER_SECRET'];
    const customer = secret === undefined ? undefined : customerOf(given, secret, clock.now());
    if (customer) return customer;
    if (config.demo) return { sub: given };
    throw problem(
      403,
      'Not verified',
      'verifiedAs must be a token (JWT, HS256, with sub and exp) that is signed with the secret in ATTUNE_CUSTOMER_SECRET and has not expired.',
    );
  }
}
