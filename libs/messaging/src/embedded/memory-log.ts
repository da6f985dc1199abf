import type { BusRecord, TopicSpec } from '../bus';
import { CommittedOffsets } from './committed-offsets';
import type { Log } from './log';

interface MemoryPartition {
  start: number;
  records: BusRecord[];
}

/** A log that lives as long as its object; several buses, one after another, may run over it. */
export function memoryLog(): Log {
  const specs: TopicSpec[] = [];
  const topics = new Map<string, MemoryPartition[]>();
  const offsets = new CommittedOffsets();
  const partitionAt = (topic: string, partition: number): MemoryPartition => {
    const found = topics.get(topic)?.[partition];
    if (!found) throw new Error(`There is no partition ${partition} of ${topic}`);
    return found;
  };
  return {
    topics: () => [...specs],
    async createTopic(spec) {
      specs.push(spec);
      topics.set(
        spec.name,
        Array.from({ length: spec.partitions }, () => ({ start: 0, records: [] })),
      );
    },
    async append(entries) {
      const targets = entries.map((entry) => partitionAt(entry.topic, entry.partition));
      entries.forEach((entry, i) => {
        const { start, records } = targets[i] as MemoryPartition;
        records.push({ ...entry, offset: String(start + records.length) });
      });
    },
    read(topic, partition, from, limit) {
      const { start, records } = partitionAt(topic, partition);
      const first = Math.max(from - start, 0);
      return records.slice(first, first + limit).map((record) => ({ ...record }));
    },
    start: (topic, partition) => partitionAt(topic, partition).start,
    end(topic, partition) {
      const { start, records } = partitionAt(topic, partition);
      return start + records.length;
    },
    async commit(group, positions) {
      for (const position of positions) offsets.set(group, position);
    },
    committed: (group, topic) => offsets.of(group, topic),
    async forget(topic, partition, before) {
      const found = partitionAt(topic, partition);
      found.start += found.records.splice(0, Math.max(before - found.start, 0)).length;
    },
  };
}
