import type { RecordedEvent } from '@attune/messaging';
import type { ProjectionRow } from '@attune/storage';
import type { Rows } from '../environment';
import { conversationOf, isLinkable, linksOf, placeWithoutConversation, rowOf } from './rows';

/** More events than a message or turn can have before its conversation is known. */
const maxUnlinked = 50;

/**
 * Writes a batch. An event may come before the one that tells its conversation, and be written by another process at the same time:
 * whoever writes an event looks for the link afterwards, whoever writes a link looks for events afterwards, so that one of the two
 * sees the other. Writing a batch again changes nothing.
 */
export const writeEvents =
  ({ events, links }: Pick<Rows, 'events' | 'links'>) =>
  async (batch: readonly RecordedEvent[]): Promise<void> => {
    const found = new Map<string, { conversationId: string; at: number }>();
    for (const { event } of batch)
      for (const place of linksOf(event))
        found.set(place, {
          conversationId: conversationOf(event) ?? event.subject,
          at: Date.parse(event.recordedTime),
        });
    if (found.size > 0)
      await links.upsert(
        [...found].map(([_id, { conversationId, at }]) => ({ _id, at, group: 'link', body: conversationId })),
      );

    const rows = batch.map((recorded) => rowOf(recorded, placeOf(recorded, found)));
    await events.upsert(rows);

    const [linkedNow, linkedBefore] = await Promise.all([
      rowsOfPlaces(events, found),
      linksOfRows(
        links,
        rows.filter(({ group }) => isLinkable(group)),
      ),
    ]);
    const moved = [...linkedNow, ...linkedBefore];
    if (moved.length > 0) await events.upsert(moved);
  };

function placeOf({ event }: RecordedEvent, found: ReadonlyMap<string, { conversationId: string }>): string {
  const conversationId = conversationOf(event);
  if (conversationId !== undefined) return conversationId;
  const place = placeWithoutConversation(event);
  return found.get(place)?.conversationId ?? place;
}

/** Events written before their link, now under their conversation. */
async function rowsOfPlaces(
  events: Rows['events'],
  found: ReadonlyMap<string, { conversationId: string }>,
): Promise<ProjectionRow[]> {
  const places = [...found].map(async ([place, { conversationId }]) => {
    const rows = await events.find({ group: place, limit: maxUnlinked });
    return rows.map((row) => ({ ...row, group: conversationId }));
  });
  return (await Promise.all(places)).flat();
}

/** Events written after their link. */
async function linksOfRows(links: Rows['links'], rows: readonly ProjectionRow[]): Promise<ProjectionRow[]> {
  const found = rows.map(async (row) => {
    const link = await links.get(row.group);
    return link ? [{ ...row, group: link.body as string }] : [];
  });
  return (await Promise.all(found)).flat();
}
