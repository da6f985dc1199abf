import { closeSync, openSync, writeSync } from 'node:fs';
import { type IHeaders, Kafka, type KafkaMessage, logLevel } from 'kafkajs';
import type { Logged } from './history';

const limitMs = 60_000;

/** Writes every record of every topic to `file`, as JSON lines in the order of their partitions, read by nothing but kafkajs. */
export async function readTopics(brokers: readonly string[], file: string): Promise<number> {
  const kafka = new Kafka({ clientId: 'chaos.checker', brokers: [...brokers], logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  const topics = (await admin.listTopics()).filter((topic) => topic.startsWith('attune.'));
  const missing = new Map<string, number>();
  for (const topic of topics)
    for (const { partition, high, low } of await admin.fetchTopicOffsets(topic))
      if (Number(high) > Number(low)) missing.set(`${topic}/${partition}`, Number(high));
  await admin.disconnect();

  const out = openSync(file, 'w');
  const consumer = kafka.consumer({ groupId: `chaos.checker.${Date.now()}`, retry: { retries: 5 } });
  let count = 0;
  try {
    await consumer.connect();
    await consumer.subscribe({ topics, fromBeginning: true });
    await new Promise<void>((done, failed) => {
      const limit = setTimeout(() => failed(new Error(`The topics could not be read in ${limitMs / 1000} s`)), limitMs);
      const finished = () => {
        if (missing.size > 0) return;
        clearTimeout(limit);
        done();
      };
      finished();
      consumer
        .run({
          autoCommit: false,
          eachBatch: async ({ batch }) => {
            const lane = `${batch.topic}/${batch.partition}`;
            if (!missing.has(lane)) return;
            for (const message of batch.messages) {
              writeSync(out, `${JSON.stringify(loggedOf(batch.topic, batch.partition, message))}\n`);
              count++;
            }
            if (Number(batch.lastOffset()) + 1 >= missing.get(lane)!) missing.delete(lane);
            finished();
          },
        })
        .catch(failed);
    });
  } finally {
    closeSync(out);
    await consumer.disconnect();
  }
  return count;
}

function loggedOf(topic: string, partition: number, { offset, key, headers, value }: KafkaMessage): Logged {
  return {
    topic,
    partition,
    offset: Number(offset),
    key: key?.toString() ?? null,
    headers: textsOf(headers),
    data: dataOf(value),
  };
}

function textsOf(headers: IHeaders | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name, String(value)]));
}

function dataOf(value: Buffer | null): Record<string, unknown> {
  try {
    const { data } = JSON.parse(String(value)) as { data?: Record<string, unknown> };
    return data ?? {};
  } catch {
    return {};
  }
}
