/** Fixed for ever: keys hash to partitions, so another count would break order (protocols.md §3). */
export const partitionCount = 12;

const days = (n: number) => n * 24 * 60 * 60 * 1000;
export interface TopicDefinition {
  name: string;
  partitions: number;
  retentionMs?: number;
  compacted?: boolean;
}

export const services = [
  'channel',
  'context',
  'intent',
  'knowledge',
  'escalation',
  'resolution',
  'desk',
  'insights',
] as const;
export type ServiceName = (typeof services)[number];

const stream = (name: string, retention = days(45)): TopicDefinition => ({
  name,
  partitions: partitionCount,
  retentionMs: retention,
});

/** Every topic. Names are public: renaming one is a new topic. */
export const topics: readonly TopicDefinition[] = [
  ...services.map((service) => stream(`attune.${service}`)),
  stream('attune.inbound', days(3)),
  stream('attune.dead-letters'),
  { name: 'attune.articles', partitions: partitionCount, compacted: true },
  // "Send again" for one service alone.
  ...services.map((service) => stream(`attune.${service}.again`, days(3))),
];

export const groupOf = (service: ServiceName): string => `attune.${service}`;
export const againTopicOf = (service: string): string => `attune.${service}.again`;
