import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { ConversationId, type Origin } from '@attune/contracts';
import {
  AgentSession,
  mayAs,
  PARTS,
  parse,
  problem,
  Roles,
  type AgentClaims,
  type ServiceParts,
} from '@attune/hosting';
import { definitionVersion, figures } from './count/definitions';
import { readConversations, readCounted, type Span } from './count/read';
import type { Rows } from './environment';
import { inOrder, liveEvent } from './live/live-event';
import { openPersonal, type Opened } from './live/open-personal';
import { Recent } from './live/recent';
import { eventsOf } from './record-events/write';
import { isLinkable, type KeptEvent } from './record-events/rows';
import { ROWS } from './tokens';

const month = 30 * 24 * 60 * 60 * 1000;
const maxEventsOfConversation = 5_000;
const Origins = z.enum(['live', 'test', 'demo', 'imported', 'all']);
const Since = z.union([z.iso.datetime({ offset: true }).transform(Date.parse), z.coerce.number().int().min(0)]);
const SpanQuery = z.object({ since: Since.optional(), origin: Origins.default('live') });
const Limit = (most: number, usual: number) => z.coerce.number().int().min(1).max(most).default(usual);
const ConversationsQuery = z.object({ limit: Limit(200, 50), origin: Origins.default('all') });
const RecentQuery = z.object({ limit: Limit(2_000, 500) });

/** Figures, and the events that they were counted from. For every agent; words only for those who talk to customers. */
@Controller('api/insights')
@Roles('agent', 'lead', 'analyst')
export class InsightsController {
  constructor(
    @Inject(ROWS) private readonly rows: Rows,
    @Inject(PARTS) private readonly parts: ServiceParts,
    @Inject(Recent) private readonly seen: Recent,
  ) {}

  @Get('figures')
  async figures(@Query() query: unknown) {
    const { span, asked } = this.span(query);
    const { truncated, ...counted } = await readCounted(this.rows.counted, span);
    return {
      ...asked,
      truncated,
      definitionVersion,
      figures: Object.fromEntries(figures.map(({ name, value }) => [name, value(counted)])),
      definitions: figures.map(({ name, version, says, unit }) => ({ name, version, says, unit })),
    };
  }

  @Get('figures/:name/conversations')
  async figureConversations(@Param('name') name: string, @Query() query: unknown) {
    const figure = figures.find((one) => one.name === name);
    if (!figure)
      throw problem(
        404,
        'No such figure',
        `There are ${figures.map((one) => one.name).join(', ')}; ${name} is not one of them.`,
      );
    const { span, asked } = this.span(query);
    const counted = await readCounted(this.rows.counted, span);
    return { ...asked, name, says: figure.says, version: figure.version, conversations: figure.conversations(counted) };
  }

  @Get('conversations')
  async conversations(@Query() query: unknown) {
    const { limit, origin } = parse(ConversationsQuery, query, 'The query');
    return { conversations: await readConversations(this.rows.counted, limit, originOf(origin)) };
  }

  @Get('conversations/:id/events')
  async events(@AgentSession() agent: AgentClaims, @Param('id') id: string) {
    const group = parse(ConversationId, id, 'The conversation in the path');
    const rows = await eventsOf(this.rows, group, maxEventsOfConversation);
    const kept = rows.map(({ body }) => body as KeptEvent);
    const opened = mayAs(agent, ['agent', 'lead']) ? await this.open(kept) : new Map<object, Opened>();
    const events = kept.map((one) => ({
      ...liveEvent(one, id),
      ...(one.event.sealed && opened.get(one.event.sealed)),
    }));
    return { conversationId: id, events: inOrder(events), truncated: rows.length === maxEventsOfConversation };
  }

  /** What late joiners of Live have missed, newest last. After a restart from the store. */
  @Get('recent')
  async recent(@Query() query: unknown) {
    const { limit } = parse(RecentQuery, query, 'The query');
    const seen = this.seen.last(limit);
    const rows = await this.rows.events.find({ limit });
    const stored = await Promise.all(
      rows.map(async ({ body, group }) => liveEvent(body as KeptEvent, await this.conversationOf(group))),
    );
    const both = new Map([...stored, ...seen].map((event) => [event.id, event]));
    return { events: inOrder([...both.values()]).slice(-limit) };
  }

  private async conversationOf(group: string): Promise<string | undefined> {
    if (group.startsWith('cnv_')) return group;
    return isLinkable(group) ? (await this.rows.links.get(group))?.group : undefined;
  }

  private open(kept: readonly KeptEvent[]) {
    return openPersonal(
      kept.flatMap(({ event }) => event.sealed ?? []),
      this.parts.keys,
    );
  }

  private span(query: unknown): { span: Span; asked: { since: string; origin: string } } {
    const { since = this.parts.clock.now() - month, origin } = parse(SpanQuery, query, 'The query');
    const only = originOf(origin);
    return {
      span: { since, ...(only !== undefined && { origin: only }) },
      asked: { since: new Date(since).toISOString(), origin },
    };
  }
}

const originOf = (origin: Origin | 'all'): Origin | undefined => (origin === 'all' ? undefined : origin);
