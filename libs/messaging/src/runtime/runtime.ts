import { groupOf } from '@attune/contracts';
import type { Subscription } from '../bus';
import type { AnyEffect, Command, CommandCause, DocumentKind, TimerReaction } from '../handlers';
import { Committer } from './committer';
import { silentLogger, systemChance, systemClock } from './defaults';
import { DueWork } from './due-work';
import { Effects } from './effects';
import { Gate } from './gate';
import { commandInput, effectInput } from './inputs';
import { Intake } from './intake';
import { BatchProgress } from './progress';
import { Projections } from './projections';
import { Reading } from './reading';
import { Relay } from './relay';
import type { Clock, Observer, Runtime, RuntimeOptions } from './types';
import { Vault } from './vault';
import { WakeUps } from './wakeups';

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
  const leaseOf = (kind: string) => effectHandlers.get(kind)?.leaseMs ?? defaultLeaseMs;
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
    leaseOf,
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
    onCrashed: (kind, id, effect) => due.lease(kind, id, effect.id, effect),
  });
  const reading = new Reading(bus, store, vault, logger);
  const gate = new Gate(bus, clock, groupOf(service), intake.topics, progress);
  const due: DueWork = new DueWork({
    store,
    committer,
    effects,
    intake,
    gate,
    reading,
    clock,
    logger,
    timers,
    leaseOf,
  });
  const wakeUps: WakeUps = new WakeUps({
    store,
    kinds,
    clock,
    logger,
    relay,
    sweepMs: options.sweepMs ?? 500,
    onTimer: (kind, id, name, dueAt) => void due.timer(kind, id, name, dueAt),
    onLease: (kind, id, effectId) => due.lease(kind, id, effectId),
    onParked: (kind, id) => void due.parked(kind, id),
  });

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
        ...(options.patienceMs !== undefined && { patienceMs: options.patienceMs }),
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
      due.stop();
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
    read: (kind, ids) => reading.read(kind, ids),
    list: (kind) => reading.list(kind),
    follow: (following) => reading.follow(following),
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
