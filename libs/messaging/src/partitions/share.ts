export interface TopicPartition {
  topic: string;
  partition: number;
}

export interface GroupMember {
  id: string;
  topics: readonly string[];
}

/**
 * Who gets which partition: partition p of every topic goes to the same member, so that a document is decided on in one place.
 * Over the union of what the members subscribe to: during a rolling update, a topic that only some of them know goes to those.
 * Members in the order of their ids, so that every leader comes to the same result.
 */
export function sharePartitions(
  members: readonly GroupMember[],
  partitionsOf: (topic: string) => number,
): Map<string, TopicPartition[]> {
  const sorted = [...members].sort((a, b) => (a.id < b.id ? -1 : 1));
  const shares = new Map<string, TopicPartition[]>(sorted.map(({ id }) => [id, []]));
  for (const topic of [...new Set(sorted.flatMap((member) => member.topics))].sort()) {
    const subscribers = sorted.filter((member) => member.topics.includes(topic));
    for (let partition = 0; partition < partitionsOf(topic); partition++) {
      const first = sorted[partition % sorted.length];
      const owner = first?.topics.includes(topic) ? first : subscribers[partition % subscribers.length];
      if (owner) shares.get(owner.id)?.push({ topic, partition });
    }
  }
  return shares;
}
