import { defineEvent } from '@attune/contracts';
import { z } from 'zod';

/**
 * Four very small services around the three protocols that everything rests on: positions and outbox, one outcome a turn, the
 * control epoch. They are to the product what a wind-tunnel model is to a plane.
 */
const place = z.string();
const key = (data: { place: string }) => data.place;
const define = <S extends z.ZodType<{ place: string }>>(
  service: 'channel' | 'escalation' | 'resolution' | 'desk',
  name: string,
  data: S,
  example: z.infer<S>,
) =>
  defineEvent<z.infer<S>>({
    service,
    name,
    data: data as unknown as z.ZodType<z.infer<S>>,
    key,
    example: { data: example },
    description: name,
  });

export const said = define('channel', 'Said', z.object({ place, turn: z.number() }), { place: 'p', turn: 1 });
export const overdue = define('channel', 'Overdue', z.object({ place, turn: z.number() }), { place: 'p', turn: 1 });
export const released = define(
  'channel',
  'Released',
  z.object({ place, turns: z.array(z.number()), by: z.string(), epoch: z.number() }),
  { place: 'p', turns: [1], by: 'automation', epoch: 1 },
);
export const superseded = define('channel', 'Superseded', z.object({ place, turn: z.number(), epoch: z.number() }), {
  place: 'p',
  turn: 1,
  epoch: 1,
});
export const closed = define(
  'channel',
  'Closed',
  z.object({ place, turn: z.number(), how: z.string(), seen: z.number() }),
  { place: 'p', turn: 1, how: 'answered', seen: 1 },
);
export const decided = define(
  'escalation',
  'Decided',
  z.object({
    place,
    turn: z.number().optional(),
    holder: z.string(),
    epoch: z.number(),
    why: z.string(),
    quoted: z.number().optional(),
  }),
  { place: 'p', holder: 'automation', epoch: 1, why: 'turn' },
);
export const answered = define(
  'resolution',
  'Answered',
  z.object({ place, turn: z.number(), epoch: z.number(), calls: z.number() }),
  { place: 'p', turn: 1, epoch: 1, calls: 1 },
);
export const accepted = define('desk', 'Accepted', z.object({ place, epoch: z.number() }), { place: 'p', epoch: 2 });
export const returned = define('desk', 'Returned', z.object({ place, epoch: z.number() }), { place: 'p', epoch: 3 });
export const written = define('desk', 'Written', z.object({ place, turn: z.number(), epoch: z.number() }), {
  place: 'p',
  turn: 1,
  epoch: 3,
});
