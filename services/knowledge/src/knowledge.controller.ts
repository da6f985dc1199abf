import { createHash } from 'node:crypto';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Put } from '@nestjs/common';
import { ArticleId, Instant } from '@attune/contracts';
import {
  AgentSession,
  PARTS,
  parse,
  problem,
  Public,
  Roles,
  RUNTIME,
  type AgentClaims,
  type ServiceParts,
} from '@attune/hosting';
import type { CommandCause, Runtime } from '@attune/messaging';
import { z } from 'zod';
import { publishArticle, retireArticle } from './keep-articles/commands';
import { isValid, type ArticleData, type Library } from './library';
import { LIBRARY } from './tokens';

const audiences = ['customers', 'agents'] as const;
const Written = z.strictObject({
  title: z.string().trim().min(1).max(200),
  body: z.string().trim().min(1).max(40_000),
  owner: z.string().trim().min(1).max(100),
  audience: z.enum(audiences).default('customers'),
  language: z.string().max(35).optional(),
  validFrom: Instant.optional(),
  validUntil: Instant.optional(),
});

/** The articles: everybody reads those for customers, people who lead write. */
@Controller('api/knowledge/articles')
export class KnowledgeController {
  constructor(
    @Inject(LIBRARY) private readonly library: Library,
    @Inject(RUNTIME) private readonly runtime: Runtime,
    @Inject(PARTS) private readonly parts: ServiceParts,
  ) {}

  @Get()
  @Public()
  list(@AgentSession() agent: AgentClaims | undefined) {
    const shown = this.library.list().filter((article) => this.mayRead(article, agent));
    return { articles: shown.map(({ body: _, ...article }) => article) };
  }

  @Get(':id')
  @Public()
  get(@Param('id') id: string, @AgentSession() agent: AgentClaims | undefined): ArticleData {
    const article = this.library.get(id);
    // The same answer for what is not there and what is not for everybody: nobody learns which it is.
    if (!article || !this.mayRead(article, agent)) throw notThere(id);
    return article;
  }

  @Put(':id')
  @Roles('lead')
  async put(@Param('id') id: string, @Body() body: unknown) {
    const articleId = parse(ArticleId, id, 'The id of an article (art_…)');
    const written = parse(Written, body, 'The article');
    const { language = this.parts.pack.languages[0] ?? 'en', ...rest } = written;
    const content = { articleId, language, ...rest };
    const version = createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12);
    const article: ArticleData = { ...content, version };
    const changed = await this.runtime.execute(publishArticle, articleId, { article, from: 'lead' }, this.cause());
    return { articleId, version, changed };
  }

  @Delete(':id')
  @Roles('lead')
  @HttpCode(204)
  async retire(@Param('id') id: string): Promise<void> {
    const articleId = parse(ArticleId, id, 'The id of an article (art_…)');
    const answer = await this.runtime.execute(retireArticle, articleId, { from: 'lead' }, this.cause());
    if (answer === 'unknown') throw notThere(id);
  }

  private mayRead(article: ArticleData, agent: AgentClaims | undefined): boolean {
    return agent !== undefined || (article.audience === 'customers' && isValid(article, this.parts.clock.now()));
  }

  private cause(): CommandCause {
    const commandId = `door:${Buffer.from(this.parts.chance.bytes(16)).toString('hex')}`;
    return { commandId, correlationId: commandId };
  }
}

const notThere = (id: string) =>
  problem(
    404,
    'No such article',
    `There is no article ${id} that you may read. GET /api/knowledge/articles lists them.`,
  );
