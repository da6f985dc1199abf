import type { Bus, ConsumeOptions, FollowOptions, OutRecord, Subscription, TopicSpec } from '../bus';
import { KafkaAdmin } from './admin';
import type { KafkaBusOptions } from './connection';
import { KafkaFollower } from './follower';
import { KafkaMember } from './member';
import { Publisher } from './publisher';

/** The bus on Kafka. Connects at the first use; nothing of kafkajs is visible to its users. */
export function kafkaBus(options: KafkaBusOptions): Bus {
  return new KafkaBus(options);
}

class KafkaBus implements Bus {
  private readonly admin: KafkaAdmin;
  private readonly publisher: Publisher;
  private readonly open = new Set<{ stop(): Promise<void> }>();

  constructor(private readonly options: KafkaBusOptions) {
    this.admin = new KafkaAdmin(options);
    this.publisher = new Publisher(options, this.admin);
  }

  publish(records: readonly OutRecord[]): Promise<void> {
    return this.publisher.publish(records);
  }

  async consume(consuming: ConsumeOptions): Promise<Subscription> {
    await this.admin.requireTopics(consuming.topics);
    const member = new KafkaMember(this.options, consuming, (ended) => this.open.delete(ended));
    await member.start();
    this.open.add(member);
    return member;
  }

  async follow(following: FollowOptions): Promise<{ stop(): Promise<void> }> {
    await this.admin.requireTopics(following.topics);
    const follower = new KafkaFollower(this.options, following, this.admin);
    const stop = async (): Promise<void> => {
      this.open.delete(opened);
      await follower.stop();
    };
    const opened = { stop };
    await follower.start();
    this.open.add(opened);
    return opened;
  }

  ensureTopics(topics: readonly TopicSpec[]): Promise<void> {
    return this.admin.ensureTopics(topics);
  }

  endOffsets(topic: string): Promise<Map<number, number>> {
    return this.admin.ends(topic);
  }

  committed(group: string, topic: string): Promise<Map<number, number>> {
    return this.admin.committed(group, topic);
  }

  async close(): Promise<void> {
    await Promise.all([...this.open].map((one) => one.stop()));
    await this.publisher.close();
    await this.admin.close();
  }
}
