import { againTopicOf, type AttuneEvent, type ServiceName } from '@attune/contracts';
import type { OutboxEntry } from '@attune/storage';
import type { BusRecord, PartitionBatch } from '../bus';
import {
  type AnyDefinition,
  type DocumentKind,
  type Handler,
  type ProjectionHandler,
  type Reaction,
  type RecordedEvent,
  type Translation,
} from '../handlers';
import { causeOf, deadLetter, decode, encode, factIdOf, type DecodeProblem, type EncodeContext } from './codec';
import { eventInput } from './inputs';
import type { LaneInput } from './draft';
import type { Clock, Logger, Observer } from './types';
import type { KeyRing, Vault } from './vault';
import type { WriterIdentity } from './stored';

/** Header of a record on `attune.<service>.again`: the handler that it is for, and the dead letter that it was. */
export const againHandlerHeader = 'attune_handler';
export const againLetterHeader = 'attune_letter';

const unready = 'its key cannot be seen';

export interface IntakeOptions {
  service: ServiceName;
  handlers: readonly Handler[];
  vault: Vault;
  clock: Clock;
  logger: Logger;
  observer: Observer;
  identity: WriterIdentity;
  decide(kind: DocumentKind<object>, id: string, input: LaneInput): void;
  publish(entries: readonly OutboxEntry[]): Promise<void>;
  project(handler: ProjectionHandler, recorded: RecordedEvent): Promise<void>;
}

type Read = { record: BusRecord; again?: string; handler?: string } & (
  { event: AttuneEvent; definition: AnyDefinition } | { problem: DecodeProblem }
);

/** From a fetched batch to what is to be decided, translated and projected. Resolves when all of it is durable. */
export class Intake {
  readonly wanted = new Map<string, AnyDefinition>();
  readonly topics: readonly string[];
  private readonly reactions = new Map<string, Reaction[]>();
  private readonly translations = new Map<string, Translation[]>();
  private readonly projections = new Map<string, ProjectionHandler[]>();
  /** Batches of one partition keep their order while they wait for keys. */
  private readonly order = new Map<string, Promise<void>>();

  constructor(private readonly options: IntakeOptions) {
    for (const handler of options.handlers) {
      if (handler.kind === 'timer' || handler.kind === 'effect') continue;
      for (const definition of handler.on) {
        this.wanted.set(definition.type, definition);
        const byKind = { reaction: this.reactions, translation: this.translations, projection: this.projections }[
          handler.kind
        ] as Map<string, Handler[]>;
        byKind.set(definition.type, [...(byKind.get(definition.type) ?? []), handler]);
      }
    }
    const topics = new Set([...this.wanted.values()].map(({ topic }) => topic));
    this.topics = topics.size > 0 ? [...topics, againTopicOf(options.service)] : [];
  }

  async take(batch: PartitionBatch): Promise<void> {
    const reads = batch.records.flatMap((record) => this.read(record));
    if (reads.length === 0) return;
    const key = `${batch.topic}|${batch.partition}`;
    const before = this.order.get(key);
    const kids = reads.map((read) =>
      'event' in read && this.needsKey(read.event.type) ? read.event.sealed?.kid : undefined,
    );
    let started!: () => void;
    const done = new Promise<void>((resolve) => (started = resolve));
    this.order.set(key, done);
    try {
      const ring = await this.ring(kids);
      await before;
      // Everything is handed over in this one synchronous step, so that the next batch of the partition comes behind it.
      const finished = Promise.all(reads.map((read) => this.hand(read, ring)));
      started();
      await finished;
    } finally {
      started();
      if (this.order.get(key) === done) this.order.delete(key);
    }
  }

  private needsKey(type: string): boolean {
    return this.reactions.has(type) || this.translations.has(type);
  }

  private async ring(kids: (string | undefined)[]): Promise<KeyRing> {
    for (let pause = 50; ; pause = Math.min(pause * 2, 1000)) {
      try {
        const ring = await this.options.vault.ring(kids);
        // A key that another process has just made may not be visible yet: look again, but not for long.
        if (pause >= 400 || ![...ring.values()].includes('unknown')) return ring;
      } catch (error) {
        this.options.logger.warn({ error: (error as Error).message }, 'keys not readable, trying again');
      }
      await new Promise<void>((resolve) => this.options.clock.setTimeout(resolve, pause));
    }
  }

  private read(record: BusRecord): Read[] {
    const isAgain = record.topic === againTopicOf(this.options.service);
    const again = isAgain ? { again: record.headers[againLetterHeader] ?? record.offset, ...handlerOf(record) } : {};
    const decoded = decode(record, this.wanted);
    if ('skip' in decoded) return [];
    return [{ record, ...again, ...decoded }];
  }

  private async hand(read: Read, ring: KeyRing): Promise<void> {
    if ('problem' in read)
      return this.letter(read.record, 'runtime', read.problem.kind, read.problem.reason, read.problem.envelope);
    const { record, event, definition } = read;
    const projected = (this.projections.get(event.type) ?? []).map((handler) =>
      this.options.project(handler, { event, topic: record.topic, partition: record.partition, offset: record.offset }),
    );
    const opened = this.open(event, definition, ring);
    if (opened === unready) return this.parkAll(event, record);
    if (typeof opened === 'string') return this.letter(record, 'runtime', 'failed', opened, event);
    const wanted = <H extends { id: string }>(handlers: H[] | undefined) =>
      (handlers ?? []).filter(({ id }) => read.handler === undefined || id === read.handler);
    const translated = wanted(this.translations.get(event.type)).map((translation) =>
      this.translate(translation, opened, record, ring),
    );
    await Promise.all([
      ...projected,
      ...translated,
      ...this.react(wanted(this.reactions.get(event.type)), opened, record, read.again),
    ]);
  }

