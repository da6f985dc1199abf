import { topics, type ServiceName } from '@attune/contracts';
import { createRuntime, silentLogger, type Bus, type BusRecord, type Handler, type Runtime } from '@attune/messaging';
import { embeddedBus, memoryLog, type EmbeddedBus } from '@attune/messaging/embedded';
import { memoryKeys, memoryStore, type DocumentStore, type Keys } from '@attune/storage';
import { SeededChance } from './chance';
import { faultyBus, faultyKeys, faultyStore, Life, mortalClock, noFaults, type Faults } from './faulty-ports';
import { VirtualClock } from './virtual-clock';

/** How a seeded mistake changes what a process sees of the outside. */
export interface Mutation {
  bus?(bus: Bus): Bus;
  store?(store: DocumentStore): DocumentStore;
  handlers?(handlers: readonly Handler[]): readonly Handler[];
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
}

export interface Replica {
  service: ServiceName;
  life: Life;
  runtime: Runtime;
}

/** Some services, two processes each, on a virtual bus and store, with every fault; everything from one seed. */
export class Simulation {
  readonly clock = new VirtualClock();
  readonly chance: SeededChance;
  readonly faults: Faults;
  readonly bus: EmbeddedBus;
  readonly keys: Keys = memoryKeys();
  readonly replicas: Replica[] = [];
  private readonly stores = new Map<ServiceName, DocumentStore>();
  private healing = false;
  /** A service that is stopped: its replicas do not come back. */
  readonly down = new Set<ServiceName>();

  constructor(private readonly options: SimulationOptions) {
    this.chance = new SeededChance(options.seed);
    this.faults = { ...noFaults, ...options.faults };
    this.bus = embeddedBus({
      log: memoryLog(),
      timers: this.clock,
      defer: (task) => void this.clock.setTimeout(task, this.chance.next() * this.faults.latencyMs),
    });
  }

  async start(): Promise<void> {
    await this.bus.ensureTopics(topics);
    for (const { service, replicas } of this.options.services) for (let i = 0; i < replicas; i++) this.launch(service);
  }

  store(service: ServiceName): DocumentStore {
    const known = this.stores.get(service) ?? memoryStore();
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

  /** The group takes a process for dead, while it goes on with what it has. */
  zombie(replica: Replica): void {
    for (const subscription of replica.life.subscriptions) this.bus.kill(subscription);
    this.clock.setTimeout(() => replica.life.crash(), this.chance.between(50, 3000));
  }

  stopService(service: ServiceName): void {
    this.down.add(service);
    for (const replica of this.replicas.filter((one) => one.service === service && !one.life.dead))
      replica.life.crash();
  }

  startService(service: ServiceName): void {
    this.down.delete(service);
    const { replicas } = this.options.services.find((one) => one.service === service)!;
    for (let i = 0; i < replicas; i++) this.launch(service);
  }

  /** No more faults; whoever is dead comes back. */
  heal(): void {
    this.healing = true;
    Object.assign(this.faults, { ...noFaults, latencyMs: this.faults.latencyMs });
    for (const service of [...this.down]) this.startService(service);
  }

  /** Everything on the bus, topic by topic, in offset order. */
  async history(): Promise<BusRecord[]> {
    const all: BusRecord[] = [];
    for (const { name } of topics) {
      let done = false;
      const following = await this.bus.follow({
        topics: [name],
        from: 'start',
        onRecord: (record) => void all.push(record),
        onCaughtUp: () => (done = true),
      });
      await this.clock.run(() => done, 60_000);
      await following.stop();
    }
    return all;
  }

  private launch(service: ServiceName): void {
    const { handlers } = this.options.services.find((one) => one.service === service)!;
    const { mutation = {} } = this.options;
    const life = new Life(this.clock, this.chance, this.faults);
    const own = handlers(life);
    const runtime = createRuntime({
      service,
      domainId: this.options.domainId ?? 'shop',
      domainVersion: '1',
      handlers: mutation.handlers?.(own) ?? own,
      bus: mutation.bus?.(faultyBus(this.bus, life)) ?? faultyBus(this.bus, life),
      store: mutation.store?.(faultyStore(this.store(service), life)) ?? faultyStore(this.store(service), life),
      keys: faultyKeys(this.keys, life),
      clock: mortalClock(life),
      chance: this.chance,
      logger: silentLogger,
      onFatal: () => life.crash(),
      ...(this.options.sweepMs !== undefined && { sweepMs: this.options.sweepMs }),
    });
    const replica = { service, life, runtime };
    this.replicas.push(replica);
    life.onDeath = () => {
      for (const subscription of life.subscriptions) this.bus.kill(subscription);
      this.replicas.splice(this.replicas.indexOf(replica), 1);
      if (!this.down.has(service))
        this.clock.setTimeout(
          () => this.down.has(service) || this.launch(service),
          this.healing ? 100 : this.chance.between(100, 8000),
        );
    };
    void runtime.start();
  }
}
