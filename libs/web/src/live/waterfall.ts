import { dataOf } from './shapes';
import type { Story, StoryEvent } from './story';

/** One step of a turn: from its cause to the event. Times in ms since the turn was there (TurnReceived). */
export interface Hop {
  event: StoryEvent;
  from: number;
  to: number;
}
export interface Waterfall {
  turnId: string;
  number?: number;
  hops: Hop[];
  /** From TurnReceived to the last step, ms. */
  length: number;
  /** Before it: how long channel listened for more words, ms. */
  listenedMs?: number;
  outcome?: string;
  /** From acceptance of the first message to the outcome, ms. */
  tookMs?: number;
}

/** What comes after the outcome is not what the customer waited for, unless it belongs to it. */
const afterwards = new Set(['ReplyDelivered', 'OutcomeMeasured']);

export function waterfallOf(story: Story, turnId: string): Waterfall | undefined {
  const all = story.turn(turnId);
  const received = all.find(({ name }) => name === 'TurnReceived') ?? all.find(({ name }) => name === 'TurnStarted');
  if (!received) return undefined;
  const closed = all.find(({ name }) => name === 'TurnClosed');
  const end = closed?.at ?? Infinity;
  const hops = all
    .filter((event) => event.at >= received.at && event.name !== 'MessageReceived')
    .filter((event) => event.at <= end && !afterwards.has(event.name))
    .map((event) => {
      const cause = event === received ? undefined : story.cause(event)?.event;
      return { event, from: Math.max(0, (cause?.at ?? event.at) - received.at), to: event.at - received.at };
    });
  const { turn } = dataOf(received);
  const { outcome, tookMs } = closed ? dataOf(closed) : {};
  const listenedMs = turn ? received.at - Date.parse(turn.acceptedAt) : undefined;
  return {
    turnId,
    hops,
    length: Math.max(1, ...hops.map(({ to }) => to)),
    ...(turn && { number: turn.number }),
    ...(listenedMs !== undefined && listenedMs >= 0 && { listenedMs }),
    ...(outcome !== undefined && { outcome }),
    ...(tookMs !== undefined && { tookMs }),
  };
}

/** Round marks for an axis of this length, at most six. */
export function ticksOf(length: number): number[] {
  const rough = length / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough) ?? rough;
  const ticks: number[] = [];
  for (let at = 0; at <= length; at += Math.max(step, 1)) ticks.push(at);
  return ticks;
}
