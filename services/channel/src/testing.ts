import {
  exampleValues as x,
  type AttuneEvent,
  type ControlDecided,
  type EventDefinition,
  type HandoffRequested,
  type PreparedReply,
} from '@attune/contracts';
import * as contracts from '@attune/contracts';
import type { ChannelTiming, Pack } from '@attune/domain';
import type { Decision } from '@attune/messaging';
import { acceptMessage } from './accept-message/decide';
import type { AddressState } from './state';

/** Builders for the specs of channel. Times are ms after `start`. */
export const start = Date.parse(x.at);
export const { addressId, conversationId, customerId, handoffId, agentId } = x;
export const kid = `key_${addressId}`;

export const chat: ChannelTiming = {
  quietMs: 700,
  maxBurstMs: 4_000,
  overdueMs: 7_000,
  holdingMs: 11_000,
  personReplyMs: 60_000,
};
export const atOnce: ChannelTiming = { ...chat, quietMs: 0 };

const always = [{ from: 0, to: 24 * 60 }];
const open = {
  monday: always,
  tuesday: always,
  wednesday: always,
  thursday: always,
  friday: always,
  saturday: always,
  sunday: always,
};
export const closed = { ...open, monday: [], tuesday: [{ from: 9 * 60, to: 17 * 60 }] };
const texts = {
  handoff: { en: ['A colleague takes over.'] },
  handoffClosed: { en: ['A colleague is back {{ opens }}.'] },
  holding: { en: ['Still on it.'] },
} as Partial<Pack['texts']> as Pack['texts'];
export const pack = {
  texts,
  languages: ['en'],
  locales: { en: 'en-GB' },
  zone: 'UTC',
  currency: 'EUR',
  hours: open,
  channels: { chat, email: chat },
  queues: [],
} as Partial<Pack> as Pack;

/** An event as the runtime would hand it over. */
export function event<D, P>(
  definition: EventDefinition<D, P>,
  changes: Partial<D> = {},
  more: Partial<AttuneEvent<D, P>> = {},
): AttuneEvent<D, P> {
  const { data, personal } = definition.example;
  return {
    id: 'evt_1',
    source: '/shop/other',
    type: definition.type,
    subject: conversationId,
    sequence: 1,
    time: x.at,
    recordedTime: x.at,
    correlationId: x.turnId,
    causationId: 'evt_0',
    origin: 'live',
    domainVersion: '1',
    data: { ...data, ...changes },
    ...(personal !== undefined && { personal }),
    ...more,
  };
}

export const gone = { forgotten: true, personal: undefined };
export const replyOf = (changes: Partial<PreparedReply> = {}, more = {}) =>
  event(contracts.replyPreparedByResolution, changes, more);
export const personsReply = (changes: Partial<PreparedReply> = {}, more = {}) =>
  event(contracts.replyPreparedByDesk, changes, more);
export const control = (changes: Partial<ControlDecided['data']> = {}, more = {}) =>
  event(contracts.controlDecided, changes, more);
export const handoff = (changes: Partial<HandoffRequested['data']> = {}, more = {}) =>
  event(contracts.handoffRequested, changes, more);

/** Says something; with `atOnce` each message is a turn. */
export function say(
  state: AddressState | undefined,
  messageId: string,
  at = 0,
  more: { timing?: ChannelTiming; verifiedAs?: string; text?: string; kid?: string; name?: string } = {},
) {
  const { timing = atOnce, text = `text of ${messageId}`, ...others } = more;
  const offered = {
    addressId,
    channel: 'chat',
    origin: 'live' as const,
    messageId,
    text,
    masked: 0,
    kid,
    ...others,
  };
  return acceptMessage(state, offered, timing, start + at);
}

/** The state of an address after these messages, each a turn. */
export const spoken = (...messageIds: string[]): AddressState =>
  messageIds.reduce<AddressState | undefined>((state, id, n) => say(state, id, n * 1_000).step?.state, undefined)!;

/** Name and data of each fact, as assertions read best. */
export const told = (decision: Pick<Decision<object>, 'facts'> | undefined): [string, Record<string, unknown>][] =>
  (decision?.facts ?? []).map((one) => [one.definition.name, one.data as Record<string, unknown>]);
export const names = (decision: Pick<Decision<object>, 'facts'> | undefined): string[] =>
  told(decision).map(([n]) => n);

/** What is left when the key was destroyed. */
export function forgotten({ personal: _, ...state }: AddressState): AddressState {
  return state;
}
export const turnId = (state: AddressState, number: number): string =>
  state.turns.flatMap((turn) =>
    turn.status === 'closed'
      ? turn.number === number
        ? [turn.turnId]
        : []
      : turn.turn.number === number
        ? [turn.turn.turnId]
        : [],
  )[0]!;
