import type { Database } from 'lmdb';
import type { Projection, ProjectionRow } from '../documents';
import { placeOf, rowOf, rowText } from '../stored-text';
import { commit, openIndex, openTexts, type EmbeddedDatabase } from './database';

/** Rows as text by id, and two indexes, `[at, id]` and `[group, at, id]`, that change in the same transactions. */
export class EmbeddedProjection implements Projection {
  private readonly texts: Database<Buffer, string>;
  private readonly byTime: Database<string, [number, string]>;
  private readonly byGroup: Database<string, [string, number, string]>;

  constructor(
    private readonly env: EmbeddedDatabase,
    name: string,
  ) {
    this.texts = openTexts(env, name);
    this.byTime = openIndex(env, `${name}/at`);
    this.byGroup = openIndex(env, `${name}/group`);
  }

  async upsert(rows: readonly ProjectionRow[]): Promise<void> {
    if (rows.length === 0) return;
    const puts = rows.map((row) => ({ row, bytes: Buffer.from(rowText(row)) }));
    await commit(this.env, () => {
      for (const { row, bytes } of puts) {
        this.remove(row._id);
        this.texts.putSync(row._id, bytes);
        this.byTime.putSync([row.at, row._id], '');
        this.byGroup.putSync([row.group, row.at, row._id], '');
      }
    });
  }

  async get(id: string): Promise<ProjectionRow | undefined> {
    const text = this.textOf(id);
    return text === undefined ? undefined : rowOf(text);
  }

  async find(options: { group?: string; since?: number; until?: number; limit: number }): Promise<ProjectionRow[]> {
    const { group, since = -Infinity, until = Infinity, limit } = options;
    // Downwards from the first key that is too late; no id is empty, so that this key itself is never there.
    const ids =
      group === undefined
        ? this.byTime.getKeys({ start: [until, ''], end: [since, ''], reverse: true, limit }).map(([, id]) => id)
        : this.byGroup
            .getKeys({ start: [group, until, ''], end: [group, since, ''], reverse: true, limit })
            .map(([, , id]) => id);
    return Array.from(ids, (id) => this.textOf(id)).flatMap((text) => (text === undefined ? [] : [rowOf(text)]));
  }

  async prune(before: number): Promise<number> {
    let removed = 0;
    // In pieces, so that nobody else's write waits long.
    for (;;) {
      const ids = Array.from(this.byTime.getKeys({ end: [before, ''], limit: 1000 }), ([, id]) => id);
      if (ids.length === 0) return removed;
      removed += await commit(this.env, () => ids.filter((id) => this.remove(id, before)).length);
    }
  }

  /** Only inside a transaction. False when there is no such row, or it is not older than `before`. */
  private remove(id: string, before = Infinity): boolean {
    const text = this.textOf(id);
    if (text === undefined) return false;
    const { at, group } = placeOf(text);
    if (at >= before) return false;
    this.texts.removeSync(id);
    this.byTime.removeSync([at, id]);
    this.byGroup.removeSync([group, at, id]);
    return true;
  }

  private textOf(id: string): string | undefined {
    return this.texts.getBinaryFast(id)?.toString();
  }
}
