import { channelCommands, channelHandlers, kidOf, type Accepted } from '@attune/channel';
import { contextHandlers } from '@attune/context';
import { addressIdOf, keyedId, services, type ServiceName } from '@attune/contracts';
import { deskCommands, deskHandlers } from '@attune/desk';
import type { Pack } from '@attune/domain';
import { escalationHandlers, overdueHandoffsOfLastMinute } from '@attune/escalation';
import { defaultWindowMs, insightsHandlers, rowsOf } from '@attune/insights';
import { intentHandlers, type IntentEnv } from '@attune/intent';
import { articleOf, createLibrary, knowledgeHandlers } from '@attune/knowledge';
import type { BusRecord, Handler, Runtime } from '@attune/messaging';
import { resolutionHandlers } from '@attune/resolution';
import type { StoredDocument } from '@attune/storage';
import { Simulation, type Faults, type Life, type Mutation } from '@attune/testing';
import { SimulatedShop } from './shop';

export const secret = 'a-secret-of-the-simulation-that-is-long-enough';

export interface WorldOptions {
  seed: number;
  pack: Pack;
  model: IntentEnv['model'];
  faults?: Partial<Faults>;
  /** Processes a service. Default 1. */
  replicas?: number;
  mutation?: Mutation;
  sweepMs?: number;
}

/** The eight real services in the simulator: virtual bus, store and time, and otherwise the handlers of production. */
export class World {
  readonly simulation: Simulation;
  readonly shop: SimulatedShop;
  private readonly commands;
  private readonly collections = new Map<ServiceName, ReadonlySet<string>>();
  private said = 0;

  constructor(private readonly options: WorldOptions) {
    const { seed, pack, faults = {}, replicas = 1, mutation, sweepMs } = options;
    this.commands = channelCommands({ pack });
    this.simulation = new Simulation({
      seed,
      faults,
      domainId: pack.id,
      ...(mutation && { mutation }),
      ...(sweepMs !== undefined && { sweepMs }),
      services: services.map((service) => ({
        service,
        replicas,
        handlers: (life: Life) => this.launch(service, life),
      })),
    });
    this.shop = new SimulatedShop(pack, this.simulation.clock.now());
  }

  get clock() {
    return this.simulation.clock;
  }

  start(): Promise<void> {
    return this.simulation.start();
  }

  /** A customer says something at channel's door; tried again until it is accepted, as a browser does. */
  async say(address: string, text: string, more: { channel?: string; verifiedAs?: string } = {}): Promise<Accepted> {
    const { channel = 'chat', verifiedAs } = more;
    const addressId = addressIdOf(secret, channel, address);
    const messageId = keyedId('msg', secret, `${address}/${++this.said}`);
    const kid = kidOf(addressId);
    for (;;) {
      await this.simulation.keys.create(kid);
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
      const accepted = await this.ask('channel', (runtime) =>
        runtime.execute(this.commands.acceptMessage, addressId, offered, cause),
      );
      if (accepted) return accepted;
      await this.clock.sleep(200);
    }
  }

  /** A person at the desk does something; undefined where nobody answers. */
  atDesk<K extends keyof typeof deskCommands>(
    what: K,
    conversationId: string,
    input: object,
  ): Promise<{ done?: boolean; refused?: string } | undefined> {
    const command = deskCommands[what];
    const cause = { commandId: `cmd_desk_${++this.said}`, correlationId: conversationId };
    return this.ask('desk', (runtime) => runtime.execute(command as never, conversationId, input, cause));
  }

  addressId(address: string, channel = 'chat'): string {
    return addressIdOf(secret, channel, address);
  }

  /** All documents of a service, as stored. */
  async documents(service: ServiceName): Promise<StoredDocument[]> {
    const store = this.simulation.store(service);
    const all = await Promise.all([...(this.collections.get(service) ?? [])].map((one) => store.documents(one).scan()));
    return all.flat();
  }

  history(): Promise<BusRecord[]> {
    return this.simulation.history();
  }

  /** Lets time pass until something that somebody does is done. */
  async during<T>(does: () => Promise<T>, limitMs = 60_000): Promise<T> {
    let done = false;
    const doing = does().finally(() => (done = true));
    doing.catch(() => {}); // thrown below
    if (!(await this.clock.run(() => done, limitMs))) throw new Error(`not done in ${limitMs} ms`);
    return doing;
  }

  private async ask<T>(service: ServiceName, does: (runtime: Runtime) => Promise<T>): Promise<T | undefined> {
    const door = this.simulation.door(service);
    if (!door) return undefined;
    return Promise.race([does(door.runtime).catch(() => undefined), this.clock.sleep(3_000).then(() => undefined)]);
  }

  /** The runtime of a process, once it has started. */
  private runtimeOf(life: Life): Runtime {
    const replica = this.simulation.replicas.find((one) => one.life === life);
    if (!replica) throw new Error('this process is dead');
    return replica.runtime;
  }

  private launch(service: ServiceName, life: Life): readonly Handler[] {
    const handlers = Object.values(this.handlersOf(service, life));
    const kinds = handlers.flatMap((handler) => ('document' in handler ? [handler.document.collection] : []));
    this.collections.set(service, new Set(kinds));
    return handlers;
  }

  private handlersOf(service: ServiceName, life: Life): Record<string, Handler> {
    const { pack, model } = this.options;
    switch (service) {
      case 'channel':
        return channelHandlers({ pack });
      case 'context':
        return contextHandlers({ pack, keys: this.simulation.keys, runtime: () => this.runtimeOf(life) });
      case 'intent':
        return intentHandlers({ pack, secret, model });
      case 'knowledge': {
        const library = createLibrary();
        for (const article of pack.articles) library.preload(articleOf(article));
        return knowledgeHandlers({ library, intents: pack.intents });
      }
      case 'escalation':
        return escalationHandlers({ pack, overdueHandoffs: overdueHandoffsOfLastMinute() });
      case 'resolution':
        return resolutionHandlers({ pack, secret, tools: this.shop.tools(life) });
      case 'desk':
        return deskHandlers({ pack });
      case 'insights':
        return insightsHandlers({ rows: rowsOf(this.simulation.store('insights')), windowMs: defaultWindowMs });
    }
  }
}
