import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';

/** Ready means that the offsets of every topic can be read: a broker describes its cluster before it leads its partitions. */
export async function untilReady(port: number, given: AbortSignal): Promise<void> {
  let last = 'it does not listen';
  while (!given.aborted) {
    if (await listens(port)) {
      try {
        return await readAllOffsets(port);
      } catch (error) {
        last = error instanceof Error ? error.message : String(error);
      }
    }
    await wait(25);
  }
  throw new Error(`not ready in time (${last})`);
}

function listens(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect(port, '127.0.0.1', () => answer(socket.destroy() !== undefined));
    socket.once('error', () => answer(false));
  });
}

async function readAllOffsets(port: number): Promise<void> {
  const admin = new Kafka({
    clientId: 'is-it-ready',
    brokers: [`127.0.0.1:${port}`],
    logLevel: logLevel.NOTHING,
    connectionTimeout: 2_000,
    requestTimeout: 5_000,
    retry: { retries: 0 },
  }).admin();
  try {
    await admin.connect();
    const { brokers } = await admin.describeCluster();
    if (brokers.length === 0) throw new Error('no broker has registered');
    for (const topic of await admin.listTopics()) await admin.fetchTopicOffsets(topic);
  } finally {
    await admin.disconnect();
  }
}
