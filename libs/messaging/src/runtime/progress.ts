import type { PartitionBatch } from '../bus';
import type { Progress } from './gate';

/** Which batches are finished, a partition each, and so up to where everything is. */
export class BatchProgress implements Progress {
  private readonly topics = new Map<
    string,
    Map<number, { next: number; open: { from: number; to: number; done: boolean }[] }>
  >();
  inFlight = 0;
  lastProgressAt = 0;

  /** Call when a batch comes; the returned function when it is durable. */
  begin(batch: PartitionBatch): () => void {
    const partitions =
      this.topics.get(batch.topic) ??
      new Map<number, { next: number; open: { from: number; to: number; done: boolean }[] }>();
    this.topics.set(batch.topic, partitions);
    const from = Number(batch.records[0]?.offset ?? 0);
    const entry = { from, to: Number(batch.records.at(-1)?.offset ?? -1) + 1, done: false };
    const known = partitions.get(batch.partition);
    // A partition that came back starts again where it was committed.
    const state = known && from >= known.next ? known : { next: 0, open: [] };
    partitions.set(batch.partition, state);
    state.open.push(entry);
    this.inFlight += batch.records.length;
    return () => {
      entry.done = true;
      this.inFlight -= batch.records.length;
      while (state.open[0]?.done) state.next = state.open.shift()!.to;
    };
  }

  processed(topic: string): ReadonlyMap<number, number> {
    return new Map([...(this.topics.get(topic) ?? [])].map(([partition, { next }]) => [partition, next]));
  }
}
