export interface BrokerPlace {
  dataDir: string;
  port: number;
  controllerPort: number;
  /** Further or other settings of the broker. */
  properties?: Readonly<Record<string, string | number | boolean>>;
}

/** server.properties of one node that is broker and controller, on the loopback address. */
export function brokerProperties({ dataDir, port, controllerPort, properties }: BrokerPlace): string {
  const all = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': dataDir,
    ...oneNode,
    ...small,
    ...quickRestart,
    ...properties,
  };
  return Object.entries(all)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

const oneNode = {
  'offsets.topic.replication.factor': 1,
  'offsets.topic.num.partitions': 1,
  'transaction.state.log.replication.factor': 1,
  'transaction.state.log.min.isr': 1,
  'transaction.state.log.num.partitions': 1,
  'share.coordinator.state.topic.replication.factor': 1,
  'share.coordinator.state.topic.min.isr': 1,
  'auto.create.topics.enable': false,
  'offsets.retention.minutes': 86_400, // 60 days: offsets outlive topics
};

const small = {
  'num.network.threads': 2,
  'num.io.threads': 2,
  'background.threads': 2,
  'log.cleaner.dedupe.buffer.size': 8_388_608,
  'log.segment.bytes': 67_108_864,
};

/** With the defaults, a broker restarted after kill -9 takes 11 s to register, and a first member of a group waits 3 s. */
const quickRestart = {
  'group.initial.rebalance.delay.ms': 0,
  'group.min.session.timeout.ms': 1_000,
  'broker.session.timeout.ms': 2_000,
  'broker.heartbeat.interval.ms': 500,
  'controller.quorum.election.timeout.ms': 100,
  'controller.quorum.election.backoff.max.ms': 50,
  'controller.quorum.fetch.timeout.ms': 500,
};
