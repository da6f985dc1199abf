import { sharePartitions } from '../partitions/share';
import { AssignerProtocol, type PartitionAssigner } from './kafkajs';

const { MemberAssignment, MemberMetadata } = AssignerProtocol;
const version = 0;

/** Partition p of every topic to the same member. kafkajs's own assigners see only the topics of the leader (kafkajs #1679). */
export const coPartitioned: PartitionAssigner = ({ cluster }) => ({
  name: 'attune-co-partitioned',
  version,
  protocol: ({ topics }) => ({
    name: 'attune-co-partitioned',
    metadata: MemberMetadata.encode({ version, topics, userData: Buffer.alloc(0) }),
  }),
  async assign({ members }) {
    const subscribed = members.map(({ memberId, memberMetadata }) => ({
      id: memberId,
      topics: MemberMetadata.decode(memberMetadata)?.topics ?? [],
    }));
    await cluster.addMultipleTargetTopics([...new Set(subscribed.flatMap(({ topics }) => topics))]);
    const shares = sharePartitions(subscribed, (topic) => cluster.findTopicPartitionMetadata(topic).length);
    return [...shares].map(([memberId, held]) => {
      const assignment: Record<string, number[]> = {};
      for (const { topic, partition } of held) (assignment[topic] ??= []).push(partition);
      return {
        memberId,
        memberAssignment: MemberAssignment.encode({ version, assignment, userData: Buffer.alloc(0) }),
      };
    });
  },
});
