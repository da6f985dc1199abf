import { services, type AttuneEvent, type ServiceName } from '@attune/contracts';
import type {
  AnyEffect,
  Command,
  CommandCause,
  Decision,
  DocumentKind,
  Handler,
  Reaction,
  Runtime,
  TimerReaction,
  Translation,
} from '@attune/messaging';
import { Documents, type Due, type Kept } from './documents';
import { causeOf, EventMaker, type Cause } from './events';

export interface StageOptions {
  domainId: string;
  domainVersion: string;
  /** Epoch ms. */
  startsAt: number;
  handlersOf(service: ServiceName): readonly Handler[];
  /** Told of each event, as it is published. */
  onEvent(event: AttuneEvent): void;
}

type Done = { kept: Kept; handler: AnyEffect; id: string; args: unknown; cause: Cause; result: unknown };

/**
 * The services' own handlers, called one after another in one process: no bus, no store, no keys, nothing is lost and nothing comes
 * twice. What happens under faults is the simulator's business; this is for many conversations in little time.
 */
export class Stage {
  now: number;
  /** Decisions that threw: each would be a dead letter. */
  readonly problems: string[] = [];
  readonly documents = new Documents();
  private readonly events = new EventMaker();
  private readonly queue: AttuneEvent[] = [];
  private readonly done: Done[] = [];
  private readonly listeners = new Map<string, { service: ServiceName; handler: Reaction | Translation }[]>();
  private readonly timers = new Map<string, TimerReaction>();
  private readonly effects = new Map<string, AnyEffect>();
  private readonly destroyed = new Set<string>();
  private sleepers: { at: number; wake: () => void }[] = [];

  constructor(private readonly options: StageOptions) {
    this.now = options.startsAt;
    for (const service of services) for (const handler of options.handlersOf(service)) this.employ(service, handler);
  }

  private employ(service: ServiceName, handler: Handler): void {
    if (handler.kind === 'projection') return;
    if (handler.kind === 'effect') this.effects.set(`${service}|${handler.effect}`, handler);
    else if (handler.kind === 'timer')
      this.timers.set(`${service}|${handler.document.collection}|${handler.timer}`, handler);
    else
      for (const { type } of handler.on)
        this.listeners.set(type, [...(this.listeners.get(type) ?? []), { service, handler }]);
  }

  /** A door of a service: decided at once; what follows from it happens with `settles`. */
  execute<S extends object, I, A>(
    service: ServiceName,
    command: Command<S, I, A>,
    id: string,
    input: I,
    given: CommandCause,
  ): A {
    const kept = this.documents.find(service, command.document as DocumentKind<object>, id);
    const { answer, state, ...rest } = command.decide(kept.state as S | undefined, input, this.now);
    const { commandId, ...others } = given;
    const cause: Cause = { origin: 'live', ...others, id: commandId };
    if (state) this.take(kept, { state, ...rest }, command.id, cause);
    return answer;
  }

  /** What the handlers of a service see of their own runtime. */
  runtimeOf(service: ServiceName): Pick<Runtime, 'execute' | 'read'> {
    return {
      execute: (command, id, input, cause) => Promise.resolve(this.execute(service, command, id, input, cause)),
      read: <S extends object>(kind: DocumentKind<S>, ids: readonly string[]) =>
        Promise.resolve(
          new Map(
            ids.flatMap((id) => {
              const { state } = this.documents.at(service, kind as DocumentKind<object>, id);
              return state ? [[id, state as S] as const] : [];
            }),
          ),
        ),
    };
  }

  destroyKeys(kids: readonly string[]): void {
    for (const kid of kids) this.destroyed.add(kid);
    this.documents.forget(this.destroyed);
  }

  /** Resolves when so much time has passed on this stage. */
  sleep(ms: number): Promise<void> {
    return new Promise((wake) => this.sleepers.push({ at: this.now + ms, wake }));
  }

  /** An event that no handler of ours has published. */
  publish(event: AttuneEvent): void {
    this.queue.push(event);
    this.options.onEvent(event);
  }

  /** Until nothing is left to do now. */
  async settles(): Promise<void> {
    for (;;) {
      for (let event = this.queue.shift(); event; event = this.queue.shift()) this.deliver(event);
      await new Promise((resolve) => setImmediate(resolve));
      const done = this.done.shift();
      if (done) this.conclude(done);
      else if (this.queue.length === 0) return;
    }
  }

