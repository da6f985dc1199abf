import { z } from 'zod';
import { defineEvent, type EventOf } from './define';
import { examples as x } from './example-values';
import { ArticleId, ConversationId, CustomerId, TurnId } from './ids';
import { Instant, Probability } from './vocabulary';

const about = { conversationId: ConversationId, customerId: CustomerId, turnId: TurnId };

/** One passage of an article. Articles are not personal: the text is clear. */
export const FoundPassage = z.object({
  articleId: ArticleId,
  version: z.string(),
  title: z.string(),
  heading: z.string().optional(),
  text: z.string(),
  score: z.number(),
});
export type FoundPassage = z.infer<typeof FoundPassage>;

export const knowledgeFound = defineEvent({
  service: 'knowledge',
  name: 'KnowledgeFound',
  description: 'Passages that may answer the turn, best first, with the probability that it can be answered from them.',
  key: (data) => data.conversationId,
  data: z.object({ ...about, passages: z.array(FoundPassage).min(1).max(5), answerable: Probability }),
  example: {
    data: {
      conversationId: x.conversationId,
      customerId: x.customerId,
      turnId: x.turnId,
      answerable: 0.9,
      passages: [
        {
          articleId: x.articleId,
          version: '3',
          title: 'Returns',
          text: 'You can return unworn items within 30 days.',
          score: 7.2,
        },
      ],
    },
  },
});
export type KnowledgeFound = EventOf<typeof knowledgeFound>;

export const knowledgeGapFound = defineEvent({
  service: 'knowledge',
  name: 'KnowledgeGapFound',
  description: 'Nothing in the articles answers the turn (or searching failed, which `why` says).',
  key: (data) => data.conversationId,
  data: z.object({
    ...about,
    intents: z.array(z.string()),
    why: z.enum(['nothingFound', 'notAnswerable', 'failed']).catch('failed'),
  }),
  example: {
    data: {
      conversationId: x.conversationId,
      customerId: x.customerId,
      turnId: x.turnId,
      intents: ['gift_card'],
      why: 'nothingFound',
    },
  },
});
export type KnowledgeGapFound = EventOf<typeof knowledgeGapFound>;

export const articlePublished = defineEvent({
  service: 'knowledge',
  name: 'ArticlePublished',
  topic: 'attune.articles',
  description: 'An article is there to answer from, or has a new version.',
  key: (data) => data.articleId,
  data: z.object({
    articleId: ArticleId,
    version: z.string(),
    title: z.string(),
    language: z.string(),
    audience: z.string(),
    owner: z.string(),
    validFrom: Instant.optional(),
    validUntil: Instant.optional(),
    body: z.string(),
  }),
  example: {
    data: {
      articleId: x.articleId,
      version: '3',
      title: 'Returns',
      language: 'en',
      audience: 'customers',
      owner: 'care',
      body: 'You can return unworn items within 30 days.',
    },
  },
});
export type ArticlePublished = EventOf<typeof articlePublished>;

export const articleRetired = defineEvent({
  service: 'knowledge',
  name: 'ArticleRetired',
  topic: 'attune.articles',
  description: 'An article is no longer answered from.',
  key: (data) => data.articleId,
  data: z.object({ articleId: ArticleId, version: z.string() }),
  example: { data: { articleId: x.articleId, version: '3' } },
});
export type ArticleRetired = EventOf<typeof articleRetired>;
