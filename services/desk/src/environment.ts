import type { Pack } from '@attune/domain';

/** What the desk is told from outside. */
export interface DeskEnv {
  pack: Pack;
}

/** Conversations that one person may hold at a time. */
export const capacity = 5;
/** A person who holds something and is not heard of for so long is gone, ms. */
export const goneAfterMs = 60_000;
/** How often pages tell that their person is still there, ms. */
export const heartbeatMs = 20_000;
/** An ended handoff can be read for so long, ms. */
export const keptMs = 24 * 60 * 60 * 1000;
