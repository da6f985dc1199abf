import type { Projection, ProjectionRow } from '../documents';
import { placeOf, rowOf, rowText } from '../stored-text';
import { OrderedIds } from './ordered-ids';

export class MemoryProjection implements Projection {
  private readonly texts = new Map<string, string>();
  private readonly byTime = new OrderedIds();
  private readonly byGroup = new Map<string, OrderedIds>();

  async upsert(rows: readonly ProjectionRow[]): Promise<void> {
    const texts = rows.map(rowText); // all or none
    rows.forEach((row, index) => this.put(row, texts[index] ?? ''));
  }

  async get(id: string): Promise<ProjectionRow | undefined> {
    const text = this.texts.get(id);
    return text === undefined ? undefined : rowOf(text);
  }

  async find(options: { group?: string; since?: number; until?: number; limit: number }): Promise<ProjectionRow[]> {
    const { group, since = -Infinity, until = Infinity, limit } = options;
    const order = group === undefined ? this.byTime : this.byGroup.get(group);
    const ids = order?.between(since, until).reverse().slice(0, limit) ?? [];
    return ids.map((id) => rowOf(this.texts.get(id) ?? ''));
  }

  async prune(before: number): Promise<number> {
    const ids = this.byTime.between(-Infinity, before);
    for (const id of ids) this.remove(id);
    return ids.length;
  }

  private put(row: ProjectionRow, text: string): void {
    this.remove(row._id);
    this.texts.set(row._id, text);
    this.byTime.add(row.at, row._id);
    const group = this.byGroup.get(row.group) ?? new OrderedIds();
    this.byGroup.set(row.group, group);
    group.add(row.at, row._id);
  }

  private remove(id: string): void {
    const text = this.texts.get(id);
    if (text === undefined) return;
    const { at, group } = placeOf(text);
    this.texts.delete(id);
    this.byTime.remove(at, id);
    this.byGroup.get(group)?.remove(at, id);
    if (this.byGroup.get(group)?.size === 0) this.byGroup.delete(group);
  }
}
