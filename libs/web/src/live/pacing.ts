/**
 * A whole turn happens in a few dozen ms: too fast to see. In slow motion events appear one by one, in their order; the more wait, the
 * faster, so that the page is never more than a few seconds behind.
 */
const pauseMs = 70;
const comfortable = 30;
const tooMany = 400;

/** How many of the waiting events appear now. */
export function dueNow(waiting: number, sinceLastMs: number, slowMotion: boolean): number {
  if (!slowMotion || waiting > tooMany) return waiting;
  const pause = waiting <= comfortable ? pauseMs : pauseMs * (comfortable / waiting);
  return Math.min(waiting, Math.floor(sinceLastMs / pause));
}
