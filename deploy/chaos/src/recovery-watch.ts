import { setTimeout as wait } from 'node:timers/promises';
import { groupOf, services } from '@attune/contracts';
import { type Admin, Kafka, logLevel } from 'kafkajs';
import type { Consumed } from './checker/history';
import type { Ledger } from './ledger';

type Offsets = ReadonlyMap<string, number>;
interface Snapshot {
  at: number;
  ends: Offsets;
}

const everyMs = 400;

/**
 * Looks at the groups from outside: every 400 ms it notes where their inputs end, and how long it takes until that much is
 * committed. A group that consumes is half a second behind; one that does not cannot hide it.
 */
export class RecoveryWatch {
  private readonly waiting = new Map<string, Snapshot[]>();
  private admin: Promise<Admin> | undefined;
  private running: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly brokers: readonly string[],
    private readonly ledger: Ledger<Consumed>,
  ) {}

  start(): void {
    this.running = this.run();
  }

  /** True when everything that the groups had to read at the last look is read. */
  get allRead(): boolean {
    return [...this.waiting.values()].every((snapshots) => snapshots.length <= 2);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
    await this.letGo();
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      const next = wait(everyMs);
      try {
        await this.look(await (this.admin ??= this.connect()));
      } catch {
        await this.letGo(); // the broker is away: what waits goes on waiting
      }
      await next;
    }
  }

  private async look(admin: Admin): Promise<void> {
    const committed = new Map<string, Offsets>();
    for (const group of services.map(groupOf)) committed.set(group, await committedOf(admin, group));
    const topics = new Set([...committed.values()].flatMap((offsets) => [...offsets.keys()].map(topicOf)));
    const at = Date.now();
    const ends = new Map<string, number>();
    for (const topic of topics)
      for (const { partition, high } of await admin.fetchTopicOffsets(topic))
        if (Number(high) > 0) ends.set(`${partition} ${topic}`, Number(high));
    for (const [group, offsets] of committed) this.compare(group, offsets, { at, ends });
  }

  private compare(group: string, committed: Offsets, now: Snapshot): void {
    const topics = new Set([...committed.keys()].map(topicOf));
    const snapshots = this.waiting.get(group) ?? [];
    this.waiting.set(group, snapshots);
    while (snapshots[0] && isRead(snapshots[0], committed, topics))
      this.ledger.write({ group, at: snapshots.shift()!.at, passedAt: now.at });
    snapshots.push(now);
  }

  private async connect(): Promise<Admin> {
    const admin = new Kafka({
      clientId: 'chaos.watch',
      brokers: [...this.brokers],
      logLevel: logLevel.NOTHING,
      connectionTimeout: 1_000,
      requestTimeout: 3_000,
      retry: { initialRetryTime: 50, maxRetryTime: 200, retries: 3 }, // its first question fails: it knows no broker yet
    }).admin();
    await admin.connect();
    return admin;
  }

  private async letGo(): Promise<void> {
    const admin = await this.admin?.catch(() => undefined);
    this.admin = undefined;
    await admin?.disconnect().catch(() => undefined);
  }
}

const topicOf = (lane: string): string => lane.slice(lane.indexOf(' ') + 1);

const isRead = ({ ends }: Snapshot, committed: Offsets, topics: ReadonlySet<string>): boolean =>
  [...ends].every(([lane, end]) => !topics.has(topicOf(lane)) || (committed.get(lane) ?? 0) >= end);

async function committedOf(admin: Admin, groupId: string): Promise<Offsets> {
  const offsets = new Map<string, number>();
  for (const { topic, partitions } of await admin.fetchOffsets({ groupId }))
    for (const { partition, offset } of partitions)
      if (Number(offset) >= 0) offsets.set(`${partition} ${topic}`, Number(offset));
  return offsets;
}
