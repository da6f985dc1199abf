import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { ConversationId, PromiseId } from '@attune/contracts';
import {
  AgentSession,
  PARTS,
  parse,
  problem,
  Roles,
  RUNTIME,
  type AgentClaims,
  type ServiceParts,
} from '@attune/hosting';
import type { Command, Runtime } from '@attune/messaging';
import type { Answer } from './answers';
import { Board } from './board';
import { capacity } from './environment';
import { accept, act, close, releaseHandoff, reply, returnToAutomation } from './commands';
import { conversationPage, queueLine } from './pages';
import { doneOrProblem } from './refusals';
import { handoffs, type DeskHandoff } from './state';

const ClientId = z.string().min(1).max(100);
const ReplyBody = z.object({ text: z.string().trim().min(1).max(16_000), clientId: ClientId });
const ActBody = z.object({ tool: z.string().max(100), with: z.record(z.string(), z.unknown()), clientId: ClientId });
const ReturnBody = z.object({
  decided: z.string().trim().min(1).max(4_000),
  leftOpen: z.string().max(4_000).default(''),
  promises: z
    .array(z.object({ what: z.string().trim().min(1).max(500), dueAt: z.iso.datetime({ offset: true }) }))
    .max(10)
    .default([]),
  kept: z.array(PromiseId).max(20).default([]),
  facts: z.record(z.string().max(100), z.union([z.string().max(1_000), z.number(), z.boolean()])).default({}),
});
const CloseBody = z.object({ outcome: z.enum(['solved', 'notSolved']), note: z.string().max(4_000).default('') });
const ReleaseBody = z.object({ queue: z.string().max(100).optional() });

/** What people at the desk read and do. */
@Controller('api/desk')
@Roles('agent', 'lead')
export class DeskController {
  constructor(
    @Inject(RUNTIME) private readonly runtime: Runtime,
    @Inject(PARTS) private readonly parts: ServiceParts,
    @Inject(Board) private readonly board: Board,
  ) {}

  @Get('me')
  me(@AgentSession() agent: AgentClaims) {
    return { ...agent, capacity, queues: this.parts.pack.queues.map(({ id, name }) => ({ id, name })) };
  }

  @Get('queue')
  async queue() {
    return { handoffs: (await this.board.open()).map(queueLine) };
  }

  @Get('conversations/:id')
  async conversation(@AgentSession() agent: AgentClaims, @Param('id') id: string) {
    const handoff = (await this.runtime.read(handoffs, [conversationId(id)])).get(id);
    if (!handoff) return doneOrProblem({ refused: 'unknown' });
    return conversationPage(handoff, agent.agentId);
  }

  @Post('conversations/:id/accept')
  @HttpCode(200)
  async accept(@AgentSession() { agentId, name }: AgentClaims, @Param('id') id: string) {
    const holding = (await this.board.heldBy(agentId)).filter((one) => one.conversationId !== id).length;
    return this.execute(accept, id, { agentId, name, holding }, `accept ${agentId}`);
  }

  @Post('conversations/:id/reply')
  @HttpCode(202)
  reply(@AgentSession() { agentId, name }: AgentClaims, @Param('id') id: string, @Body() body: unknown) {
    const given = parse(ReplyBody, body);
    return this.execute(reply, id, { agentId, name, ...given }, `reply ${agentId} ${given.clientId}`);
  }

  @Post('conversations/:id/act')
  @HttpCode(202)
  act(@AgentSession() { agentId }: AgentClaims, @Param('id') id: string, @Body() body: unknown) {
    const given = parse(ActBody, body);
    const { tools } = this.parts.pack;
    if (!tools.some(({ name }) => name === given.tool))
      throw problem(
        400,
        'No such tool',
        `tool: ${given.tool} is not in tools.yaml; there are ${tools.map(({ name }) => name).join(', ')}.`,
      );
    return this.execute(act, id, { agentId, ...given }, `act ${agentId} ${given.clientId}`);
  }

  @Post('conversations/:id/return')
  @HttpCode(200)
  returnToAutomation(@AgentSession() { agentId, name }: AgentClaims, @Param('id') id: string, @Body() body: unknown) {
    return this.execute(returnToAutomation, id, { agentId, name, ...parse(ReturnBody, body) }, `return ${agentId}`);
  }

  @Post('conversations/:id/close')
  @HttpCode(200)
  close(@AgentSession() { agentId }: AgentClaims, @Param('id') id: string, @Body() body: unknown) {
    return this.execute(close, id, { agentId, ...parse(CloseBody, body) }, `close ${agentId}`);
  }

  @Post('conversations/:id/release')
  @HttpCode(200)
  release(@AgentSession() { agentId }: AgentClaims, @Param('id') id: string, @Body() body: unknown) {
    const { queue } = parse(ReleaseBody, body ?? {});
    const { queues } = this.parts.pack;
    if (queue !== undefined && !queues.some((one) => one.id === queue))
      throw problem(
        400,
        'No such queue',
        `queue: ${queue} is not in queues.yaml; there are ${queues.map((one) => one.id).join(', ')}.`,
      );
    return this.execute(releaseHandoff, id, { agentId, ...(queue !== undefined && { queue }) }, `release ${agentId}`);
  }

  /** `what` makes ids of the command's facts together with the handoff and its epoch: the same again is the same. */
  private async execute<I>(command: Command<DeskHandoff, I, Answer>, id: string, input: I, what: string) {
    const known = (await this.runtime.read(handoffs, [conversationId(id)])).get(id);
    const commandId = `${id} ${known?.handoffId ?? ''} ${known?.epoch ?? 0} ${what}`;
    return doneOrProblem(await this.runtime.execute(command, id, input, { commandId, correlationId: id }));
  }
}

const conversationId = (id: string): string => parse(ConversationId, id, 'The conversation in the path');
