import type { ChannelTiming, Pack } from '@attune/domain';

export type Timings = Pack['channels'];

/** How a channel keeps time; channels that the pack does not know keep it like chat. */
export const timingOf = (timings: Timings, channel: string): ChannelTiming =>
  Object.hasOwn(timings, channel) ? (timings[channel as keyof Timings] ?? timings.chat) : timings.chat;
