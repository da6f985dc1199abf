import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open, type RootDatabase } from 'lmdb';
import type { BusRecord, Subscription } from '../bus';
import { type BusRig, busContract, collect, record, textOf, until } from '../bus-contract';
import type { Timers } from '../partitions/timers';
import { type EmbeddedBus, embeddedBus } from './embedded-bus';
import { embeddedLog } from './embedded-log';
import type { Log } from './log';
import { memoryLog } from './memory-log';

async function doomed(bus: EmbeddedBus, options: { group: string; topics: string[] }) {
  const received: string[] = [];
  const subscription: Subscription = await bus.consume({
    ...options,
    async onBatch({ records }) {
      received.push(...records.map(textOf));
      if (records.some((one) => !textOf(one).startsWith('done'))) await new Promise(() => {});
    },
  });
  return { received: () => received, kill: async () => bus.kill(subscription) };
}

const rig = (bus: EmbeddedBus, close: () => Promise<void> = async () => {}): BusRig => ({
  bus,
  doomed: (options) => doomed(bus, options),
  async close() {
    await bus.close();
    await close();
  },
});

const folders: string[] = [];
function openDatabase(path = mkdtempSync(join(tmpdir(), 'attune-bus-'))): RootDatabase {
  folders.push(path);
  return open({ path, maxDbs: 8, overlappingSync: false });
}
afterAll(() => folders.forEach((path) => rmSync(path, { recursive: true, force: true })));

busContract('the embedded bus over memory', async () => rig(embeddedBus({ log: memoryLog() })));
busContract('the embedded bus over lmdb', async () => {
  const env = openDatabase();
  return rig(embeddedBus({ log: embeddedLog(env) }), () => env.close());
});

/** Virtual time: timers are kept, and run when the test says so. */
function heldTimers(): Timers & { running(): number; advance(ms: number): void } {
  let now = 1_000_000;
  const waiting = new Map<number, { task: () => void; at: number }>();
  let handle = 0;
  return {
    now: () => now,
    setTimeout(task, ms) {
      waiting.set((handle += 1), { task, at: now + ms });
      return handle;
    },
    clearTimeout: (which) => void waiting.delete(which as number),
    running: () => waiting.size,
    advance(ms) {
      now += ms;
      for (const [which, { task, at }] of waiting) {
        if (at > now) continue;
        waiting.delete(which);
        task();
      }
    },
  };
}

async function busWithTopic(log: Log, timers: Timers = heldTimers()) {
  const bus = embeddedBus({ log, timers });
  await bus.ensureTopics([{ name: 't', partitions: 4, retentionMs: 100_000 }]);
  return bus;
}

describe('the embedded bus', () => {
  it('runs no timer when idle and commits 200 ms after something is done', async () => {
    const timers = heldTimers();
    const bus = await busWithTopic(memoryLog(), timers);
    const member = await collect(bus, { group: 'g', topics: ['t'] });
    expect(timers.running()).toBe(0);
    await bus.publish([record('t', 'k', 'a'), record('t', 'k', 'b')]);
    await until('it is handled', () => member.records.length === 2);
    expect(timers.running()).toBe(1);
    expect((await bus.committed('g', 't')).size).toBe(0);
    timers.advance(200);
    expect([...(await bus.committed('g', 't')).values()]).toEqual([2]);
    expect(timers.running()).toBe(0);
  });

  it('gives everything anew on a forced revoke: what was not committed comes again', async () => {
    const bus = await busWithTopic(memoryLog());
    const member = await collect(bus, { group: 'g', topics: ['t'] });
    await bus.publish([record('t', 'k', 'a')]);
    await until('it is handled', () => member.records.length === 1);
    bus.revoke('g');
    expect(member.signals[0]?.aborted).toBe(true);
    await until('it has come again', () => member.records.length === 2);
    expect(member.values()).toEqual(['a', 'a']);
  });

  it('forgets what is older than its topic keeps, and goes on behind it', async () => {
    const env = openDatabase();
    for (const log of [memoryLog(), embeddedLog(env)]) {
      const timers = heldTimers();
      const bus = await busWithTopic(log, timers);
      await bus.publish(['a', 'b', 'c'].map((value) => record('t', 'k', value)));
      timers.advance(90_000);
      await bus.publish([record('t', 'k', 'd')]);
      timers.advance(70_000);
      await bus.publish([record('t', 'k', 'e')]);
      const member = await collect(bus, { group: 'g', topics: ['t'] });
      await until('the rest has come', () => member.records.length === 2);
      expect(member.records.map((one) => `${one.offset} ${textOf(one)}`)).toEqual(['3 d', '4 e']);
      await bus.close();
    }
    await env.close();
  });

  it('puts deliveries off as it is told, and keeps their order whatever that is', async () => {
    const tasks: (() => void)[] = [];
    const bus = embeddedBus({ log: memoryLog(), timers: heldTimers(), defer: (task) => tasks.push(task) });
    await bus.ensureTopics([{ name: 't', partitions: 4 }]);
    const member = await collect(bus, { group: 'g', topics: ['t'] });
    for (const value of ['a', 'b', 'c']) await bus.publish([record('t', 'k', value)]);
    expect(member.records).toHaveLength(0);
    while (tasks.length > 0) tasks.pop()?.();
    expect(member.values()).toEqual(['a', 'b', 'c']);
  });

  it('finds records, topics and offsets again after a restart', async () => {
    const path = mkdtempSync(join(tmpdir(), 'attune-bus-'));
    const first = openDatabase(path);
    const before = await busWithTopic(embeddedLog(first));
    await before.publish(['a', 'b'].map((value) => record('t', 'k', value)));
    const member = await collect(before, { group: 'g', topics: ['t'] });
    await until('both are handled', () => member.records.length === 2);
    await before.close();
    await first.close();

    const second = openDatabase(path);
    const after = embeddedBus({ log: embeddedLog(second), timers: heldTimers() });
    await after.publish([record('t', 'k', 'c')]);
    const next = await collect(after, { group: 'g', topics: ['t'] });
    const all: BusRecord[] = [];
    await after.follow({ topics: ['t'], from: 'start', onRecord: (one) => void all.push(one) });
    await until('all have come', () => all.length === 3 && next.records.length === 1);
    expect(all.map((one) => `${one.offset} ${textOf(one)}`)).toEqual(['0 a', '1 b', '2 c']);
    expect(next.values()).toEqual(['c']);
    await after.close();
    await second.close();
  });
});
