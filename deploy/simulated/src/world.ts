import { channelCommands, liveKid, type Accepted } from '@attune/channel';
import { contextCommands } from '@attune/context';
import {
  addressIdOf,
  controlDecided,
  deliveryReported,
  intentAssessed,
  keyedId,
  knowledgeFound,
  open,
  SealedBlock,
  services,
  turnStarted,
  type ServiceName,
} from '@attune/contracts';
import { deskCommands } from '@attune/desk';
import { encode, fact, type Handler, type Runtime } from '@attune/messaging';
import type { StoredDocument } from '@attune/storage';
import { poisonFor, Simulation, type Faults, type Life, type Mutation, type SeededChance } from '@attune/testing';
import { bodyOf, Chronicle, type Happened } from './chronicle';
import { handlersOf, type Business } from '@attune/rehearsal';
import { SimulatedShop } from './shop';
import { Watch } from './watch';

export const secret = 'a-secret-of-the-simulation-that-is-long-enough';

export interface WorldOptions extends Business {
  seed: number;
  faults?: Partial<Faults>;
  /** Processes a service. Default 1. */
  replicas?: number;
  mutation?: Mutation;
  sweepMs?: number;
  /** Share of messages that are brought again although they were accepted. */
  webhookRetry?: number;
  /** Share of messages after which somebody writes what nobody can read. */
  poison?: number;
}

/** Events about a conversation: whoever cannot read one gives the conversation to a person. */
const poisonous = [intentAssessed, controlDecided, knowledgeFound, turnStarted];

export interface SaidWhere {
  channel?: string;
  verifiedAs?: string;
}

/** The eight real services in the simulator: virtual bus, store and time, and otherwise the handlers of production. */
export class World {
  readonly simulation: Simulation;
  readonly shop: SimulatedShop;
  readonly chronicle = new Chronicle();
  private readonly watch = new Watch(this.chronicle);
  /** Ids of the messages that the door has taken. */
  readonly accepted: string[] = [];
  /** Events that strangers wrote and nobody can read. */
  readonly poisoned: { id: string; subject: string }[] = [];
  private readonly commands;
  private readonly collections = new Map<ServiceName, ReadonlySet<string>>();
  private readonly outsiders: SeededChance;
  private count = 0;

  constructor(private readonly options: WorldOptions) {
    const { seed, pack, faults = {}, replicas = 1, mutation, sweepMs } = options;
    this.commands = channelCommands({ pack });
    this.simulation = new Simulation({
      seed,
      faults,
      domainId: pack.id,
      ...(mutation && { mutation }),
      onRecord: (record) => this.watch.take(record),
      ...(sweepMs !== undefined && { sweepMs }),
      services: services.map((service) => ({
        service,
        replicas,
        handlers: (life: Life) => this.launch(service, life),
      })),
    });
    this.outsiders = this.simulation.chance.fork('outsiders');
    this.shop = new SimulatedShop(pack, this.simulation.clock.now());
  }

  get clock() {
    return this.simulation.clock;
  }

  /** What must never be and was seen, in the step in which it happened. */
  get violations(): readonly string[] {
    return [...this.watch.violations, ...this.simulation.violations];
  }

  /** All services are there and have their partitions. */
  async start(): Promise<void> {
    void this.simulation.start();
    await this.passes(1_000);
  }

  async passes(ms: number): Promise<void> {
    await this.clock.run(() => false, ms);
  }

  /** Lets time pass until it has happened; false where it did not within `limitMs`. */
  until(happened: () => boolean, limitMs = 30_000): Promise<boolean> {
    return this.clock.run(happened, limitMs);
  }

  /** Lets time pass until something that somebody does is done. */
  async during<T>(does: () => Promise<T>, limitMs = 60_000): Promise<T> {
    let done = false;
    const doing = does().finally(() => (done = true));
    doing.catch(() => {}); // thrown below
    if (!(await this.clock.run(() => done, limitMs))) throw new Error(`not done in ${limitMs} ms`);
    return doing;
  }

  /** A customer says something at channel's door; tried again until it is accepted, as a browser does. */
  async say(address: string, text: string, where: SaidWhere = {}): Promise<Accepted> {
    const messageId = keyedId('msg', secret, `${address}/${++this.count}`);
    for (;;) {
      const accepted = await this.offer(messageId, address, text, where);
      if (accepted) this.accepted.push(messageId);
      if (accepted) this.afterwards(messageId, address, text, where);
      if (accepted) return accepted;
      await this.clock.sleep(200);
    }
  }

