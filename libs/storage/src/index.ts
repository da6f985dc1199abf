export { cachedKeys, type CachedKeysOptions } from './cached-keys';
export type * from './documents';
export type { Keys } from './keys';
export { memoryKeys, memoryStore } from './memory';
