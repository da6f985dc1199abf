import { randomBytes } from 'node:crypto';
import { catalogue, groupOf, type AttuneEvent } from '@attune/contracts';
import type { StoredDocument } from '@attune/storage';
import type { BusRecord, Subscription } from '../bus';
import type { Command, CommandCause, DocumentKind, AnyEffect, TimerReaction } from '../handlers';
import { decode } from './codec';
import { Committer } from './committer';
import type { Seen } from './draft';
import { Effects } from './effects';
import { Gate } from './gate';
import { commandInput, effectInput, leaseInput, timerInput } from './inputs';
import { Intake } from './intake';
import { laneKey } from './lanes';
import { fromParked } from './parking';
import { BatchProgress } from './progress';
import { Projections } from './projections';
import { Relay } from './relay';
import { fromStored } from './stored';
import type { Chance, Clock, Logger, Observer, Runtime, RuntimeOptions } from './types';
import { Vault } from './vault';
import { WakeUps } from './wakeups';

export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout: (run, ms) => setTimeout(run, ms),
  clearTimeout: (handle) => clearTimeout(handle as NodeJS.Timeout | undefined),
};
export const systemChance: Chance = { bytes: (length) => randomBytes(length) };
export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };

const defaultLeaseMs = 30_000;

/** Puts the parts together: what each does is said in its file. */
export function createRuntime(options: RuntimeOptions): Runtime {
  const { service, bus, store, keys, handlers, domainId, domainVersion } = options;
  const clock = options.clock ?? systemClock;
  const chance = options.chance ?? systemChance;
  const logger = options.logger ?? silentLogger;
  const observer: Observer = options.observer ?? {};
  const identity = { source: `/${domainId}/${service}`, domainId, service, domainVersion };

  const timers = new Map(
    handlers
      .filter((h): h is TimerReaction => h.kind === 'timer')
      .map((h) => [`${h.document.collection}|${h.timer}`, h]),
  );
  const effectHandlers = new Map(handlers.filter((h): h is AnyEffect => h.kind === 'effect').map((h) => [h.effect, h]));
  const kinds = [
    ...new Map(
      handlers.flatMap((h) => ('document' in h ? [[h.document.collection, h.document] as const] : [])),
    ).values(),
  ];

  const vault = new Vault(keys, chance, service);
  const relay = new Relay(bus, clock, logger, (n) => observer.count?.('published', n));
  const progress = new BatchProgress();
  const projections = new Projections(clock, logger, options.projectionLingerMs ?? 300);
  const intake: Intake = new Intake({
    service,
    handlers,
    vault,
    clock,
    logger,
    observer,
    identity,
    decide: (kind, id, input) => committer.add(kind, id, input),
    publish: (entries) => relay.publish(entries),
    project: (handler, recorded) => projections.add(handler, recorded),
  });
  const committer: Committer = new Committer({
    store,
    vault,
    relay,
    clock,
    chance,
    logger,
    observer,
    identity,
    leaseOf: (kind) => effectHandlers.get(kind)?.leaseMs ?? defaultLeaseMs,
    letters: (inputs) => intake.letters(inputs),
    onWritten(kind, document, seen, before) {
      wakeUps.watch(kind, document);
      for (const effect of document.effects)
        if (!before?.effects.some(({ id }) => id === effect.id))
          effects.start(kind, document._id, effect, seen.effectPersonal[effect.id]);
    },
  });
  const effects: Effects = new Effects({
    handlers: effectHandlers,
    clock,
    logger,
    onDone: (kind, id, effect, handler, result) => {
      observer.count?.('effectRun', 1);
      committer.add(
        kind,
        id,
        effectInput(handler, effect, result, () => {}),
      );
    },
    onCrashed: (kind, id, effect) => takeLease(kind, id, effect.id, effect.attempts),
  });
  const gate = new Gate(bus, clock, groupOf(service), intake.topics, progress);
  const wakeUps: WakeUps = new WakeUps({
    store,
    kinds,
    clock,
    logger,
    relay,
    sweepMs: options.sweepMs ?? 500,
    onTimer: (kind, id, name, dueAt) => void timerDue(kind, id, name, dueAt),
    onLease: (kind, id, effectId) => takeLease(kind, id, effectId),
    onParked: (kind, id) => void drain(kind, id),
  });

  const draining = new Set<string>();
  /** Takes what is parked for a document, in order, until something is not ready. */
  async function drain(kind: DocumentKind<object>, id: string): Promise<void> {
    const key = laneKey(kind, id);
    if (draining.has(key)) return;
    draining.add(key);
    try {
      for (;;) {
        const parked = (await store.documents(kind.collection).load([id])).get(id)?.parked;
        if (!parked || parked.nextAt > clock.now() || stopped) return;
        await intake.drain(kind, id, fromParked(parked.pending[0]!));
      }
    } catch (error) {
      logger.warn({ error: (error as Error).message }, 'parked events not looked at, later again');
    } finally {
      draining.delete(key);
    }
  }

  const pendingTimers = new Set<string>();
  async function timerDue(kind: DocumentKind<object>, id: string, name: string, dueAt: number): Promise<void> {
    const key = `${laneKey(kind, id)}|${name}|${dueAt}`;
    if (pendingTimers.has(key)) return;
    pendingTimers.add(key);
    const reaction = timers.get(`${kind.collection}|${name.split(':', 1)[0]}`);
    for (let pause = 100; reaction && !reaction.early && intake.topics.length > 0; pause = Math.min(pause * 2, 2000)) {
      try {
        await gate.pass(dueAt);
        break;
      } catch (error) {
        logger.warn({ error: (error as Error).message }, 'could not learn how far inputs are, a timer waits');
        await new Promise<void>((resolve) => clock.setTimeout(resolve, pause));
      }
    }
    if (!stopped)
      committer.add(
        kind,
        id,
        timerInput(reaction, id, name, dueAt, () => pendingTimers.delete(key)),
      );
  }

  function takeLease(kind: DocumentKind<object>, id: string, effectId: string, ours?: number): void {
    if (effects.isRunning(kind, id, effectId)) return;
    const input = leaseInput(id, effectId, clock.now() + defaultLeaseMs, ours, (effect) => {
      openEffect(kind, id, effect.id).then(
        (personal) => effects.start(kind, id, effect, personal),
        // The lease is ours: only a moment later, again.
        () => clock.setTimeout(() => takeLease(kind, id, effectId, effect.attempts), 500),
      );
    });
    committer.add(kind, id, input);
  }
  async function openEffect(kind: DocumentKind<object>, id: string, effectId: string): Promise<unknown> {
    const seen = (await load(kind, [id])).get(id);
    return seen?.effectPersonal[effectId];
  }

  async function load(kind: DocumentKind<object>, ids: readonly string[]): Promise<Map<string, Seen>> {
    return opened(await store.documents(kind.collection).load(ids));
  }
  async function opened(documents: ReadonlyMap<string, StoredDocument>): Promise<Map<string, Seen>> {
    const ring = await vault.ring([...documents.values()].map(({ personal }) => personal?.kid));
    return new Map([...documents].map(([id, document]) => [id, fromStored(document, ring, vault)]));
  }

  let subscription: Subscription | undefined;
  let stopped = false;

  return {
    service,
    async start() {
      wakeUps.start();
      if (intake.topics.length === 0) return;
      subscription = await bus.consume({
        group: groupOf(service),
        topics: intake.topics,
        async onBatch(batch) {
          const done = progress.begin(batch);
          await intake.take(batch);
          done();
          progress.lastProgressAt = clock.now();
        },
        onAssigned: () => committer.forget(),
        onFatal: (error) => (options.onFatal ?? fatal)(error),
      });
    },
    async stop(graceMs) {
      const draining = subscription?.stop(graceMs);
      await within(clock, graceMs ?? 5_000, projections.flush());
      await draining;
      stopped = true;
      effects.stop();
      await wakeUps.stop();
      await committer.flush();
      await within(clock, Math.min(graceMs ?? 3_000, 3_000), relay.flush());
      relay.stop();
      await committer.stop();
    },
    execute<S extends object, I, A>(
      command: Command<S, I, A>,
      documentId: string,
      input: I,
      cause: CommandCause,
    ): Promise<A> {
      if (stopped) return Promise.reject(new Error(`${service} is stopping`));
      return new Promise((resolve, reject) =>
        committer.add(
          command.document as DocumentKind<object>,
          documentId,
          commandInput(command, input, cause, resolve, reject),
        ),
      );
    },
    async read<S extends object>(kind: DocumentKind<S>, ids: readonly string[]) {
      const seen = await load(kind as DocumentKind<object>, ids);
      return new Map([...seen].map(([id, { state }]) => [id, state as S]));
    },
    async list<S extends object>(kind: DocumentKind<S>) {
      const all: { id: string; state: S }[] = [];
      for (let after: string | undefined; ;) {
        const page = await store.documents(kind.collection).scan({ ...(after !== undefined && { after }), limit: 500 });
        for (const [id, { state }] of await opened(new Map(page.map((document) => [document._id, document]))))
          all.push({ id, state: state as S });
        if (page.length < 500) return all;
        after = page.at(-1)!._id;
      }
    },
    async follow({ topics, from, onEvent, onCaughtUp }) {
      const wanted = new Map([...catalogue].filter(([, { topic }]) => topics.includes(topic)));
      const show = async (record: BusRecord): Promise<void> => {
        const decoded = decode(record, wanted);
        if (!('event' in decoded)) return;
        const ring = await vault.ring([decoded.event.sealed?.kid]);
        const event: AttuneEvent | 'unknown' = vault.openEvent(decoded.event, decoded.definition, ring);
        onEvent(event === 'unknown' ? decoded.event : event, record);
      };
      return bus.follow({
        topics,
        from,
        onRecord: (record) =>
          show(record).catch((error: Error) =>
            logger.warn({ error: error.message, topic: record.topic }, 'followed event not shown'),
          ),
        ...(onCaughtUp && { onCaughtUp }),
      });
    },
    health: () => ({
      consuming: intake.topics.length === 0 || subscription?.state === 'stable',
      inFlight: progress.inFlight,
      lastProgressAt: progress.lastProgressAt,
      state: stopped ? 'stopped' : (subscription?.state ?? 'idle'),
    }),
    async idle() {
      while (
        progress.inFlight > 0 ||
        committer.waiting > 0 ||
        relay.size > 0 ||
        effects.size > 0 ||
        projections.size > 0
      ) {
        await committer.flush();
        await relay.flush();
        if (projections.size > 0) await projections.flush();
        await new Promise<void>((resolve) => clock.setTimeout(resolve, 1));
      }
    },
  };
}

/** Resolves when `work` has, or after `ms`. */
async function within(clock: Clock, ms: number, work: Promise<void>): Promise<void> {
  let handle: unknown;
  await Promise.race([work, new Promise<void>((resolve) => (handle = clock.setTimeout(resolve, ms)))]);
  clock.clearTimeout(handle);
}

function fatal(error: Error): never {
  throw error;
}