  private open(event: AttuneEvent, definition: AnyDefinition, ring: KeyRing): AttuneEvent | string {
    if (!this.needsKey(event.type)) return event;
    try {
      const opened = this.options.vault.openEvent(event, definition, ring);
      return opened === 'unknown' ? (this.reactions.has(event.type) ? unready : 'its key was never made') : opened;
    } catch (error) {
      return (error as Error).message;
    }
  }

  /** Its key cannot be seen: the conversations that it is for wait for it, in order; others do not. */
  private async parkAll(event: AttuneEvent, record: BusRecord): Promise<void> {
    await Promise.all(this.react(this.reactions.get(event.type) ?? [], event, record, undefined, { unready }));
  }

  /** What is parked first, looked at again. */
  async drain(kind: DocumentKind<object>, id: string, record: BusRecord): Promise<void> {
    const decoded = decode(record, this.wanted);
    if (!('event' in decoded)) return;
    const opened = this.open(decoded.event, decoded.definition, await this.ring([decoded.event.sealed?.kid]));
    const ours = (this.reactions.get(decoded.event.type) ?? []).filter(
      ({ document }) => document.collection === kind.collection,
    );
    const waiting = typeof opened === 'string' ? { drained: true, unready: opened } : { drained: true };
    const event = typeof opened === 'string' ? decoded.event : opened;
    await new Promise<void>((resolve) =>
      this.options.decide(
        kind,
        id,
        Object.assign(eventInput(event, ours, record, undefined, this.options.observer, resolve), waiting),
      ),
    );
  }

  private react(
    reactions: readonly Reaction[],
    event: AttuneEvent,
    record: BusRecord,
    again: string | undefined,
    waiting: { unready?: string } = {},
  ): Promise<void>[] {
    const documents = new Map<string, { kind: DocumentKind<object>; id: string; reactions: Reaction[] }>();
    for (const reaction of reactions) {
      if (event.forgotten && !reaction.evenIfForgotten) continue;
      const id = reaction.idOf(event);
      if (id === undefined) continue;
      const key = `${reaction.document.collection}|${id}`;
      const known = documents.get(key);
      if (known) known.reactions.push(reaction);
      else documents.set(key, { kind: reaction.document, id, reactions: [reaction] });
    }
    return [...documents.values()].map(
      ({ kind, id, reactions: ours }) =>
        new Promise<void>((resolve) =>
          this.options.decide(
            kind,
            id,
            Object.assign(eventInput(event, ours, record, again, this.options.observer, resolve), waiting),
          ),
        ),
    );
  }

  private translate(translation: Translation, event: AttuneEvent, record: BusRecord, ring: KeyRing): Promise<void> {
    if (event.forgotten) return Promise.resolve();
    const { identity, clock, observer } = this.options;
    let cause = causeOf(event);
    const bytes = (facts: ReturnType<Translation['decide']>) =>
      facts.map((fact, ordinal) => {
        const context: EncodeContext = {
          source: identity.source,
          domainVersion: identity.domainVersion,
          now: clock.now(),
          cause,
          handlerId: translation.id,
        };
        const { personal, kid = cause.kid, sealed } = fact.options;
        const origin = {
          id: factIdOf(fact, ordinal, context),
          type: fact.definition.type,
          subject: fact.definition.key(fact.data),
        };
        const block =
          sealed ?? (personal === undefined ? undefined : this.options.vault.seal(personal, kid, ring, origin));
        return encode(fact, ordinal, event.sequence, block, context);
      });
    const traced = () => {
      const run = () => translation.decide(event);
      if (!observer.around) return run();
      const { result, traceparent } = observer.around(
        { handler: translation.id, event, lagMs: clock.now() - Date.parse(event.recordedTime) },
        run,
      );
      if (traceparent !== undefined) cause = { ...cause, traceparent };
      return result;
    };
    try {
      return this.options.publish(bytes(traced()));
    } catch (error) {
      this.options.logger.warn(
        { handler: translation.id, event: event.id, error: (error as Error).message },
        'translation failed',
      );
      try {
        return this.options.publish(bytes(translation.failed(event, error as Error)));
      } catch (second) {
        return this.letter(record, translation.id, 'failed', (second as Error).message, event);
      }
    }
  }

  private letter(
    record: BusRecord,
    handler: string,
    kind: DecodeProblem['kind'],
    reason: string,
    envelope?: DecodeProblem['envelope'],
  ): Promise<void> {
    this.options.observer.count?.('deadLettered', 1);
    this.options.logger.warn(
      { topic: record.topic, partition: record.partition, offset: record.offset, handler, kind },
      'dead letter',
    );
    const failure = { handler, kind, reason, ...(envelope && { envelope }) };
    return this.options.publish([
      deadLetter(record, failure, { ...this.options.identity, now: this.options.clock.now() }),
    ]);
  }

  /** Inputs that were poisoned where there is no document to hold their dead letter. */
  letters(inputs: readonly LaneInput[]): Promise<unknown> {
    return Promise.all(
      inputs.map(({ record, poison, envelope }) =>
        record && poison
          ? this.letter(record, poison.handler, poison.kind, poison.reason, envelope)
          : Promise.resolve(),
      ),
    );
  }
}

const handlerOf = (record: BusRecord) => {
  const handler = record.headers[againHandlerHeader];
  return handler === undefined || handler === 'runtime' ? {} : { handler };
};
