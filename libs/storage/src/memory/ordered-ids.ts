/** Ids in order of a number, then of the id: found by halving, changed by moving the tail of an array. */
export class OrderedIds {
  private readonly entries: { at: number; id: string }[] = [];

  add(at: number, id: string): void {
    const index = this.indexOf(at, id);
    const found = this.entries[index];
    if (found?.at !== at || found.id !== id) this.entries.splice(index, 0, { at, id });
  }

  remove(at: number, id: string): void {
    const index = this.indexOf(at, id);
    const found = this.entries[index];
    if (found?.at === at && found.id === id) this.entries.splice(index, 1);
  }

  /** Ids with `since` ≤ at < `until`, ascending. */
  between(since: number, until: number): string[] {
    return this.entries.slice(this.indexOf(since, ''), this.indexOf(until, '')).map((entry) => entry.id);
  }

  /** The first `limit` ids with at ≤ `until`, ascending. */
  upTo(until: number, limit: number): string[] {
    const ids: string[] = [];
    for (const entry of this.entries) {
      if (entry.at > until || ids.length >= limit) break;
      ids.push(entry.id);
    }
    return ids;
  }

  get size(): number {
    return this.entries.length;
  }

  /** Where (at, id) stands, or would be put. */
  private indexOf(at: number, id: string): number {
    let low = 0;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const entry = this.entries[middle];
      if (entry !== undefined && (entry.at < at || (entry.at === at && entry.id < id))) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
