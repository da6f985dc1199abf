import { randomBytes } from 'node:crypto';
import type { Keys } from '../keys';

/**
 * A vault that lives as long as the process. `newKey` makes the 32 bytes of a key (default: random), so that a seeded run can
 * be repeated exactly.
 */
export function memoryKeys({ newKey = (_kid: string): Uint8Array => randomBytes(32) } = {}): Keys {
  const keys = new Map<string, Uint8Array | 'destroyed'>();
  return {
    async create(kid) {
      const key = keys.get(kid) ?? newKey(kid);
      keys.set(kid, key);
      return key;
    },
    async read(kids) {
      return new Map(kids.map((kid) => [kid, keys.get(kid) ?? 'unknown']));
    },
    async destroy(kids) {
      for (const kid of kids) keys.set(kid, 'destroyed');
    },
    async close() {},
  };
}
