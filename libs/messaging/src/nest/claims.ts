import type { Handler } from '../handlers';

/** That a method under `@EventPattern(type)` returned this value. */
export interface Claim {
  /** The type in the method's pattern. */
  type: string;
  returned: unknown;
}

/**
 * Holds what the consumer's methods claim against what the handlers listen to; both must be the same, so that the consumer class is
 * a true table of the service's subscriptions. Returns each difference in words.
 */
export function differences(handlers: readonly Handler[], claims: readonly Claim[]): string[] {
  const known = new Set<unknown>(handlers);
  const found: string[] = [];
  const claimed = new Set<string>();
  for (const { type, returned } of claims) {
    if (!known.has(returned)) {
      found.push(`@EventPattern('${type}') returns ${nameOf(returned)}, which is none of the service's handlers`);
      continue;
    }
    const handler = returned as Handler;
    const claim = `${handler.id} on ${type}`;
    if (claimed.has(claim)) found.push(`${handler.id} is returned twice for ${type}`);
    if (!typesOf(handler).includes(type))
      found.push(`${handler.id} is returned for ${type}, which it does not listen to`);
    claimed.add(claim);
  }
  for (const handler of handlers)
    for (const type of typesOf(handler))
      if (!claimed.has(`${handler.id} on ${type}`))
        found.push(`${handler.id} listens to ${type}, but no @EventPattern('${type}') method returns it`);
  return found;
}

const typesOf = (handler: Handler): string[] => ('on' in handler ? handler.on.map(({ type }) => type) : []);

const nameOf = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'id' in value ? String(value.id) : String(value);
