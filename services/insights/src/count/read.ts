import type { Origin } from '@attune/contracts';
import type { Projection } from '@attune/storage';
import type { Counted } from './definitions';
import type { CountedRow, Kind } from './rows';

/** At most so many rows of a kind are counted, the newest. */
const maxRows = 200_000;

export interface Span {
  /** Epoch ms. */
  since: number;
  /** Undefined: all. */
  origin?: Origin;
}

/** Everything that figures of this time and origin are counted from. `truncated`: there was more than is counted. */
export async function readCounted(
  counted: Projection,
  { since, origin }: Span,
): Promise<Counted & { truncated: boolean }> {
  let truncated = false;
  const rows = async <K extends Kind>(kind: K): Promise<CountedRow<K>[]> => {
    const found = await counted.find({ group: kind, since, limit: maxRows });
    truncated ||= found.length === maxRows;
    const bodies = found.map(({ body }) => body as CountedRow<K>);
    return origin === undefined ? bodies : bodies.filter((body) => body.origin === origin);
  };
  const [opened, reopened, outcome, handoff, accepted, turn] = await Promise.all([
    rows('opened'),
    rows('reopened'),
    rows('outcome'),
    rows('handoff'),
    rows('accepted'),
    rows('turn'),
  ]);
  return { opened, reopened, outcome, handoff, accepted, turn, truncated };
}

/** The conversations that something was decided in last, newest first. */
export async function readConversations(counted: Projection, limit: number, origin?: Origin) {
  const found = await counted.find({ group: 'control', limit: origin === undefined ? limit : limit * 5 });
  const controls = found
    .map(({ body }) => body as CountedRow<'control'>)
    .filter((body) => origin === undefined || body.origin === origin)
    .slice(0, limit);
  return Promise.all(
    controls.map(async ({ at, ...control }) => {
      const [opened, reopened, outcome] = await Promise.all(
        (['opened', 'reopened', 'outcome'] as const).map((kind) => counted.get(`${kind}:${control.conversationId}`)),
      );
      const open = opened?.body as CountedRow<'opened'> | undefined;
      const measured =
        outcome && outcome.at >= (reopened?.at ?? -Infinity) ? (outcome.body as CountedRow<'outcome'>) : undefined;
      return {
        ...control,
        lastAt: new Date(at).toISOString(),
        ...(open && { openedAt: new Date(open.at).toISOString(), channel: open.channel }),
        ...(measured && { outcome: measured.outcome, outcomeState: measured.state }),
      };
    }),
  );
}
