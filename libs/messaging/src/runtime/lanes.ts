import type { DocumentKind } from '../handlers';
import type { LaneInput, Seen } from './draft';

/** What waits for one document, and what is known of it. */
export interface Lane {
  readonly kind: DocumentKind<object>;
  readonly id: string;
  waiting: LaneInput[];
  /** Being decided and written now. */
  taken: LaneInput[];
  /** The outcome of the last write is not known. */
  doubtful?: boolean;
  /** Cached; absent: must be loaded. */
  seen?: Seen;
}

export const laneKey = (kind: DocumentKind<object>, id: string): string => `${kind.collection}|${id}`;

const maxCached = 2_000;

/** One lane a document over all topics and doors of this process; least recently used documents leave the cache. */
export interface Lanes {
  readonly waiting: number;
  add(kind: DocumentKind<object>, id: string, input: LaneInput): void;
  /** Lanes with waiting inputs, each then belongs to the caller until it is released or put back. */
  take(limit: number): Lane[];
  /** The inputs wait again, in front of what came meanwhile. */
  putBack(lane: Lane, inputs: LaneInput[], dropCache: boolean): void;
  release(lane: Lane): void;
  forget(): void;
}

export function documentLanes(): Lanes {
  const lanes = new Map<string, Lane>(); // in order of last use
  const ready = new Set<Lane>();
  let waiting = 0;

  const touch = (key: string, lane: Lane) => {
    lanes.delete(key);
    lanes.set(key, lane);
  };
  const evict = () => {
    for (const [key, lane] of lanes) {
      if (lanes.size <= maxCached) return;
      if (lane.waiting.length === 0 && lane.taken.length === 0) lanes.delete(key);
      else touch(key, lane);
    }
  };

  return {
    get waiting() {
      return waiting;
    },
    add(kind, id, input) {
      const key = laneKey(kind, id);
      const lane = lanes.get(key) ?? { kind, id, waiting: [], taken: [] };
      touch(key, lane);
      lane.waiting.push(input);
      waiting++;
      if (lane.taken.length === 0) ready.add(lane);
      if (lanes.size > maxCached * 1.1) evict();
    },
    take(limit) {
      const taken: Lane[] = [];
      for (const lane of ready) {
        if (taken.length === limit) break;
        ready.delete(lane);
        lane.taken = lane.waiting;
        lane.waiting = [];
        waiting -= lane.taken.length;
        taken.push(lane);
      }
      return taken;
    },
    putBack(lane, inputs, dropCache) {
      lane.taken = [];
      lane.waiting = [...inputs, ...lane.waiting];
      waiting += inputs.length;
      if (dropCache) delete lane.seen;
      if (lane.waiting.length > 0) ready.add(lane);
    },
    release(lane) {
      if (lane.taken.length > 0) lane.taken = [];
      // A document that does not exist is not remembered: another process may make it.
      if (lane.seen && !lane.seen.stored) delete lane.seen;
      if (lane.waiting.length > 0) ready.add(lane);
    },
    forget() {
      for (const lane of lanes.values()) if (lane.taken.length === 0) delete lane.seen;
    },
  };
}
