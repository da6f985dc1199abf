import { Kafka, logLevel, type EachBatchPayload } from 'kafkajs';
import { mongo } from 'mongoose';
import { hopsOf, topicsOf, writesRows } from './trace';

/**
 * What the same machine can do at best: the product's hops with kafkajs, JSON and one native bulk a batch, without versions, dedupe,
 * order, encryption or checks. One service a process: `node bare-relay.js <service>` with KAFKA_BROKERS and MONGO_URI.
 */
async function run(service: string): Promise<void> {
  const hops = hopsOf(service);
  const kafka = new Kafka({
    clientId: `bare.${service}`,
    brokers: process.env['KAFKA_BROKERS']!.split(','),
    logLevel: logLevel.ERROR,
    retry: { initialRetryTime: 100, retries: 20 },
  });
  const client = await new mongo.MongoClient(process.env['MONGO_URI']!).connect();
  const documents = client.db(`bare_${service}`).collection('documents', { writeConcern: { w: 'majority', j: true } });
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1, allowAutoTopicCreation: false });
  await producer.connect();
  const consumer = kafka.consumer({
    groupId: `bare.${service}`,
    maxWaitTimeInMs: 50,
    sessionTimeout: 10_000,
    heartbeatInterval: 1000,
  });
  await consumer.connect();
  await consumer.subscribe({ topics: topicsOf(service), fromBeginning: true });

  let sending: Promise<unknown> = Promise.resolve();
  const eachBatch = async ({ batch, resolveOffset, commitOffsetsIfNecessary }: EachBatchPayload) => {
    const writes: mongo.AnyBulkWriteOperation[] = [];
    const out = new Map<string, { key: Buffer | null; value: string; headers: Record<string, string> }[]>();
    for (const message of batch.messages) {
      const kind = message.headers?.['kind']?.toString();
      const body = JSON.parse(message.value!.toString()) as { at: number; padding: string };
      for (const hop of hops) {
        if (hop.reads[0] !== batch.topic || hop.reads[1] !== kind) continue;
        if (hop.writes) {
          const _id = message.key!.toString() as unknown as mongo.ObjectId;
          writes.push({ replaceOne: { filter: { _id }, replacement: { state: body }, upsert: true } });
        }
        for (const [topic, emitted] of hop.emits) {
          const records = out.get(topic) ?? [];
          out.set(topic, records);
          records.push({ key: message.key, value: JSON.stringify(body), headers: { kind: emitted } });
        }
      }
      if (writesRows(service)) {
        const _id = `${batch.topic}-${batch.partition}-${message.offset}` as unknown as mongo.ObjectId;
        writes.push({ replaceOne: { filter: { _id }, replacement: { row: body }, upsert: true } });
      }
    }
    if (writes.length > 0) await documents.bulkWrite(writes, { ordered: false });
    if (out.size > 0) {
      const topicMessages = [...out].map(([topic, messages]) => ({ topic, messages }));
      // One send at a time, as an idempotent producer needs it.
      sending = sending.then(() => producer.sendBatch({ topicMessages, acks: -1 }));
      await sending;
    }
    resolveOffset(batch.lastOffset());
    await commitOffsetsIfNecessary();
  };
  await consumer.run({
    autoCommit: true,
    autoCommitInterval: 200,
    eachBatchAutoResolve: false,
    partitionsConsumedConcurrently: 12,
    eachBatch,
  });
  process.send?.('ready');
}

void run(process.argv[2]!);
