import type { Keys } from './keys';

export interface CachedKeysOptions {
  /** How long a key may be used after it was read, at most 60,000 ms: so long at most does a destroyed key live on. Default 60,000. */
  ttlMs?: number;
  /** Epoch ms. */
  now: () => number;
  /** Keys held at most; the one that was fetched longest ago goes first. Default 10,000. */
  capacity?: number;
}

/**
 * Remembers keys that were read or created. That a key is destroyed is remembered without expiry; that one is unknown is never
 * remembered, because it may be created at any time. The bytes are shared with the callers: nobody may change them.
 */
export function cachedKeys(keys: Keys, { ttlMs = 60_000, now, capacity = 10_000 }: CachedKeysOptions): Keys {
  if (!(ttlMs >= 0 && ttlMs <= 60_000)) throw new RangeError(`ttlMs must be 0 to 60,000, not ${ttlMs}`);
  const held = new Map<string, { key: Uint8Array | 'destroyed'; until: number }>();

  const cached = (kid: string) => {
    const entry = held.get(kid);
    return entry !== undefined && now() < entry.until ? entry.key : undefined;
  };

  /** `asked`: when the answer was asked for, since a key may be destroyed while the answer is on its way. */
  const hold = (kid: string, key: Uint8Array | 'destroyed', asked: number) => {
    if (held.get(kid)?.key === 'destroyed') return;
    held.delete(kid); // moves it to the end
    held.set(kid, { key, until: key === 'destroyed' ? Infinity : asked + ttlMs });
    const [oldest] = held.keys();
    if (held.size > capacity && oldest !== undefined) held.delete(oldest);
  };

  return {
    async create(kid) {
      const known = cached(kid);
      if (known !== undefined) return known;
      const asked = now();
      const key = await keys.create(kid);
      hold(kid, key, asked);
      return key;
    },
    async read(kids) {
      const found = new Map<string, Uint8Array | 'destroyed' | 'unknown'>();
      const missing: string[] = [];
      for (const kid of kids) {
        const known = cached(kid);
        if (known === undefined) missing.push(kid);
        else found.set(kid, known);
      }
      if (missing.length === 0) return found;
      const asked = now();
      for (const [kid, key] of await keys.read(missing)) {
        found.set(kid, key);
        if (key !== 'unknown') hold(kid, key, asked);
      }
      return found;
    },
    async destroy(kids) {
      await keys.destroy(kids);
      for (const kid of kids) hold(kid, 'destroyed', now());
    },
    async close() {
      held.clear();
      await keys.close();
    },
  };
}
