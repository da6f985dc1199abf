import { expect, it } from '@jest/globals';
import { maxRecordBytes, type OutRecord } from '../bus';
import { partitionOf } from '../partitions/partition-of';
import type { Given } from './index';
import { collect, record, textOf, until } from './rig';

export function handingOver(given: Given): void {
  it('keeps the order of every key, hands each record over once, and puts a key where Kafka puts it', async () => {
    const { bus } = given.rig;
    const topic = await given.topic();
    const group = given.group();
    const member = await collect(bus, { group, topics: [topic] });
    const keys = Array.from({ length: 40 }, (_, i) => `cnv_${i}é`);
    for (let round = 0; round < 25; round++) {
      await bus.publish(
        keys.flatMap((key) => [record(topic, key, `${2 * round}`), record(topic, key, `${2 * round + 1}`)]),
      );
    }
    await until('all have come', () => member.records.length >= keys.length * 50);
    for (const key of keys) {
      const ofKey = member.records.filter((one) => one.key === key);
      expect(ofKey.map(textOf)).toEqual(Array.from({ length: 50 }, (_, i) => `${i}`));
      expect(new Set(ofKey.map(({ partition }) => partition))).toEqual(new Set([partitionOf(key, 4)]));
    }
    expect(member.records).toHaveLength(keys.length * 50);
    expect(member.batches.length).toBeLessThan(member.records.length);
    await member.subscription.stop();
  });

  it('carries keys, headers and values as bytes', async () => {
    const { bus } = given.rig;
    const topic = await given.topic();
    const member = await collect(bus, { group: given.group(), topics: [topic] });
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    const headers = { ce_id: 'evt_1', name: 'Zoë 客户 🙂', empty: '', half: '\ud83d' };
    const sent: OutRecord[] = [
      { topic, key: 'ключ 🙂', headers, value: 'Grüße 🙂' },
      { topic, key: 'ключ 🙂', headers: {}, value: bytes },
      { topic, key: 'ключ 🙂', headers: {}, value: null },
      { topic, key: 'ключ 🙂', headers: {}, value: '' },
    ];
    const before = Date.now();
    await bus.publish(sent);
    bytes.fill(0); // the caller's array is the caller's
    await until('all have come', () => member.records.length === 4);
    expect(member.records.map(({ key }) => key)).toEqual(Array(4).fill('ключ 🙂'));
    expect(member.records[0]?.headers).toEqual({ ...headers, half: '\ufffd' });
    expect(member.values()[0]).toBe('Grüße 🙂');
    expect([...(member.records[1]?.value ?? [])]).toEqual(Array.from({ length: 256 }, (_, i) => i));
    expect(member.records[2]?.value).toBeNull();
    expect(member.records[3]?.value).toHaveLength(0);
    expect(member.records[0]?.offset).toBe('0');
    expect(Math.abs((member.records[0]?.timestamp ?? 0) - before)).toBeLessThan(5_000);
    await member.subscription.stop();
  });

  it('refuses a record that is too large by naming its topic, and publishes nothing of that call', async () => {
    const { bus } = given.rig;
    const topic = await given.topic();
    const tooLarge = record(topic, 'k', 'x'.repeat(maxRecordBytes));
    await expect(bus.publish([record(topic, 'k', 'small'), tooLarge])).rejects.toThrow(topic);
    expect([...(await bus.endOffsets(topic)).values()]).toEqual([0, 0, 0, 0]);
    await bus.publish([record(topic, 'k', 'x'.repeat(maxRecordBytes - 1))]);
    // Kafka puts what goes to one partition at once into one batch, which may not be larger than a record.
    await bus.publish(Array.from({ length: 5 }, () => record(topic, 'k', 'y'.repeat(400_000))));
    expect((await bus.endOffsets(topic)).get(partitionOf('k', 4))).toBe(6);
  });

  it('refuses a topic that does not exist', async () => {
    const { bus } = given.rig;
    await expect(bus.publish([record('contract.missing', 'k', 'v')])).rejects.toThrow('contract.missing');
    await expect(collect(bus, { group: given.group(), topics: ['contract.missing'] })).rejects.toThrow(
      'contract.missing',
    );
  });

  it('leaves a topic alone that exists', async () => {
    const { bus } = given.rig;
    const topic = await given.topic();
    await bus.publish([record(topic, 'k', 'v')]);
    await bus.ensureTopics([{ name: topic, partitions: 4, retentionMs: 3_600_000 }]);
    expect([...(await bus.endOffsets(topic)).values()].reduce((sum, end) => sum + end)).toBe(1);
  });

  it('hands the next batch of a partition over while an earlier one is open', async () => {
    const { bus } = given.rig;
    const topic = await given.topic();
    const member = await collect(bus, { group: given.group(), topics: [topic], hold: true });
    for (const value of ['first', 'second', 'third']) {
      await bus.publish([record(topic, 'k', value)]);
      await until(`${value} has come`, () => member.values().includes(value));
    }
    expect(member.batches).toEqual([['first'], ['second'], ['third']]);
    member.open.forEach(({ release }) => release());
    await member.subscription.stop();
  });

  it('hands nothing over while too much is unresolved, and goes on when there is room', async () => {
    const { bus } = given.rig;
    const topic = await given.topic();
    const few = (name: string) => Array.from({ length: 5 }, (_, i) => record(topic, 'k', `${name}${i}`));
    const member = await collect(bus, { group: given.group(), topics: [topic], hold: true, maxInFlight: 5 });
    const witness = await collect(bus, { group: given.group(), topics: [topic] });
    await bus.publish(few('a'));
    await until('the first have come', () => member.records.length === 5);
    for (const name of ['b', 'c', 'd']) await bus.publish(few(name));
    await until('a witness has all', () => witness.records.length === 20);
    expect(member.records).toHaveLength(5);
    for (let done = 0; member.records.length < 20 || done < member.open.length;) {
      await until('there is a batch to finish', () => member.open.length > done);
      for (; done < member.open.length; done++) member.open[done]?.release();
      await until('more has come', () => member.open.length > done || member.records.length === 20);
    }
    expect(member.values()).toEqual(witness.values());
    await Promise.all([member.subscription.stop(), witness.subscription.stop()]);
  });
}
