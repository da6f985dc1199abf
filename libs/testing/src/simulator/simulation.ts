import { groupOf, topics, type ServiceName } from '@attune/contracts';
import {
  createRuntime,
  silentLogger,
  type Bus,
  type BusRecord,
  type Clock,
  type Handler,
  type Runtime,
} from '@attune/messaging';
import { embeddedBus, type EmbeddedBus, type Log } from '@attune/messaging/embedded';
import { memoryKeys, memoryStore, type DocumentStore, type Keys } from '@attune/storage';
import { SeededChance } from './chance';
import { noFaults, type Faults } from './faults';
import { faultyBus, faultyKeys, faultyStore, type Surroundings } from './faulty-ports';
import { Life, mortalClock } from './life';
import { recordedLog } from './recorded-log';
import { VirtualClock } from './virtual-clock';
import { Published, watchedStore } from './watched-store';

/** How a seeded mistake changes what a process sees of the outside, or does. */
export interface Mutation {
  bus?(bus: Bus, life: Life): Bus;
  store?(store: DocumentStore, life: Life, service: ServiceName): DocumentStore;
  keys?(keys: Keys, life: Life): Keys;
  clock?(clock: Clock, life: Life): Clock;
  handlers?(handlers: readonly Handler[], service: ServiceName, life: Life): readonly Handler[];
}

export interface SimulatedService {
  service: ServiceName;
  replicas: number;
  handlers(life: Life): readonly Handler[];
}

export interface SimulationOptions {
  seed: number;
  services: readonly SimulatedService[];
  faults: Partial<Faults>;
  mutation?: Mutation;
  domainId?: string;
  /** How often processes look for others' unfinished work, ms. Days pass faster where it is rarer. */
  sweepMs?: number;
  /** Told about every record, in the step in which the bus has it. */
  onRecord?(record: BusRecord): void;
}

export interface Replica {
  /** `escalation #3`: the third process of it in this story. */
  name: string;
  service: ServiceName;
  life: Life;
  runtime: Runtime;
}

/** A group takes a member for dead that was silent for so long, ms. */
const sessionMs = 6_000;

/** Some services, two processes each, on a virtual bus and store, with every fault; everything from one seed. */
export class Simulation {
  readonly clock = new VirtualClock();
  readonly chance: SeededChance;
  readonly faults: Faults;
  readonly bus: EmbeddedBus;
  readonly keys: Keys;
  readonly replicas: Replica[] = [];
  /** Everything on the bus, in the order in which it came there. */
  readonly records: BusRecord[] = [];
  /** What was wrong about a write to a store, one line each. */
  readonly violations: string[] = [];
  /** A service that is stopped: its replicas do not come back. */
  readonly down = new Set<ServiceName>();
  private readonly log: Log;
  private readonly published = new Published();
  private readonly stores = new Map<ServiceName, DocumentStore>();
  private readonly outages = new Map<string, number>();
  private readonly unseen = new Set<string>();
  private launched = 0;
  private healing = false;

  constructor(private readonly options: SimulationOptions) {
    this.chance = new SeededChance(options.seed);
    this.faults = { ...noFaults, ...options.faults };
    this.keys = memoryKeys({ newKey: (kid) => this.newKey(kid) });
    this.log = recordedLog((record) => {
      this.records.push(record);
      this.published.take(record);
      options.onRecord?.(record);
    });
    const latency = this.chance.fork('bus');
    this.bus = embeddedBus({
      log: this.log,
      timers: this.clock,
      defer: (task) => void this.clock.setTimeout(task, latency.next() * this.faults.latencyMs),
    });
  }

  async start(): Promise<void> {
    await this.bus.ensureTopics(topics);
    for (const { service, replicas } of this.options.services) for (let i = 0; i < replicas; i++) this.launch(service);
  }

  store(service: ServiceName): DocumentStore {
    const known =
      this.stores.get(service) ??
      watchedStore(memoryStore(), this.published, (what) => this.violations.push(`${service}: ${what}`));
    this.stores.set(service, known);
    return known;
  }

  /** A living replica that a client's request would reach; undefined while all are dead. */
  door(service: ServiceName): Replica | undefined {
    const living = this.replicas.filter((replica) => replica.service === service && !replica.life.dead);
    return living.length > 0 ? this.chance.pick(living) : undefined;
  }

  /** Kills a process, at once; it comes back by itself after a while, as under Kubernetes. */
  kill(replica: Replica): void {
    replica.life.crash();
  }

  /** The group takes a process for dead, while it goes on with what it has, for a while. */
  zombie({ life }: Replica): void {
    life.expelled = true;
    for (const subscription of life.subscriptions) this.bus.kill(subscription);
    this.clock.setTimeout(() => life.crash(), this.chance.between(50, 3000));
  }

