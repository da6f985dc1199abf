/**
 * What one turn costs the product, as `npm run bench` measures it (11 events, 8 document writes, a row of insights an event), for the
 * two relays that it is compared with: who reads which topics, what costs a durable write, and what goes out.
 */
export interface Hop {
  service: string;
  /** Topic and kind of the event that is read. */
  reads: [topic: string, kind: string];
  writes: boolean;
  emits: readonly [topic: string, kind: string][];
}

export const hops: readonly Hop[] = [
  {
    service: 'channel',
    reads: ['bench.inbound', 'offered'],
    writes: true,
    emits: [
      ['bench.channel', 'received'],
      ['bench.channel', 'turn'],
    ],
  },
  { service: 'context', reads: ['bench.channel', 'turn'], writes: true, emits: [['bench.context', 'started']] },
  { service: 'intent', reads: ['bench.context', 'started'], writes: false, emits: [['bench.intent', 'assessed']] },
  { service: 'knowledge', reads: ['bench.intent', 'assessed'], writes: false, emits: [['bench.knowledge', 'found']] },
  {
    service: 'escalation',
    reads: ['bench.intent', 'assessed'],
    writes: true,
    emits: [['bench.escalation', 'decided']],
  },
  { service: 'context', reads: ['bench.intent', 'assessed'], writes: true, emits: [] },
  { service: 'resolution', reads: ['bench.escalation', 'decided'], writes: true, emits: [] },
  {
    service: 'resolution',
    reads: ['bench.knowledge', 'found'],
    writes: true,
    emits: [
      ['bench.resolution', 'prepared'],
      ['bench.resolution', 'proposed'],
    ],
  },
  {
    service: 'channel',
    reads: ['bench.resolution', 'prepared'],
    writes: true,
    emits: [
      ['bench.channel', 'released'],
      ['bench.channel', 'closed'],
    ],
  },
  { service: 'context', reads: ['bench.channel', 'released'], writes: true, emits: [] },
];

/** The topics that each service of the product reads, whether or not a turn has something for it there. */
const subscriptions: Readonly<Record<string, readonly string[]>> = {
  channel: ['inbound', 'resolution', 'desk', 'escalation'],
  context: ['channel', 'intent', 'escalation', 'resolution', 'desk'],
  intent: ['context', 'desk'],
  knowledge: ['intent'],
  escalation: ['intent', 'channel', 'resolution', 'desk', 'context'],
  resolution: ['escalation', 'knowledge', 'desk'],
  desk: ['escalation', 'context', 'resolution', 'channel'],
  insights: ['channel', 'context', 'intent', 'knowledge', 'escalation', 'resolution', 'desk'],
};
const named = (name: string) => `bench.${name}`;

export const benchServices = Object.keys(subscriptions);
export const benchTopics = [...new Set(Object.values(subscriptions).flat())].map(named);
export const topicsOf = (service: string): string[] => subscriptions[service]!.map(named);
export const hopsOf = (service: string): readonly Hop[] => hops.filter((hop) => hop.service === service);
/** Insights writes a row for each event, whatever it is. */
export const writesRows = (service: string): boolean => service === 'insights';
