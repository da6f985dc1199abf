import { z } from 'zod';
import { Duration } from './durations';
import { group } from './shapes';

/** `ReplyPrepared`, `desk.ReplyPrepared` */
export const eventName = /^([a-z]+\.)?[A-Z][A-Za-z]+$/;
export const Expected = z.array(
  z.union([z.string(), z.record(z.string(), z.record(z.string(), z.unknown()).nullable())], {
    error: 'an event is its name, or its name with the fields that it must hold',
  }),
);
const words = z.string().min(1);
export const TurnShape = group({
  say: z.union([words, z.array(words).min(1)]).optional(),
  person: z
    .union(
      [
        z.literal('accepts'),
        group({ replies: words }),
        group({
          returns: group({
            decided: words,
            leftOpen: z.string().default(''),
            promises: z.array(group({ what: words, inHours: z.number().positive() })).default([]),
          }),
        }),
        group({ closes: z.enum(['solved', 'notSolved']) }),
      ],
      { error: 'a person accepts, replies, returns or closes' },
    )
    .optional(),
  wait: Duration.optional(),
  lost: z.literal(true, { error: 'write lost: true, or leave it out' }).optional(),
  outside: z.unknown().optional(),
  must: Expected.default([]),
  mustNot: Expected.default([]),
});
export const TestShape = group({
  name: words,
  about: z.string().default(''),
  customer: group({
    channel: z.enum(['chat', 'email']).default('chat'),
    verified: z.boolean().default(false),
  }).prefault({}),
  startsAt: z.iso.datetime({ error: 'write an instant such as 2026-03-02T10:00:00Z' }).optional(),
  outside: z.unknown().optional(),
  turns: z.array(z.unknown()).min(1),
  finally: group({ must: Expected.default([]), mustNot: Expected.default([]) }).prefault({}),
});
