import type { Position } from '../partitions/handover';

/** Offsets by group and topic, in memory. */
export class CommittedOffsets {
  private readonly byGroup = new Map<string, Map<number, number>>();

  set(group: string, { topic, partition, next }: Position): void {
    const id = `${group} ${topic}`;
    let offsets = this.byGroup.get(id);
    if (!offsets) this.byGroup.set(id, (offsets = new Map()));
    offsets.set(partition, next);
  }

  of(group: string, topic: string): Map<number, number> {
    return new Map(this.byGroup.get(`${group} ${topic}`));
  }
}
