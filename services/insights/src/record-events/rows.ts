import { turnStarted, type AttuneEvent, type SealedBlock, type TurnStarted } from '@attune/contracts';
import type { RecordedEvent } from '@attune/messaging';
import type { ProjectionRow } from '@attune/storage';

/** An event as it is kept: whole, its personal part as encrypted as it was. */
export interface KeptEvent {
  event: Omit<AttuneEvent, 'personal' | 'forgotten'> & { sealed?: SealedBlock };
  topic: string;
  partition: number;
  offset: string;
}

/** The conversation that an event names itself. */
export function conversationOf({ data, subject }: AttuneEvent): string | undefined {
  const named = (data as { conversationId?: unknown }).conversationId;
  if (typeof named === 'string') return named;
  return subject.startsWith('cnv_') ? subject : undefined;
}

/**
 * Where an event stands that names no conversation: under its message or turn, which TurnStarted links to one later; else under
 * its own subject (an article, an address).
 */
export function placeWithoutConversation({ data, correlationId, subject }: AttuneEvent): string {
  if (!subject.startsWith('adr_')) return subject;
  const { turn, turnId, messageId } = data as { turn?: { turnId?: string }; turnId?: string; messageId?: string };
  const linked = turn?.turnId ?? turnId ?? (isLinkable(correlationId) ? correlationId : messageId);
  return linked ?? subject;
}

export const isLinkable = (place: string): boolean => place.startsWith('trn_') || place.startsWith('msg_');

/** What TurnStarted tells: the turn and each of its messages belong to this conversation. */
export function linksOf(event: AttuneEvent): string[] {
  if (event.type !== turnStarted.type) return [];
  const { turn } = (event as TurnStarted).data;
  return [turn.turnId, ...turn.messageIds];
}

export function rowOf({ event, topic, partition, offset }: RecordedEvent, group: string): ProjectionRow {
  const { personal: _words, forgotten: _forgotten, ...kept } = event;
  const body: KeptEvent = { event: kept, topic, partition, offset };
  return { _id: event.id, at: Date.parse(event.recordedTime), group, body };
}
