import { services } from './shapes';
import type { Cause, StoryEvent } from './story';

/** Where everything stands on the lanes. Pure; x in px from the left, lanes counted from the top. */
export interface Placed {
  event: StoryEvent;
  x: number;
  lane: number;
  /** The event before it in its lane. */
  neighbour?: string;
}
/** A stretch in which nothing happened for longer than `breakMs`: drawn as a break, with its length. */
export interface Break {
  x: number;
  width: number;
  ms: number;
}
export interface Layout {
  placed: Placed[];
  at: ReadonlyMap<string, Placed>;
  breaks: Break[];
  width: number;
}
export interface LayoutOptions {
  causeOf(event: StoryEvent): Cause | undefined;
  /** px that an event and its label need in its lane. */
  widthOf(event: StoryEvent): number;
}

/** Longer than this without any event is a break. */
export const breakMs = 1_500;
const linearMs = 8;
const pxPerMs = 6;
const breakWidth = 116;
const hop = 36;
const margin = 46;

/**
 * The distance for a time without events, px: true to scale for the few ms of a hop, then ever flatter, so that a look-up of 200 ms
 * does not push the next hop out of sight; beyond `breakMs` always the same.
 */
export function distance(ms: number): number {
  if (ms <= linearMs) return Math.max(0, ms) * pxPerMs;
  if (ms > breakMs) return breakWidth;
  return linearMs * pxPerMs + 30 * Math.log(ms / linearMs);
}

/** Dead letters stand in the lane of the service that could not take the event. */
export function laneOf({ service, data }: StoryEvent): number {
  const named = service === 'dead-letters' ? (data as { service?: string }).service : service;
  const lane = (services as readonly string[]).indexOf(named ?? '');
  return lane === -1 ? 0 : lane;
}

/**
 * Places events (in order) from left to right. An event never stands left of an earlier one; it stands right of its cause, and clear
 * of its neighbour in the lane. What comes later moves nothing that stands already.
 */
export function layout(events: readonly StoryEvent[], { causeOf, widthOf }: LayoutOptions): Layout {
  const placed: Placed[] = [];
  const at = new Map<string, Placed>();
  const breaks: Break[] = [];
  const free = services.map(() => 0);
  const last: (string | undefined)[] = services.map(() => undefined);
  let x = margin;
  let before: StoryEvent | undefined;
  for (const event of events) {
    const lane = laneOf(event);
    const passed = before ? event.at - before.at : 0;
    const cause = at.get(causeOf(event)?.event.id ?? '');
    const wanted = before ? x + distance(passed) : x;
    if (passed > breakMs) {
      const from = Math.max(x, ...free);
      x = Math.max(wanted, from + breakWidth - margin);
      breaks.push({ x: from, width: x - from - 24, ms: passed });
    } else x = Math.max(wanted, free[lane] ?? 0, cause ? cause.x + hop : 0);
    free[lane] = x + widthOf(event);
    const neighbour = last[lane];
    last[lane] = event.id;
    const here: Placed = { event, x, lane, ...(neighbour !== undefined && { neighbour }) };
    placed.push(here);
    at.set(event.id, here);
    before = event;
  }
  return { placed, at, breaks, width: Math.max(x, ...free) + margin };
}

/**
 * A curve from cause to effect that leaves and arrives to the right; within a lane a line, or, where something stands `between`, a
 * bow below it. `r`: how far it stays away from both.
 */
export function arrow(from: Point, to: Point, r: number, between = false): string {
  const x1 = from.x + r;
  const x2 = to.x - r - 3;
  const y1 = round(from.y);
  const y2 = round(to.y);
  if (y1 === y2 && !between) return `M${round(x1)} ${y1}L${round(x2)} ${y2}`;
  if (y1 === y2)
    return `M${round(x1)} ${y1 + 3}C${round(x1 + 24)} ${y1 + 17} ${round(x2 - 24)} ${y1 + 17} ${round(x2)} ${y1 + 3}`;
  const bend = Math.max(14, Math.min(90, (x2 - x1) * 0.55));
  return `M${round(x1)} ${y1}C${round(x1 + bend)} ${y1} ${round(x2 - bend)} ${y2} ${round(x2)} ${y2}`;
}
export interface Point {
  x: number;
  y: number;
}
const round = (value: number) => Math.round(value * 10) / 10;

/** One turn as a stretch of the chart. */
export interface Band {
  turnId: string;
  from: number;
  to: number;
}
export function bandsOf(placed: readonly Placed[], turnOf: (event: StoryEvent) => string | undefined): Band[] {
  const bands = new Map<string, Band>();
  for (const { event, x } of placed) {
    const turnId = turnOf(event);
    if (turnId === undefined || event.name === 'ReplyDelivered') continue;
    const band = bands.get(turnId);
    if (!band) bands.set(turnId, { turnId, from: x, to: x });
    else band.to = Math.max(band.to, x);
  }
  return [...bands.values()];
}
