import type { Chance } from '@attune/messaging';

/** One seeded source of everything that is left to chance (mulberry32): the same seed is the same story. */
export class SeededChance implements Chance {
  private state: number;
  constructor(readonly seed: number) {
    this.state = (seed ^ 0x9e3779b9) >>> 0;
  }
  /** A source of its own, which what is drawn elsewhere does not change. */
  fork(name: string): SeededChance {
    let hash = 0x811c9dc5 ^ this.seed;
    for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
    return new SeededChance(hash ^ (hash >>> 13));
  }
  /** 0 ≤ x < 1 */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
  /** True in a share `p` of the cases. */
  happens(p: number): boolean {
    return p > 0 && this.next() < p;
  }
  /** Whole number, both ends included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }
  pick<T>(items: readonly T[]): T {
    return items[this.between(0, items.length - 1)]!;
  }
  bytes(length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    for (let i = 0; i < length; i++) bytes[i] = this.next() * 256;
    return bytes;
  }
}
