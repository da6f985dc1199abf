import type { AttuneEvent } from '@attune/contracts';
import { conversationOf, isLinkable, linksOf, placeWithoutConversation, type KeptEvent } from '../record-events/rows';
import { liveEvent, type LiveEvent } from './live-event';

const maxEvents = 2_000;
const maxLinks = 20_000;

/** The last events of all streams, in the order in which they came to this process; and which conversation they belong to. */
export class Recent {
  private readonly events: LiveEvent[] = [];
  private readonly links = new Map<string, string>();

  /** Newest last. */
  last(limit: number): LiveEvent[] {
    return this.events.slice(-limit);
  }

  /** `linked`: earlier events that turn out to belong to a conversation, by this event. */
  add(event: AttuneEvent, record: Omit<KeptEvent, 'event'>): { event: LiveEvent; linked: LiveEvent[] } {
    const { topic, partition, offset } = record;
    const linked = this.link(event);
    const added = liveEvent({ event, topic, partition, offset }, this.conversationOf(event));
    this.events.push(added);
    if (this.events.length > maxEvents) this.events.splice(0, this.events.length - maxEvents);
    return { event: added, linked };
  }

  private conversationOf(event: AttuneEvent): string | undefined {
    return conversationOf(event) ?? this.links.get(placeWithoutConversation(event));
  }

  private link(event: AttuneEvent): LiveEvent[] {
    const conversationId = conversationOf(event);
    const places = conversationId === undefined ? [] : linksOf(event);
    if (conversationId === undefined || places.length === 0) return [];
    for (const place of places) this.links.set(place, conversationId);
    for (const oldest of this.links.keys()) {
      if (this.links.size <= maxLinks) break;
      this.links.delete(oldest);
    }
    const lost = this.events.filter(
      (one) => one.conversationId === undefined && isLinkable(placeOf(one)) && places.includes(placeOf(one)),
    );
    for (const one of lost) one.conversationId = conversationId;
    return lost;
  }
}

const placeOf = ({ data, correlationId, subject }: LiveEvent): string =>
  placeWithoutConversation({ data, correlationId, subject } as AttuneEvent);
