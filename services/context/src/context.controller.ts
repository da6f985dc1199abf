import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { CustomerId } from '@attune/contracts';
import { PARTS, parse, problem, Roles, RUNTIME, type ServiceParts } from '@attune/hosting';
import type { Runtime } from '@attune/messaging';
import { contextCommands } from './handlers';
import { customers, type CustomerState, type KnownCustomer } from './state';
import { personalOf, wordsOf } from './step';

/** What agents see of a customer, and the door through which a customer is forgotten. */
@Controller('api/context/customers')
export class ContextController {
  private readonly commands = contextCommands();

  constructor(
    @Inject(RUNTIME) private readonly runtime: Runtime,
    @Inject(PARTS) private readonly parts: ServiceParts,
  ) {}

  @Roles('agent', 'lead')
  @Get(':id')
  async look(@Param('id') given: string) {
    const state = await this.find(parse(CustomerId, given, 'The customer in the path'));
    if (state?.status !== 'known') throw unknown(given);
    return shown(state);
  }

  /** 202: the keys are destroyed right after; CustomerForgotten tells when they are. */
  @Roles('lead')
  @Post(':id/forget')
  @HttpCode(202)
  async forget(@Param('id') given: string) {
    const customerId = parse(CustomerId, given, 'The customer in the path');
    const cause = { commandId: `cmd_forget_${customerId}_${this.parts.clock.now()}`, correlationId: customerId };
    const { found, conversations } = await this.runtime.execute(this.commands.forgetCustomer, customerId, {}, cause);
    if (!found) throw unknown(given);
    return { customerId, conversations };
  }

  private async find(id: string): Promise<CustomerState | undefined> {
    const state = (await this.runtime.read(customers, [id])).get(id);
    return state?.status === 'merged' ? this.find(state.mergedInto) : state;
  }
}

const unknown = (id: string) => problem(404, 'Unknown customer', `Nobody is known as ${id}, or they were forgotten.`);

function shown(customer: KnownCustomer) {
  const { customerId, addresses, open, earlier } = customer;
  const { name } = personalOf(customer);
  return {
    customerId,
    ...(name !== undefined && { name }),
    addresses: addresses.map(({ addressId, channel, verified }) => ({ addressId, channel, verified })),
    conversations: open.map(({ conversationId, channel, holder, effort, mood, intents, facts, promises }) => {
      const words = wordsOf(customer, conversationId);
      return {
        conversationId,
        channel,
        holder,
        effort,
        mood,
        intents: intents.map(({ intent, count }) => ({ intent, count })),
        facts: facts.map(({ name: fact, provenance }) => ({ name: fact, value: words.facts[fact], provenance })),
        promises: promises.map((promise) => ({ ...promise, what: words.promises[promise.promiseId] })),
        recent: words.recent,
      };
    }),
    earlier,
  };
}