  /** What else comes of a message: a webhook whose answer was lost brings it again; a stranger writes what nobody can read. */
  private afterwards(messageId: string, address: string, text: string, where: SaidWhere): void {
    const { webhookRetry = 0, poison = 0 } = this.options;
    const { clock, bus } = this.simulation;
    const { outsiders } = this;
    if (outsiders.happens(webhookRetry))
      clock.setTimeout(() => void this.offer(messageId, address, text, where), outsiders.between(0, 30_000));
    if (!outsiders.happens(poison)) return;
    const conversations = this.chronicle.of('ControlDecided');
    const { subject } = conversations.length > 0 ? outsiders.pick(conversations) : { subject: '' };
    if (subject === '') return;
    const record = poisonFor(outsiders.pick(poisonous), subject, this.poisoned.length + 1, clock.now(), outsiders);
    this.poisoned.push({ id: record.headers['ce_id']!, subject });
    void bus.publish([record]);
  }

  private async offer(
    messageId: string,
    address: string,
    text: string,
    { channel = 'chat', verifiedAs }: SaidWhere,
  ): Promise<Accepted | undefined> {
    const addressId = this.addressId(address, channel);
    const kid = await liveKid(this.simulation.keys, addressId);
    const offered = {
      addressId,
      channel,
      origin: 'live' as const,
      messageId,
      text,
      masked: 0,
      kid,
      ...(verifiedAs !== undefined && { verifiedAs }),
    };
    const cause = { commandId: `cmd_${messageId}`, correlationId: messageId, kid };
    return this.ask('channel', (runtime) => runtime.execute(this.commands.acceptMessage, addressId, offered, cause));
  }

  /** A person at the desk does something; undefined where nobody answers. */
  atDesk<K extends keyof typeof deskCommands>(
    what: K,
    conversationId: string,
    input: object,
  ): Promise<{ done?: boolean; refused?: string } | undefined> {
    const command = deskCommands[what];
    const cause = { commandId: `cmd_desk_${++this.count}`, correlationId: conversationId };
    return this.ask('desk', (runtime) => runtime.execute(command as never, conversationId, input, cause));
  }

  /** Somebody who may has a customer forgotten. */
  forget(customerId: string): Promise<{ found: boolean } | undefined> {
    const cause = { commandId: `cmd_forget_${++this.count}`, correlationId: customerId };
    return this.ask('context', (runtime) => runtime.execute(contextCommands().forgetCustomer, customerId, {}, cause));
  }

  /** An adapter says that a released message has not arrived. */
  async reportLost(addressId: string, messageId: string): Promise<void> {
    const lost = fact(deliveryReported, { addressId, messageId, outcome: 'failed', reason: 'unreachable' });
    const { topic, key, headers, value } = encode(lost, 0, ++this.count, undefined, {
      source: `/${this.options.pack.id}/adapter`,
      domainVersion: '1',
      now: this.clock.now(),
      cause: { id: `report_${messageId}`, correlationId: messageId, origin: 'live' },
      handlerId: 'adapter',
    });
    await this.simulation.bus.publish([{ topic, key, headers, value: Buffer.from(value) }]);
  }

  addressId(address: string, channel = 'chat'): string {
    return addressIdOf(secret, channel, address);
  }

  /** The words of an event; undefined where nobody can read them any more. */
  async personalOf({ record }: Happened): Promise<Record<string, unknown> | undefined> {
    const block = SealedBlock.safeParse(bodyOf(record).personal).data;
    const key = block && (await this.simulation.keys.read([block.kid])).get(block.kid);
    return block && key instanceof Uint8Array ? (open(block, key) as Record<string, unknown>) : undefined;
  }

  /** All documents of a service, as stored. */
  async documents(service: ServiceName): Promise<StoredDocument[]> {
    const store = this.simulation.store(service);
    const all = await Promise.all([...(this.collections.get(service) ?? [])].map((one) => store.documents(one).scan()));
    return all.flat();
  }

  private async ask<T>(service: ServiceName, does: (runtime: Runtime) => Promise<T>): Promise<T | undefined> {
    const door = this.simulation.door(service);
    if (!door) return undefined;
    return Promise.race([does(door.runtime).catch(() => undefined), this.clock.sleep(3_000).then(() => undefined)]);
  }

  private launch(service: ServiceName, life: Life): readonly Handler[] {
    const handlers = handlersOf(service, this.options, {
      secret,
      tools: this.shop.tools(life),
      keys: this.simulation.keys,
      store: this.simulation.store(service),
      runtime: () => this.runtimeOf(life),
    });
    const kinds = handlers.flatMap((handler) => ('document' in handler ? [handler.document.collection] : []));
    this.collections.set(service, new Set(kinds));
    return handlers;
  }

  /** The runtime of a process, once it has started. */
  private runtimeOf(life: Life): Runtime {
    const replica = this.simulation.replicas.find((one) => one.life === life);
    if (!replica) throw new Error('this process is dead');
    return replica.runtime;
  }
}
