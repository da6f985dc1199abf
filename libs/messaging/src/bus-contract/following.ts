import { expect, it } from '@jest/globals';
import type { BusRecord } from '../bus';
import type { Given } from './index';
import { record, textOf, until } from './rig';

export function following(given: Given): void {
  const follow = async (topics: string[], from: 'start' | 'end' | number) => {
    const seen: BusRecord[] = [];
    const caughtUpAt: number[] = [];
    const follower = await given.rig.bus.follow({
      topics,
      from,
      onRecord: (one) => void seen.push(one),
      onCaughtUp: () => caughtUpAt.push(seen.length),
    });
    return { follower, seen, caughtUpAt, values: () => seen.map(textOf).sort() };
  };
  const publish = (topic: string, values: string[]): Promise<void> =>
    given.rig.bus.publish(values.map((value, i) => record(topic, `key ${i}`, value)));

  it('follows from the start: what is kept, then what comes', async () => {
    const topics = [await given.topic(), await given.topic()];
    await publish(topics[0] as string, ['a', 'b', 'c', 'd', 'e']);
    const { follower, caughtUpAt, values } = await follow(topics, 'start');
    await until('it has caught up', () => caughtUpAt.length === 1);
    expect(caughtUpAt).toEqual([5]);
    await publish(topics[1] as string, ['f']);
    await until('the new one has come', () => values().length === 6);
    expect(values()).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(caughtUpAt).toHaveLength(1);
    await follower.stop();
  });

  it('follows from the end: only what comes, and from exactly there', async () => {
    const topic = await given.topic();
    await publish(topic, ['old 1', 'old 2', 'old 3']);
    const { follower, caughtUpAt, values } = await follow([topic], 'end');
    await publish(topic, ['new 1', 'new 2', 'new 3']);
    await until('the new ones have come', () => values().length === 3);
    expect(values()).toEqual(['new 1', 'new 2', 'new 3']);
    expect(caughtUpAt).toEqual([0]);
    await follower.stop();
  });

  it('follows from a time', async () => {
    const topic = await given.topic();
    await publish(topic, ['before']);
    const written = Date.now();
    await until('the clock has moved on', () => Date.now() > written + 1);
    const time = Date.now();
    await publish(topic, ['after 1', 'after 2', 'after 3']);
    const { follower, caughtUpAt, values } = await follow([topic], time);
    await until('it has caught up', () => caughtUpAt.length === 1);
    expect(values()).toEqual(['after 1', 'after 2', 'after 3']);
    await follower.stop();
    await publish(topic, ['stopped']);
    expect(values()).toHaveLength(3);
  });

  it('keeps the order of a partition, waits for a slow reader, and commits nothing', async () => {
    const topic = await given.topic();
    const seen: string[] = [];
    let reading = 0;
    const follower = await given.rig.bus.follow({
      topics: [topic],
      from: 'start',
      async onRecord(one) {
        reading += 1;
        expect(reading).toBe(1);
        await new Promise(setImmediate);
        seen.push(textOf(one));
        reading -= 1;
      },
    });
    const values = Array.from({ length: 50 }, (_, i) => String(i).padStart(2, '0'));
    await given.rig.bus.publish(values.map((value) => record(topic, 'k', value)));
    await until('all have come', () => seen.length === 50);
    expect(seen).toEqual(values);
    await follower.stop();
  });

  it('tells when the reader fails, and reads no further', async () => {
    const topic = await given.topic();
    const failures: Error[] = [];
    const seen: string[] = [];
    const follower = await given.rig.bus.follow({
      topics: [topic],
      from: 'start',
      onRecord(one) {
        seen.push(textOf(one));
        throw new Error('no disk');
      },
      onFatal: (error) => failures.push(error),
    });
    await given.rig.bus.publish([record(topic, 'k', 'a'), record(topic, 'k', 'b')]);
    await until('the failure is told', () => failures.length === 1);
    expect(seen).toEqual(['a']);
    await follower.stop();
  });
}