  /** A process stands still for so long, and goes on with what it had in its hands; after a long time as a zombie. */
  freeze(replica: Replica, ms: number): void {
    const { life } = replica;
    life.frozenUntil = this.clock.now() + ms;
    if (ms <= sessionMs) return;
    this.clock.setTimeout(() => life.subscriptions.forEach((one) => this.bus.kill(one)), sessionMs);
    this.clock.setTimeout(() => life.dead || this.zombie(replica), ms);
  }

  /** Everything that a group has read of late comes again: each partition goes back by as much as `by` says. */
  rewind(service: ServiceName, by: () => number): void {
    const group = groupOf(service);
    for (const { name: topic } of topics)
      for (const [partition, next] of this.log.committed(group, topic))
        void this.log.commit(group, [{ topic, partition, next: Math.max(0, next - by()) }]);
    this.bus.revoke(group);
  }

  /** Kills all processes of a service; they come back when it is started again, or after `ms`. */
  stopService(service: ServiceName, ms?: number): void {
    if (this.down.has(service)) return;
    this.down.add(service);
    for (const replica of this.replicas.filter((one) => one.service === service && !one.life.dead))
      replica.life.crash();
    if (ms !== undefined) this.clock.setTimeout(() => this.down.has(service) && this.startService(service), ms);
  }

  startService(service: ServiceName): void {
    this.down.delete(service);
    const { replicas } = this.options.services.find((one) => one.service === service)!;
    for (let i = 0; i < replicas; i++) this.launch(service);
  }

  /** Nothing reaches the broker for so long, and no group survives it. */
  stopBroker(ms: number): void {
    this.outages.set('broker', this.clock.now() + ms);
    for (const { service } of this.options.services) this.bus.revoke(groupOf(service));
  }

  stopStore(service: ServiceName, ms: number): void {
    this.outages.set(`store of ${service}`, this.clock.now() + ms);
  }

  /** No more faults; whoever is dead comes back. */
  heal(): void {
    this.healing = true;
    Object.assign(this.faults, { ...noFaults, latencyMs: this.faults.latencyMs });
    this.outages.clear();
    this.unseen.clear();
    for (const { life } of [...this.replicas])
      if (life.frozenUntil > this.clock.now()) life.crash();
      else life.skewMs = 0;
    for (const service of [...this.down]) this.startService(service);
  }

  private newKey(kid: string): Uint8Array {
    const own = this.chance.fork(kid);
    if (own.happens(this.faults.keyLag)) {
      this.unseen.add(kid);
      this.clock.setTimeout(() => this.unseen.delete(kid), own.between(100, 30_000));
    }
    return own.bytes(32);
  }

  private isDown(server: string): string | undefined {
    return this.clock.now() < (this.outages.get(server) ?? 0) ? server : undefined;
  }

  private launch(service: ServiceName): void {
    const { handlers } = this.options.services.find((one) => one.service === service)!;
    const { mutation = {} } = this.options;
    const name = `${service} #${(this.launched += 1)}`;
    const life = new Life(this.clock, this.chance.fork(name), this.faults);
    const around: Surroundings = {
      unseen: this.unseen,
      down: (server) => this.isDown(server === 'broker' ? server : `store of ${service}`),
      rebalance: () => this.bus.revoke(groupOf(service)),
    };
    const own = handlers(life);
    const ports = {
      bus: faultyBus(this.bus, life, around),
      store: faultyStore(this.store(service), life, around),
      keys: faultyKeys(this.keys, life, around),
      clock: mortalClock(life),
    };
    const runtime = createRuntime({
      service,
      domainId: this.options.domainId ?? 'shop',
      domainVersion: '1',
      handlers: mutation.handlers?.(own, service, life) ?? own,
      bus: mutation.bus?.(ports.bus, life) ?? ports.bus,
      store: mutation.store?.(ports.store, life, service) ?? ports.store,
      keys: mutation.keys?.(ports.keys, life) ?? ports.keys,
      clock: mutation.clock?.(ports.clock, life) ?? ports.clock,
      chance: life.chance,
      logger: silentLogger,
      onFatal: () => life.crash(),
      ...(this.options.sweepMs !== undefined && { sweepMs: this.options.sweepMs }),
    });
    const replica = { name, service, life, runtime };
    this.replicas.push(replica);
    life.onDeath = () => this.buried(replica);
    void runtime.start();
  }

  private buried(replica: Replica): void {
    const { service, life } = replica;
    for (const subscription of life.subscriptions) this.bus.kill(subscription);
    this.replicas.splice(this.replicas.indexOf(replica), 1);
    if (this.down.has(service)) return;
    this.clock.setTimeout(
      () => this.down.has(service) || this.launch(service),
      this.healing ? 100 : this.chance.between(100, 8000),
    );
  }
}
