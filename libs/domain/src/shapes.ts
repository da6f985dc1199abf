import { z } from 'zod';
import { errorMeanings } from './pack';

/** An object without unknown keys; the message names the known ones, for "did you mean". */
export const group = <T extends z.core.$ZodLooseShape>(shape: T) =>
  z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? Object.keys(shape).join(', ') : undefined),
  });

const words = z.string().trim().min(1);
const variants = z.union([words, z.array(words).min(1)]);
export const TextShape = z.union([variants, z.record(z.string(), variants)], {
  error: 'a text is words, a list of ways to say it, or one of these for each language',
});
export type TextShape = z.infer<typeof TextShape>;

const Ms = z.number().int().min(0);
const slug = z.string().regex(/^[a-z][a-z0-9_-]{0,40}$/, 'use small letters, digits, - and _');
export const Name = z.string().regex(/^[a-zA-Z]\w{0,40}$/, 'use letters, digits and _, starting with a letter');

export const DomainShape = group({
  id: slug,
  name: words,
  languages: z.array(z.string()).min(1),
  locales: z.record(z.string(), z.string()).default({}),
  zone: z.string(),
  currency: z.string().regex(/^[A-Z]{3}$/, 'use three capital letters, such as EUR'),
  hours: z.unknown(),
  channels: group({ chat: z.unknown().optional(), email: z.unknown().optional() }).prefault({}),
  limits: group({ overdueHandoffsPerMinute: z.number().int().min(0).default(20) }).prefault({}),
});

const timing = (defaults: [number, number, number, number, number]) => {
  const [quiet, burst, overdue, holding, person] = defaults;
  return group({
    quietMs: Ms.default(quiet),
    maxBurstMs: Ms.default(burst),
    overdueMs: Ms.min(1).default(overdue),
    holdingMs: Ms.min(1).default(holding),
    personReplyMs: Ms.min(1).default(person),
  });
};
const minute = 60_000;
export const ChannelShapes = {
  chat: timing([700, 4000, 7000, 11_000, 3 * minute]),
  email: timing([minute, 5 * minute, 120 * minute, 240 * minute, 480 * minute]),
};

export const IntentShape = group({
  description: words,
  label: words,
  kind: z.enum(['question', 'task', 'smalltalk']),
  examples: z.array(words).min(1),
  entities: z.array(z.string()).default([]),
  family: slug.optional(),
  playbook: z.string().optional(),
  reply: TextShape.optional(),
});

export const EntityShape = group({
  kind: z.enum(['pattern', 'list', 'date', 'money', 'email', 'phone', 'number', 'orderNumber']),
  pattern: z.string().optional(),
  values: z.record(z.string(), z.array(words)).optional(),
});

export const FactShape = group({
  label: words,
  description: words,
  entity: z.string().optional(),
  many: z.boolean().default(false),
  mayAskAgain: z.array(z.enum(['security', 'consent', 'stale'])).default([]),
});

const FieldShape = z
  .string()
  .regex(
    /^(string|number|boolean|date|money|list|map)\??$/,
    'use string, number, boolean, date, money, list or map, with ? where it may be absent',
  );
const scalar = z.union([z.string(), z.number(), z.boolean()], { error: 'use a text, a number, true or false' });

export const ToolShape = group({
  label: words,
  effect: z.enum(['read', 'write']),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  url: z
    .string()
    .regex(/^(https?:\/\/|\$\{[A-Z0-9_]+\})/, 'must begin with http://, https:// or ${NAME} from the environment'),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.record(z.string(), scalar).optional(),
  takes: z.record(Name, FieldShape).default({}),
  gives: z.record(Name, FieldShape).optional(),
  timeoutMs: z.number().int().min(1).max(60_000).default(3000),
  retries: z.number().int().min(0).max(5).default(0),
  errors: z
    .record(z.string().regex(/^[45](\d\d|xx)$/, 'use a status such as 404, or 5xx'), z.enum(errorMeanings))
    .default({}),
  key: z.array(z.string()).default([]),
  reversible: z.boolean().default(false),
  confirm: z.boolean().optional(),
  limit: group({
    perMinute: z.number().int().min(1).optional(),
    amountFrom: z.string().optional(),
    amountMinor: z.number().int().min(0).optional(),
  }).optional(),
  undo: group({ call: z.string(), with: z.record(z.string(), scalar).default({}) }).optional(),
});

export const QueueShape = group({
  id: slug,
  name: words,
  skills: z.array(z.string()).default([]),
  languages: z.array(z.string()).optional(),
  hours: z.unknown().optional(),
  priority: z.number().int().min(0).max(9).default(3),
  serviceLevel: group({ answerWithinMs: z.number().int().min(1) }),
});

export const BoundaryShape = group({
  defaults: group({
    queue: z.string(),
    priority: z.number().int().min(0).max(9).default(3),
    gather: z.boolean().default(false),
  }),
  rules: z.array(z.unknown()).min(1),
});

export const RuleShape = group({
  id: slug,
  when: words,
  nearly: words.optional(),
  then: z.enum(['person', 'automation', 'approve']),
  reason: words,
  queue: z.string().optional(),
  priority: z.number().int().min(0).max(9).optional(),
});

const day = z.string().regex(/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?Z)?$/, 'use a day such as 2026-03-01');
export const ArticleShape = group({
  title: words,
  language: z.string().optional(),
  audience: z.enum(['customers', 'agents']).default('customers'),
  owner: words,
  validFrom: day.optional(),
  validUntil: day.optional(),
  version: z.union([z.string(), z.number()]).optional(),
});

export const PlaybookShape = group({
  intent: z.string(),
  description: words,
  needs: z.array(z.string()).default([]),
  mayDo: z.array(z.string()).default([]),
  steps: z.array(z.unknown()).min(1),
});

/** Steps that several playbooks share (playbooks/parts). */
export const PartShape = group({
  description: words,
  mayDo: z.array(z.string()).default([]),
  steps: z.array(z.unknown()).min(1),
});

const steps = z.array(z.unknown()).default([]);
const branches = z.partialRecord(z.enum(errorMeanings), z.array(z.unknown()), {
  // zod does report unrecognized_keys here, though its types do not say so.
  error: ({ code }: { code: string }) => (code === 'unrecognized_keys' ? errorMeanings.join(', ') : undefined),
});
const id = slug.optional();
/** By the key that tells what kind of step it is. */
export const StepShapes = {
  ask: group({
    ask: z.string(),
    id,
    text: TextShape,
    reask: TextShape.optional(),
    again: z.boolean().default(false),
    mode: z.enum(['open', 'security']).default('open'),
    unknown: z.array(z.unknown()).min(1).optional(),
  }),
  call: group({
    call: z.string(),
    id,
    with: z.record(z.string(), scalar).default({}),
    saveAs: Name.optional(),
    on: branches.default({}),
  }),
  when: group({ when: words, id, then: z.array(z.unknown()).min(1), else: steps }),
  confirm: group({ confirm: words, id, text: TextShape, reask: TextShape.optional(), else: steps }),
  say: group({ say: TextShape, id }),
  handOver: group({ handOver: words, id, queue: z.string().optional() }),
  resolve: group({ resolve: z.enum(['confirmed', 'done', 'answered']), id }),
  answer: group({ answer: z.literal('knowledge'), id, else: steps }),
  do: group({ do: z.string(), id }),
  each: group({
    each: z.string().regex(/^[a-zA-Z]\w*(\.\w+)*$/, 'name a list, such as order.items or facts.orderNumbers'),
    id,
    as: Name,
    steps: z.array(z.unknown()).min(1),
  }),
} as const;
