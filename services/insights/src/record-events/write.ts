import type { RecordedEvent } from '@attune/messaging';
import type { ProjectionRow } from '@attune/storage';
import type { Rows } from '../environment';
import { conversationOf, linksOf, placeWithoutConversation, rowOf } from './rows';

/**
 * Writes a batch: each event under its conversation, or under the message or turn that it is of, where it does not name one; and
 * which conversation messages and turns belong to. Whoever reads a conversation reads its places too (`eventsOf`). Writing a batch
 * again changes nothing.
 */
export const writeEvents =
  ({ events, links }: Pick<Rows, 'events' | 'links'>) =>
  async (batch: readonly RecordedEvent[]): Promise<void> => {
    const found = batch.flatMap(({ event }) => {
      const group = conversationOf(event) ?? event.subject;
      return linksOf(event).map((place) => ({ _id: place, at: Date.parse(event.recordedTime), group, body: null }));
    });
    const rows = batch.map((recorded) =>
      rowOf(recorded, conversationOf(recorded.event) ?? placeWithoutConversation(recorded.event)),
    );
    await Promise.all([events.upsert(rows), ...(found.length > 0 ? [links.upsert(found)] : [])]);
  };

/** More events than a message or turn has of its own. */
const maxOfPlace = 50;
const maxPlaces = 500;

/** The events of a conversation, newest first, those of its messages and turns among them. */
export async function eventsOf(
  { events, links }: Pick<Rows, 'events' | 'links'>,
  conversationId: string,
  limit: number,
): Promise<ProjectionRow[]> {
  const places = await links.find({ group: conversationId, limit: maxPlaces });
  const rows = await Promise.all([
    events.find({ group: conversationId, limit }),
    ...places.map(({ _id }) => events.find({ group: _id, limit: maxOfPlace })),
  ]);
  return rows
    .flat()
    .sort((a, b) => b.at - a.at)
    .slice(0, limit);
}
