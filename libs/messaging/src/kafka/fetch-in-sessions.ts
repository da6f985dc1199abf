import { setTimeout as wait } from 'node:timers/promises';
import type { Batch } from 'kafkajs';
import { FetchSession, type ReadAt } from './fetch-session';

interface Broker {
  lookupRequest(apiKey: number, versions: unknown): (request: object) => object;
  connectionPool: { send(request: object): Promise<Answer> };
  disconnect(): Promise<void>;
}

interface Answer {
  errorCode: number;
  sessionId: number;
  responses: { topicName: string; partitions: { partition: number; messages: unknown[] }[] }[];
}

interface ConsumerGroup {
  /** A new one with each generation of the group. */
  offsetManager: {
    committedOffsets(): Record<string, Record<number, string | undefined> | undefined>;
    nextOffset(topic: string, partition: number): { toString(): string };
  };
  subscriptionState: {
    assigned(): { topic: string; partitions: number[] }[];
    isPaused(topic: string, partition: number): boolean;
  };
  seekOffset: { has(topic: string, partition: number): boolean };
  cluster: {
    refreshMetadataIfNecessary(): Promise<void>;
    findTopicPartitionMetadata(topic: string): { partitionId: number; leader: number }[];
    findBroker(where: { nodeId: number | string }): Promise<Broker>;
  };
  maxWaitTime: number;
  minBytes: number;
  maxBytes: number;
  maxBytesPerPartition: number;
  isolationLevel: number;
  checkForStaleAssignment(): void;
  seekOffsets(assigned: { topic: string; partitions: number[] }[]): Promise<void>;
  recoverFromFetch(error: unknown): Promise<void>;
  /** Of brokers, kafkajs says numbers and texts. */
  fetch(nodeId: number | string): Promise<Batch[]>;
}

const unknownSession = 70;
const wrongEpoch = 71;

const generations = new WeakMap<Batch, () => boolean>();

/** Whether the group is still in the generation that the batch was fetched in. */
export const isCurrent = (batch: Batch): boolean => generations.get(batch)?.() ?? false;

/**
 * kafkajs's own names all partitions in each fetch, and makes a batch of each although most are empty. This one keeps a fetch
 * session with each broker.
 *
 * Several fetches run at once, one a broker. When one of them finds that the group must be joined again, what another one had
 * fetched before would be handed over afterwards and move the new generation's position past records that nobody has seen: it is
 * dropped, and what is handed over knows its generation.
 */
export function fetchInSessions(load: NodeJS.Require): void {
  const { prototype } = load('kafkajs/src/consumer/consumerGroup') as { prototype: ConsumerGroup };
  const FetchedBatch = load('kafkajs/src/consumer/batch') as new (topic: string, at: string, data: object) => Batch;
  const request = requester(load);
  prototype.fetch = async function (nodeId) {
    const generation = this.offsetManager;
    const isCurrent = () => this.offsetManager === generation;
    try {
      await this.cluster.refreshMetadataIfNecessary();
      this.checkForStaleAssignment();
      const assigned = this.subscriptionState.assigned();
      await this.seekOffsets(assigned);
      const wanted = toRead(this, assigned, nodeId);
      if (wanted.size === 0) {
        await wait(this.maxWaitTime);
        return [];
      }
      const { responses } = await request(this, nodeId, wanted);
      if (!isCurrent()) return [];
      return responses.flatMap(({ topicName: topic, partitions }) =>
        partitions.flatMap((data) => {
          const at = wanted.get(`${topic} ${data.partition}`);
          if (!at || data.messages.length === 0) return [];
          if (this.seekOffset.has(topic, data.partition) || this.subscriptionState.isPaused(topic, data.partition))
            return [];
          const batch = new FetchedBatch(topic, at.offset, data);
          if (!batch.isEmpty()) generations.set(batch, isCurrent);
          return [batch];
        }),
      );
    } catch (error) {
      await this.recoverFromFetch(error);
      return [];
    }
  };
}

function toRead(
  { cluster, subscriptionState, offsetManager }: ConsumerGroup,
  assigned: { topic: string; partitions: number[] }[],
  nodeId: number | string,
): Map<string, ReadAt> {
  const wanted = new Map<string, ReadAt>();
  const committed = offsetManager.committedOffsets();
  for (const { topic, partitions } of assigned) {
    const led = new Set<number>();
    for (const { partitionId, leader } of cluster.findTopicPartitionMetadata(topic))
      if (leader === Number(nodeId)) led.add(partitionId);
    for (const partition of partitions) {
      if (!led.has(partition) || subscriptionState.isPaused(topic, partition)) continue;
      // Not known while another fetch recovers from an offset that does not exist any more (kafkajs #578).
      if (committed[topic]?.[partition] === undefined) continue;
      const offset = offsetManager.nextOffset(topic, partition).toString();
      wanted.set(`${topic} ${partition}`, { topic, partition, offset });
    }
  }
  return wanted;
}

function requester(load: NodeJS.Require) {
  const { Fetch: apiKey } = load('kafkajs/src/protocol/requests/apiKeys') as { Fetch: number };
  const { requests } = load('kafkajs/src/protocol/requests') as { requests: { Fetch: unknown } };
  const { createErrorFromCode } = load('kafkajs/src/protocol/error') as { createErrorFromCode(code: number): Error };
  /** By broker. A session outlives a generation of the group: the next request says what has changed. */
  const sessions = new WeakMap<ConsumerGroup, Map<number | string, FetchSession>>();

  return async function request(
    group: ConsumerGroup,
    nodeId: number | string,
    wanted: Map<string, ReadAt>,
  ): Promise<Answer> {
    const { maxWaitTime, minBytes, maxBytes, isolationLevel, maxBytesPerPartition } = group;
    const broker = await group.cluster.findBroker({ nodeId });
    const ofGroup = sessions.get(group) ?? new Map<number | string, FetchSession>();
    sessions.set(group, ofGroup);
    const session = ofGroup.get(nodeId) ?? new FetchSession();
    ofGroup.set(nodeId, session);
    const { sessionId, sessionEpoch, changed, forgotten } = session.next(wanted);
    const topics = byTopic(changed, ({ partition, offset }) => ({
      partition,
      fetchOffset: offset,
      maxBytes: maxBytesPerPartition,
    }));
    const forgottenTopics = byTopic(forgotten, ({ partition }) => partition);
    const limits = { maxWaitTime, minBytes, maxBytes, isolationLevel };
    try {
      const fetch = broker.lookupRequest(apiKey, requests.Fetch);
      const answer = await broker.connectionPool.send(
        fetch({ sessionId, sessionEpoch, topics, forgottenTopics, ...limits }),
      );
      if (answer.errorCode !== 0) throw createErrorFromCode(answer.errorCode);
      session.answered(answer.sessionId);
      return answer;
    } catch (error) {
      session.failed();
      const { name, code } = error as { name?: string; code?: number };
      if (name === 'KafkaJSConnectionClosedError') await broker.disconnect();
      // The broker has restarted, or has given our session's place to others.
      if (sessionEpoch > 0 && (code === unknownSession || code === wrongEpoch)) return request(group, nodeId, wanted);
      throw error;
    }
  };
}

function byTopic<T>(reads: readonly ReadAt[], as: (read: ReadAt) => T): { topic: string; partitions: T[] }[] {
  const topics = new Map<string, T[]>();
  for (const read of reads) {
    const partitions = topics.get(read.topic);
    if (partitions) partitions.push(as(read));
    else topics.set(read.topic, [as(read)]);
  }
  return [...topics].map(([topic, partitions]) => ({ topic, partitions }));
}
