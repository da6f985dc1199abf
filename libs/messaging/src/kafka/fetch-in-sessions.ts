import { setTimeout as wait } from 'node:timers/promises';
import type { Batch } from 'kafkajs';
import type { BusRecord } from '../bus';
import { FetchSession, type ReadAt } from './fetch-session';
import { type FetchedAnswer, type FetchedPartition, readAnswer } from './fetched-records';
import { toRecord } from './incoming';

/** What was fetched of one partition, and what can be done about it. */
export interface Fetched {
  topic: string;
  partition: number;
  /** Empty where a partition held nothing for us up to `next` (markers of transactions, what was compacted away). */
  records: BusRecord[];
  /** Offset to read at next. */
  next: number;
  /** False once the group has changed since it was fetched: do nothing with it. */
  isCurrent(): boolean;
  /** Fetch on behind it. Otherwise it is fetched again. */
  moveOn(): void;
  /** To be called while waiting; at most one a second goes out. A rejection belongs to the caller of the sink. */
  heartbeat(): Promise<void>;
  /** One try; also works while it stops, unlike the consumer's own (kafkajs #507). Valid for all partitions held. */
  commit(topics: { topic: string; partitions: { partition: number; offset: string }[] }[]): Promise<void>;
}

/** Gets all that a fetch brought. The next fetch waits for it. */
export type Sink = (fetched: Fetched[]) => Promise<void>;

interface Broker {
  lookupRequest(
    apiKey: number,
    versions: unknown,
  ): (request: object) => { request: { apiVersion: number }; response: Protocol<KafkajsAnswer> };
  connectionPool: { send<T>(request: { request: object; response: Protocol<T> }): Promise<T> };
  disconnect(): Promise<void>;
}

interface Protocol<T> {
  decode(answer: Buffer): Promise<T>;
  parse(decoded: T): Promise<T>;
}

interface KafkajsAnswer {
  errorCode: number;
  sessionId: number;
  responses: { topicName: string; partitions: { partition: number; messages: unknown[] }[] }[];
}

interface ConsumerGroup {
  memberId: string;
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
    findBroker(where: { nodeId: NodeId }): Promise<Broker>;
  };
  maxWaitTime: number;
  minBytes: number;
  maxBytes: number;
  maxBytesPerPartition: number;
  isolationLevel: number;
  checkForStaleAssignment(): void;
  seekOffsets(assigned: { topic: string; partitions: number[] }[]): Promise<void>;
  recoverFromFetch(error: unknown): Promise<void>;
  resolveOffset(at: { topic: string; partition: number; offset: string }): void;
  heartbeat(options: { interval: number }): Promise<void>;
  commitOffsets(offsets: { topics: Parameters<Fetched['commit']>[0] }): Promise<void>;
  fetch(nodeId: NodeId): Promise<Batch[]>;
}

/** Brokers' ids: kafkajs says them as numbers and as texts. */
type NodeId = number | string;

const versionRead = 11;
const unknownSession = 70;
const wrongEpoch = 71;

/** By member id. */
const sinks = new Map<string, Sink>();

/** From now on, what this member of a group fetches goes to `sink`. */
export const deliverTo = (memberId: string, sink: Sink): void => void sinks.set(memberId, sink);
export const deliverNoMore = (memberId: string): void => void sinks.delete(memberId);

/**
 * kafkajs's own fetch names all partitions each time, makes a batch of each although most are empty, awaits each field of each record
 * that it decodes, and hands each batch through a queue of workers. With a hundred partitions and a record here and there, that is ten
 * times the cost of what is done with the records. This one keeps a fetch session with each broker, decodes in one go, and delivers
 * to a sink; kafkajs is left with what it does about groups, offsets, connections and errors, and thinks that nothing was fetched.
 *
 * Several fetches run at once, one a broker. When one of them finds that the group must be joined again, what another one had
 * fetched before would move the new generation's position past records that nobody has seen: what is delivered knows its generation.
 */
