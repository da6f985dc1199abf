import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { AgentSession, PARTS, parse, problem, Roles, type AgentClaims, type ServiceParts } from '@attune/hosting';
import {
  discard,
  letterLine,
  letterPage,
  LetterRefused,
  readLetters,
  sendAgain,
  sendMended,
  type Letter,
  type OutRecord,
  type Settling,
} from '@attune/messaging';
import { DiscardBody, MendBody } from './bodies';

/** What was put aside in any service, and what people do about it. Reads the whole topic each time: not for a hot path. */
@Controller('api/escalation/dead-letters')
@Roles('lead')
export class DeadLettersController {
  constructor(@Inject(PARTS) private readonly parts: ServiceParts) {}

  @Get()
  async list() {
    return { letters: (await readLetters(this.parts.bus)).all().map(letterLine) };
  }

  @Get(':id')
  async show(@Param('id') id: string) {
    return letterPage(await this.find(id));
  }

  @Post(':id/again')
  @HttpCode(200)
  async again(@Param('id') id: string, @AgentSession() agent: AgentClaims) {
    return this.settle(id, agent, sendAgain);
  }

  @Post(':id/mend')
  @HttpCode(200)
  async mend(@Param('id') id: string, @Body() body: unknown, @AgentSession() agent: AgentClaims) {
    const mended = parse(MendBody, body);
    return this.settle(id, agent, (letter, settling) => sendMended(letter, mended, settling));
  }

  @Post(':id/discard')
  @HttpCode(200)
  async discard(@Param('id') id: string, @Body() body: unknown, @AgentSession() agent: AgentClaims) {
    const { why } = parse(DiscardBody, body);
    return this.settle(id, agent, (letter, settling) => discard(letter, why, settling));
  }

  private async find(id: string): Promise<Letter> {
    const letter = (await readLetters(this.parts.bus)).get(id);
    if (letter) return letter;
    throw problem(404, 'No such letter', `There is no dead letter ${id}; GET /api/escalation/dead-letters lists them.`);
  }

  private async settle(
    id: string,
    { agentId }: AgentClaims,
    how: (letter: Letter, settling: Settling) => OutRecord[],
  ): Promise<{ done: true }> {
    const letter = await this.find(id);
    try {
      await this.parts.bus.publish(how(letter, { now: this.parts.clock.now(), agentId }));
    } catch (error) {
      if (error instanceof LetterRefused) throw problem(409, 'Not possible', error.message);
      throw error;
    }
    return { done: true };
  }
}
