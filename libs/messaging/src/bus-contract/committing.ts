import { expect, it } from '@jest/globals';
import { partitionOf } from '../partitions/partition-of';
import type { Given } from './index';
import { collect, record, until } from './rig';

const partition = partitionOf('k', 4);

export function committing(given: Given): void {
  const committed = async (group: string, topic: string): Promise<number | undefined> =>
    (await given.rig.bus.committed(group, topic)).get(partition);

  it('commits only the unbroken prefix of what is done', async () => {
    const { bus } = given.rig;
    const topic = await given.topic();
    const group = given.group();
    const member = await collect(bus, { group, topics: [topic], hold: true });
    for (const value of ['0', '1', '2', '3']) {
      await bus.publish([record(topic, 'k', value)]);
      await until(`${value} has come`, () => member.values().includes(value));
    }
    member.open[0]?.release();
    await until('the first is committed', async () => (await committed(group, topic)) === 1);
    member.open[2]?.release();
    member.open[3]?.release();
    const stopped = member.subscription.stop();
    member.open[1]?.refuse(new Error('given up, as it is stopping'));
    await stopped;
    expect(await committed(group, topic)).toBe(1);

    const next = await collect(bus, { group, topics: [topic] });
    await until('all that was not committed comes again', () => next.records.length === 3);
    expect(next.values()).toEqual(['1', '2', '3']);
    await until('everything is committed', async () => (await committed(group, topic)) === 4);
    await next.subscription.stop();
  });

  it('commits when it stops, without waiting for its timer', async () => {
    const { bus } = given.rig;
    const topic = await given.topic();
    const group = given.group();
    const member = await collect(bus, { group, topics: [topic] });
    await bus.publish([record(topic, 'k', 'a'), record(topic, 'k', 'b')]);
    await until('both have come', () => member.records.length === 2);
    await member.subscription.stop();
    expect(await committed(group, topic)).toBe(2);
    expect(member.subscription.state).toBe('stopped');
    expect(member.subscription.assigned()).toEqual([]);
  });

  it('waits for open batches when it stops, and tells them', async () => {
    const { bus } = given.rig;
    const topic = await given.topic();
    const group = given.group();
    const member = await collect(bus, { group, topics: [topic], hold: true });
    await bus.publish([record(topic, 'k', 'slow')]);
    await until('it has come', () => member.records.length === 1);
    expect(member.signals[0]?.aborted).toBe(false);
    const stopped = member.subscription.stop();
    await until('its signal is aborted', () => member.signals[0]?.aborted === true);
    await bus.publish([record(topic, 'k', 'later')]);
    member.open[0]?.release();
    await stopped;
    expect(await committed(group, topic)).toBe(1);
    expect(member.values()).toEqual(['slow']);
  });

  it('does not wait longer than it may', async () => {
    const { bus } = given.rig;
    const topic = await given.topic();
    const group = given.group();
    const member = await collect(bus, { group, topics: [topic], hold: true });
    await bus.publish([record(topic, 'k', 'never')]);
    await until('it has come', () => member.records.length === 1);
    await member.subscription.stop(50);
    expect(await committed(group, topic)).toBeUndefined();
  });

  it('ends with a handler that rejects; the next member goes on there and misses nothing', async () => {
    const { bus } = given.rig;
    const topic = await given.topic();
    const group = given.group();
    const failures: Error[] = [];
    const member = await collect(bus, { group, topics: [topic], hold: true, onFatal: (error) => failures.push(error) });
    await bus.publish([record(topic, 'k', 'fine')]);
    await until('the first has come', () => member.open.length === 1);
    member.open[0]?.release();
    await bus.publish([record(topic, 'k', 'poison')]);
    await until('the second has come', () => member.open.length === 2);
    member.open[1]?.refuse(new TypeError('cannot read it'));
    await until('the failure is told', () => failures.length === 1);
    expect(failures[0]?.message).toBe('cannot read it');
    expect(member.subscription.state).toBe('dead');
    await bus.publish([record(topic, 'k', 'after')]);

    const next = await collect(bus, { group, topics: [topic] });
    await until('the rest has come', () => next.values().includes('after'));
    expect(next.values()).toEqual(['poison', 'after']);
    expect(member.values()).toEqual(['fine', 'poison']);
    await next.subscription.stop();
  });

  it('hands over again, after a kill, what was not committed', async () => {
    const { bus } = given.rig;
    const topic = await given.topic();
    const group = given.group();
    const doomed = await given.rig.doomed({ group, topics: [topic] });
    await bus.publish([record(topic, 'k', 'done 0'), record(topic, 'k', 'done 1')]);
    await until('the first are committed', async () => (await committed(group, topic)) === 2);
    await bus.publish([record(topic, 'k', 'open 2'), record(topic, 'k', 'open 3')]);
    await until('the others have come', () => doomed.received().length === 4);
    await doomed.kill();
    await bus.publish([record(topic, 'k', 'new 4')]);

    const next = await collect(bus, { group, topics: [topic] });
    await until('the rest has come', () => next.values().includes('new 4'));
    expect(next.values()).toEqual(['open 2', 'open 3', 'new 4']);
    await next.subscription.stop();
  }, 60_000);
}