export function fetchInSessions(load: NodeJS.Require): void {
  const { prototype } = load('kafkajs/src/consumer/consumerGroup') as { prototype: ConsumerGroup };
  const request = requester(load);
  prototype.fetch = async function (nodeId) {
    const generation = this.offsetManager;
    let fetched: Fetched[];
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
      const { partitions } = await request(this, nodeId, wanted);
      fetched = partitions.flatMap((read) => ofGroup(this, generation, wanted, read));
    } catch (error) {
      await this.recoverFromFetch(error);
      return [];
    }
    if (fetched.length > 0 && this.offsetManager === generation) await sinks.get(this.memberId)?.(fetched);
    return [];
  };
}

function ofGroup(
  group: ConsumerGroup,
  generation: ConsumerGroup['offsetManager'],
  wanted: ReadonlyMap<string, ReadAt>,
  { topic, partition, records, next }: FetchedPartition,
): Fetched[] {
  const at = wanted.get(`${topic} ${partition}`);
  if (!at || next === undefined) return [];
  if (group.seekOffset.has(topic, partition) || group.subscriptionState.isPaused(topic, partition)) return [];
  const first = Number(at.offset);
  return [
    {
      topic,
      partition,
      // A batch comes as it was written: it may begin before what was asked for.
      records: Number(records[0]?.offset) < first ? records.filter(({ offset }) => Number(offset) >= first) : records,
      next: Math.max(next, first),
      isCurrent: () => group.offsetManager === generation,
      moveOn: () => group.resolveOffset({ topic, partition, offset: String(Math.max(next, first) - 1) }),
      heartbeat: () => group.heartbeat({ interval: 1_000 }),
      commit: (topics) => group.commitOffsets({ topics }),
    },
  ];
}

function toRead(
  { cluster, subscriptionState, offsetManager }: ConsumerGroup,
  assigned: { topic: string; partitions: number[] }[],
  nodeId: NodeId,
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
  const reading = answerReader(load);
  /** By broker. A session outlives a generation of the group: the next request says what has changed. */
  const sessions = new WeakMap<ConsumerGroup, Map<NodeId, FetchSession>>();

  return async function request(
    group: ConsumerGroup,
    nodeId: NodeId,
    wanted: Map<string, ReadAt>,
  ): Promise<FetchedAnswer> {
    const { maxWaitTime, minBytes, maxBytes, isolationLevel, maxBytesPerPartition } = group;
    const broker = await group.cluster.findBroker({ nodeId });
    const ofGroup = sessions.get(group) ?? new Map<NodeId, FetchSession>();
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
      const { request, response } = fetch({ sessionId, sessionEpoch, topics, forgottenTopics, ...limits });
      const answer = await broker.connectionPool.send({
        request,
        response: reading(response, request.apiVersion, wanted),
      });
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

/** Our decoder, and kafkajs's for what ours leaves to it. */
function answerReader(load: NodeJS.Require) {
  const { createErrorFromCode } = load('kafkajs/src/protocol/error') as { createErrorFromCode(code: number): Error };
  const FetchedBatch = load('kafkajs/src/consumer/batch') as new (topic: string, at: string, data: object) => Batch;

  return (
    response: Protocol<KafkajsAnswer>,
    apiVersion: number,
    wanted: ReadonlyMap<string, ReadAt>,
  ): Protocol<FetchedAnswer> => ({
    async decode(bytes) {
      const answer = apiVersion === versionRead ? readAnswer(bytes) : undefined;
      if (answer) return answer;
      const { errorCode, sessionId, responses } = await response.parse(await response.decode(bytes));
      if (errorCode !== 0) throw createErrorFromCode(errorCode);
      const partitions = responses.flatMap(({ topicName: topic, partitions }) =>
        partitions.map((data): FetchedPartition => {
          const { partition, messages } = data;
          const batch = new FetchedBatch(topic, wanted.get(`${topic} ${partition}`)?.offset ?? '0', data);
          const records = batch.messages.map((message) => toRecord(topic, partition, message));
          return { topic, partition, records, ...(messages.length > 0 && { next: Number(batch.lastOffset()) + 1 }) };
        }),
      );
      return { sessionId, partitions };
    },
    parse: async (answer) => answer,
  });
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
