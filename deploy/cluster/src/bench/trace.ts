/**
 * The hops of one turn as the product takes them (docs/architecture.md), for the two relays that the product is compared with: who
 * reads what, whether that costs a durable write, and what goes out.
 */
export interface Hop {
  service: string;
  /** Topic and kind of the event that is read. */
  reads: [topic: string, kind: string];
  writes: boolean;
  emits?: [topic: string, kind: string];
}

export const hops: readonly Hop[] = [
  { service: 'channel', reads: ['bench.inbound', 'offered'], writes: true, emits: ['bench.channel', 'turn'] },
  { service: 'context', reads: ['bench.channel', 'turn'], writes: true, emits: ['bench.context', 'started'] },
  { service: 'intent', reads: ['bench.context', 'started'], writes: false, emits: ['bench.intent', 'assessed'] },
  { service: 'knowledge', reads: ['bench.intent', 'assessed'], writes: false, emits: ['bench.knowledge', 'found'] },
  { service: 'escalation', reads: ['bench.intent', 'assessed'], writes: true, emits: ['bench.escalation', 'decided'] },
  { service: 'context', reads: ['bench.intent', 'assessed'], writes: true },
  {
    service: 'resolution',
    reads: ['bench.escalation', 'decided'],
    writes: true,
    emits: ['bench.resolution', 'prepared'],
  },
  { service: 'resolution', reads: ['bench.knowledge', 'found'], writes: true },
  { service: 'channel', reads: ['bench.resolution', 'prepared'], writes: true, emits: ['bench.channel', 'released'] },
  { service: 'context', reads: ['bench.channel', 'released'], writes: true },
];

export const benchServices = [...new Set(hops.map(({ service }) => service))];
export const benchTopics = ['bench.inbound', ...new Set(hops.flatMap(({ emits }) => (emits ? [emits[0]] : [])))];
export const hopsOf = (service: string): readonly Hop[] => hops.filter((hop) => hop.service === service);