  /** Lets time pass; timers fall due in their order. */
  async passes(ms: number): Promise<void> {
    const until = this.now + ms;
    for (;;) {
      await this.settles();
      const due = this.documents.next(until);
      const sleeper = this.sleepers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (!due && !sleeper) break;
      if (sleeper && (!due || sleeper.at <= due.at)) {
        this.now = Math.max(this.now, sleeper.at);
        this.sleepers = this.sleepers.filter((one) => one !== sleeper);
        sleeper.wake();
      } else if (due) {
        this.now = Math.max(this.now, due.at);
        this.fire(due);
      }
    }
    this.now = Math.max(this.now, until);
  }

  private fire({ kept, name, at }: Due): void {
    kept.timers.delete(name);
    const [kind = '', about = ''] = name.split(/:(.*)/s);
    const reaction = this.timers.get(`${kept.service}|${kept.kind.collection}|${kind}`);
    const { state } = kept;
    if (!reaction || !state) return;
    const id = `timer:${kept.id}:${name}:${at}`;
    const cause: Cause = { id, correlationId: about || kept.id, origin: 'live' };
    this.try(reaction.id, () => {
      const decision = reaction.decide(state, { kind, about, dueAt: at }, this.now);
      if (decision) this.take(kept, decision, reaction.id, cause);
    });
  }

  private deliver(published: AttuneEvent): void {
    const forgotten = published.sealed !== undefined && this.destroyed.has(published.sealed.kid);
    const event: AttuneEvent = forgotten ? { ...published, personal: undefined, forgotten } : published;
    for (const { service, handler } of this.listeners.get(event.type) ?? []) {
      if (handler.kind === 'translation') this.translate(service, handler, event);
      else if (!forgotten || handler.evenIfForgotten) this.react(service, handler, event);
    }
  }

  private react(service: ServiceName, handler: Reaction, event: AttuneEvent): void {
    this.try(handler.id, () => {
      const id = handler.idOf(event);
      if (id === undefined) return;
      const kept = this.documents.find(service, handler.document as DocumentKind<object>, id);
      const decision = handler.decide(kept.state, event, this.now);
      if (decision) this.take(kept, decision, handler.id, causeOf(event));
    });
  }

  private translate(service: ServiceName, handler: Translation, event: AttuneEvent): void {
    this.try(handler.id, () => {
      const { subject, sequence } = event;
      const written = { ...this.about(service), handlerId: handler.id, cause: causeOf(event) };
      for (const [ordinal, fact] of handler.decide(event).entries())
        this.publish(this.events.make(fact, { ...written, ordinal }, { subject, sequence }));
    });
  }

  private take(kept: Kept, decision: Decision<object>, handlerId: string, cause: Cause): void {
    this.documents.keep(kept, decision);
    const written = { ...this.about(kept.service), handlerId, cause, kid: kept.state?.kid };
    for (const [ordinal, fact] of (decision.facts ?? []).entries()) {
      this.now++; // so that everything has an order
      this.publish(this.events.make(fact, { ...written, now: this.now, ordinal }));
    }
    for (const { id, kind, args, personal } of decision.effects ?? [])
      this.start(kept, kind, { id, args, personal }, cause);
  }

  private start(
    kept: Kept,
    kind: string,
    request: { id: string; args: unknown; personal: unknown },
    cause: Cause,
  ): void {
    const handler = this.effects.get(`${kept.service}|${kind}`);
    if (!handler) throw new Error(`nobody in ${kept.service} runs the effect ${kind}`);
    const { id, args } = request;
    void handler.run({ ...request, attempt: 1, signal: new AbortController().signal }).then(
      (result: unknown) => this.done.push({ kept, handler, id, args, cause, result }),
      (error: Error) => this.problems.push(`${handler.id}: ${error.message}`),
    );
  }

  private conclude({ kept, handler, id, args, cause, result }: Done): void {
    this.try(handler.id, () => {
      const decision = kept.state && handler.decide(kept.state, { id, args, result }, this.now);
      if (decision) this.take(kept, decision as Decision<object>, handler.id, { ...cause, id });
    });
  }

  private about(service: ServiceName) {
    const { domainId, domainVersion } = this.options;
    return { service, domainId, domainVersion, now: this.now };
  }

  private try(handlerId: string, does: () => void): void {
    try {
      does();
    } catch (error) {
      this.problems.push(`${handlerId}: ${(error as Error).message.slice(0, 500)}`);
    }
  }
}
