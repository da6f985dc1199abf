import type { RootDatabase } from 'lmdb';
import type { TopicSpec } from '../bus';
import { CommittedOffsets } from './committed-offsets';
import type { Log } from './log';
import { decodeRecord, encodeRecord } from './record-bytes';

type RecordKey = [topic: string, partition: number, offset: number];
type StateKey = ['topic', string] | ['start', string, number] | ['offset', group: string, topic: string, number];

interface Ends {
  start: number;
  /** Behind the last durable record. */
  end: number;
  /** Behind the last record on its way. */
  next: number;
}

/** A log in the embedded database `env`, which whoever opened it closes. One process at a time. */
export function embeddedLog(env: RootDatabase): Log {
  const records = env.openDB<Buffer, RecordKey>({ name: 'bus.records', encoding: 'binary' });
  const state = env.openDB<unknown, StateKey>({ name: 'bus.state', encoding: 'json' });
  const specs = new Map<string, TopicSpec>();
  const ends = new Map<string, Ends[]>();
  const offsets = new CommittedOffsets();

  const endsOf = (topic: string, partition: number): Ends => {
    const found = ends.get(topic)?.[partition];
    if (!found) throw new Error(`There is no partition ${partition} of ${topic}`);
    return found;
  };
  const remember = (spec: TopicSpec): void => {
    const stored = (partition: number): Ends => {
      const start = Number(state.get(['start', spec.name, partition]) ?? 0);
      const after: RecordKey = [spec.name, partition, Number.MAX_SAFE_INTEGER];
      const [last] = records.getKeys({ start: after, end: [spec.name, partition, -1], reverse: true, limit: 1 });
      const end = last ? last[2] + 1 : start;
      return { start, end, next: end };
    };
    specs.set(spec.name, spec);
    ends.set(
      spec.name,
      Array.from({ length: spec.partitions }, (_, partition) => stored(partition)),
    );
  };
  for (const { key, value } of state.getRange({})) {
    if (key[0] === 'topic') remember(value as TopicSpec);
    if (key[0] === 'offset') offsets.set(key[1], { topic: key[2], partition: key[3], next: Number(value) });
  }

  return {
    topics: () => [...specs.values()],
    async createTopic(spec) {
      remember(spec);
      await state.put(['topic', spec.name], spec);
    },
    async append(entries) {
      const touched = new Map<Ends, number>();
      const places = entries.map((entry) => endsOf(entry.topic, entry.partition));
      const written = records.batch(() =>
        entries.forEach((entry, i) => {
          const place = places[i] as Ends;
          void records.put([entry.topic, entry.partition, place.next], encodeRecord(entry));
          touched.set(place, (place.next += 1));
        }),
      );
      await written;
      await records.flushed;
      for (const [place, next] of touched) place.end = Math.max(place.end, next);
    },
    read(topic, partition, from, limit) {
      const { start, end } = endsOf(topic, partition);
      const range = { start: [topic, partition, Math.max(from, start)], end: [topic, partition, end], limit };
      return [...records.getRange(range as { start: RecordKey; end: RecordKey; limit: number })].map(({ key, value }) =>
        decodeRecord(topic, partition, key[2], value),
      );
    },
    start: (topic, partition) => endsOf(topic, partition).start,
    end: (topic, partition) => endsOf(topic, partition).end,
    async commit(group, positions) {
      for (const position of positions) offsets.set(group, position);
      await state.batch(() => {
        for (const { topic, partition, next } of positions) void state.put(['offset', group, topic, partition], next);
      });
    },
    committed: (group, topic) => offsets.of(group, topic),
    async forget(topic, partition, before) {
      const place = endsOf(topic, partition);
      const { start } = place;
      if (before <= start) return;
      place.start = before;
      await env.transaction(() => {
        for (let offset = start; offset < before; offset++) void records.remove([topic, partition, offset]);
        void state.put(['start', topic, partition], before);
      });
    },
  };
}
