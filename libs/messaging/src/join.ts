/** Parts of something that is decided when all are there, kept in a state and keyed by turn (protocols.md §3). */
export type Joins<P extends object> = Record<string, { parts: Partial<P>; since: number }>;

/** Adds one part. `complete` holds all parts as soon as every needed one is there; the entry is then gone from `joins`. */
export function join<P extends object, K extends keyof P>(
  joins: Joins<P>,
  turnId: string,
  part: { name: K; value: P[K] },
  needs: readonly (keyof P)[],
  now: number,
): { joins: Joins<P>; complete?: P } {
  const before = joins[turnId];
  const parts: Partial<P> = { ...before?.parts, [part.name]: part.value };
  const { [turnId]: _, ...others } = joins;
  if (needs.every((name) => parts[name] !== undefined)) return { joins: others, complete: parts as P };
  return { joins: { ...others, [turnId]: { parts, since: before?.since ?? now } } };
}

/** What was there when nobody waits any longer. The entry is gone afterwards. */
export function unjoin<P extends object>(joins: Joins<P>, turnId: string): { joins: Joins<P>; parts: Partial<P> } {
  const { [turnId]: entry, ...others } = joins;
  return { joins: others, parts: entry?.parts ?? {} };
}
