import { exampleValues as x } from '@attune/contracts';
import type { EventSource, Following } from './events/event-source';
import { nameOf, type SeenEvent } from './events/seen-event';

/** For specs only: events as an onlooker would see them. */
const sequences = new Map<string, number>();

export function seen(type: string, subject: string, data: object, more: Partial<SeenEvent> = {}): SeenEvent {
  const service = type.split('.')[1] ?? '';
  const key = `${subject} ${service}`;
  const sequence = more.sequence ?? (sequences.get(key) ?? 0) + 1;
  sequences.set(key, Math.max(sequence, sequences.get(key) ?? 0));
  return {
    id: `evt_${nameOf(type)}_${subject}_${sequence}`,
    type,
    service,
    subject,
    sequence,
    time: x.at,
    recordedTime: x.at,
    correlationId: x.turnId,
    causationId: 'evt_0',
    topic: `attune.${service}`,
    partition: 0,
    offset: '0',
    data: data as Record<string, unknown>,
    ...more,
  };
}

export const channelEvent = (name: string, addressId: string, data: object, more: Partial<SeenEvent> = {}): SeenEvent =>
  seen(`attune.channel.${name}.v1`, addressId, { addressId, ...data }, more);

export const turnReceivedOf = (addressId: string, number: number, more: Partial<SeenEvent> = {}): SeenEvent =>
  channelEvent(
    'TurnReceived',
    addressId,
    { turn: { turnId: `trn_${addressId}_${number}`, number, messageIds: [`msg_${addressId}_${number}`] } },
    more,
  );
export const replyOf = (addressId: string, numbers: number[], more: object = {}): SeenEvent =>
  channelEvent('ReplyReleased', addressId, {
    kind: 'reply',
    by: { kind: 'automation' },
    answers: numbers.map((number) => `trn_${addressId}_${number}`),
    conversationId: `cnv_${addressId}`,
    ...more,
  });
export const closedOf = (addressId: string, number: number, outcome = 'answered', more: object = {}): SeenEvent =>
  channelEvent('TurnClosed', addressId, {
    turnId: `trn_${addressId}_${number}`,
    number,
    outcome,
    held: false,
    tookMs: 40,
    conversationId: `cnv_${addressId}`,
    ...more,
  });

/** A source that a spec tells what to show. */
export class FakeEvents implements EventSource {
  private following: Following | undefined;
  stopped = false;

  async follow(following: Following) {
    this.following = following;
    return { stop: async () => void (this.stopped = true) };
  }
  show(...events: SeenEvent[]): void {
    for (const event of events) this.following?.onEvent(event);
  }
  lose(error: Error): void {
    this.following?.onLost(error);
  }
  gap(): void {
    this.following?.onGap?.();
  }
  async close() {}
}
