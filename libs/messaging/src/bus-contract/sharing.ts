import { expect, it } from '@jest/globals';
import type { Given } from './index';
import { collect, type Collected, record, until } from './rig';

const partitions = (topics: string[]): string[] => topics.flatMap((topic) => [0, 1, 2, 3].map((p) => `${topic}/${p}`));
const numbersHeld = (member: Collected, topic: string): string[] =>
  member
    .held()
    .filter((held) => held.startsWith(`${topic}/`))
    .map((held) => held.slice(topic.length + 1))
    .sort();

export function sharing(given: Given): void {
  it('shares partitions among members: p of every topic to the same one', async () => {
    const { bus } = given.rig;
    const topics = [await given.topic(), await given.topic()];
    const group = given.group();
    const assignments: number[] = [];
    const first = await collect(bus, { group, topics, onAssigned: (held) => assignments.push(held.length) });
    expect(first.held().sort()).toEqual(partitions(topics).sort());
    const second = await collect(bus, { group, topics });
    await until('each has its share', () => first.held().length === 4 && second.held().length === 4);
    expect([...first.held(), ...second.held()].sort()).toEqual(partitions(topics).sort());
    for (const member of [first, second]) {
      expect(numbersHeld(member, topics[0] as string)).toEqual(numbersHeld(member, topics[1] as string));
    }
    expect(assignments).toEqual([8, 0, 4]); // everything is taken away before it is given anew
    await Promise.all([first.subscription.stop(), second.subscription.stop()]);
  });

  it('gives the rest everything when a member stops, and nothing is lost on the way', async () => {
    const { bus } = given.rig;
    const topic = await given.topic();
    const group = given.group();
    const first = await collect(bus, { group, topics: [topic] });
    const second = await collect(bus, { group, topics: [topic] });
    await until('each has its share', () => first.held().length === 2 && second.held().length === 2);
    const publish = async (name: string): Promise<void> => {
      for (let i = 0; i < 10; i++) {
        await bus.publish(Array.from({ length: 20 }, (_, k) => record(topic, `key ${k}`, `${name} ${i} ${k}`)));
      }
    };
    await publish('both');
    const stopped = first.subscription.stop();
    await publish('one');
    await stopped;
    await until('the other holds everything', () => second.held().length === 4);
    await until('all have come', () => new Set([...first.values(), ...second.values()]).size === 400);
    await second.subscription.stop();
  });

  it('gives a topic that only some members know to those', async () => {
    const { bus } = given.rig;
    const [old, added] = [await given.topic(), await given.topic()];
    const group = given.group();
    const leader = await collect(bus, { group, topics: [old] });
    const newer = await collect(bus, { group, topics: [old, added] });
    await until('each has its share', () => leader.held().length === 2 && newer.held().length === 6);
    expect(numbersHeld(newer, added)).toEqual(['0', '1', '2', '3']);
    const keys = Array.from({ length: 12 }, (_, k) => record(added, `key ${k}`, `${k}`));
    await bus.publish(keys);
    await until('all have come', () => newer.records.length === keys.length);
    await Promise.all([leader.subscription.stop(), newer.subscription.stop()]);
  });

  it('tells open batches when their partition is taken away, and does not commit them', async () => {
    const { bus } = given.rig;
    const topic = await given.topic();
    const group = given.group();
    const first = await collect(bus, { group, topics: [topic], hold: true });
    await bus.publish([record(topic, 'k', 'open')]);
    await until('it has come', () => first.records.length === 1);
    const second = await collect(bus, { group, topics: [topic], hold: true });
    await until('each has its share', () => first.held().length === 2 && second.held().length === 2);
    expect(first.signals[0]?.aborted).toBe(true);
    await until('it has come again', () => first.records.length + second.records.length === 2);
    first.open[0]?.release();
    await Promise.all([first.subscription.stop(20), second.subscription.stop(20)]);
    expect((await bus.committed(group, topic)).size).toBe(0);
  });

  it('goes on when a batch rejects that was taken away before', async () => {
    const { bus } = given.rig;
    const topic = await given.topic();
    const group = given.group();
    const first = await collect(bus, { group, topics: [topic], hold: true });
    await bus.publish([record(topic, 'k', 'open')]);
    await until('it has come', () => first.open.length === 1);
    const second = await collect(bus, { group, topics: [topic], hold: true });
    await until('it has come again', () => first.open.length + second.open.length === 2);
    first.open[0]?.refuse(new Error('given up, as it was taken away'));
    [...first.open.slice(1), ...second.open].forEach(({ release }) => release());
    await until('it is committed', async () => (await bus.committed(group, topic)).size === 1);
    expect([first.subscription.state, second.subscription.state]).toEqual(['stable', 'stable']);
    await Promise.all([first.subscription.stop(), second.subscription.stop()]);
  });
}
